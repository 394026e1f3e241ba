package io.roomfleet.orchestrator.cohost;

import io.roomfleet.api.cohost.PkPoolEntry;
import io.roomfleet.api.room.Room;
import io.roomfleet.orchestrator.cohost.desk.PoolCalls;
import io.roomfleet.orchestrator.cohost.desk.PoolMessage;
import io.roomfleet.orchestrator.cohost.desk.PoolReply;
import io.roomfleet.orchestrator.cohost.desk.PoolService;
import io.roomfleet.orchestrator.cohost.pool.PkPool;
import io.roomfleet.orchestrator.cohost.pool.PoolEvent;
import io.roomfleet.orchestrator.cohost.pool.PoolState;
import io.roomfleet.orchestrator.cohost.pool.PoolView;
import io.roomfleet.orchestrator.http.Outcome;
import io.roomfleet.orchestrator.http.PkPools;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** The pool as it is, without an actor: it looks when a test says so. */
public final class PoolInMemory {
  /** Who watches, by the figures. */
  public volatile long viewers = 100;

  private final SessionsInMemory sessions;
  private final InstantSource clock;
  private PoolState state = PoolState.EMPTY;

  public PoolInMemory(SessionsInMemory sessions, InstantSource clock) {
    this.sessions = sessions;
    this.clock = clock;
  }

  public PkPools port(Function<String, CompletionStage<Outcome<Room>>> rooms) {
    return new PoolService(
        message -> CompletableFuture.completedFuture(told(message.apply(null))),
        new PoolService.Facts() {
          @Override
          public CompletionStage<Outcome<Room>> room(String roomId) {
            return rooms.apply(roomId);
          }

          @Override
          public CompletionStage<Long> viewers(String roomId) {
            return CompletableFuture.completedFuture(viewers);
          }
        },
        sessions.list(),
        clock);
  }

  /** Who meets whom, and what became of their sessions. */
  public synchronized void look() {
    keep(PkPool.pass(state, clock.instant()));
    state
        .meetings()
        .forEach(
            (id, rooms) -> {
              hear(sessions.told(id, PoolCalls.create(id, rooms, null)));
              hear(sessions.told(id, PoolCalls.create(id, rooms, null)));
            });
  }

  private void hear(CohostReply reply) {
    var session = ((CohostReply.Shown) reply).session();
    for (String seatId : PkPool.toAccept(session)) {
      sessions.told(session.id(), PoolCalls.accept(session.id(), seatId, null));
    }
    keep(PkPool.heard(state, session, clock.instant()));
  }

  private synchronized PoolReply told(PoolMessage message) {
    Instant now = clock.instant();
    if (message instanceof PoolMessage.Enter m) {
      Instant until = now.plus(m.patience());
      return told(PkPool.enter(state, m.room(), m.name(), until, m.by(), now), m.room().roomId());
    } else if (message instanceof PoolMessage.Leave m) {
      return told(PkPool.leave(state, m.roomId(), m.by(), now), m.roomId());
    } else if (message instanceof PoolMessage.Find m) {
      return new PoolReply.Listed(PoolView.page(state, m.filter(), m.after(), m.size(), now));
    }
    return shown(((PoolMessage.Get) message).roomId());
  }

  private PoolReply told(PkPool.Decision decision, String roomId) {
    keep(decision.events());
    return decision.refusal() == null
        ? shown(roomId)
        : new PoolReply.Refused(decision.refusal().code(), decision.refusal().detail());
  }

  private PoolReply shown(String roomId) {
    PkPoolEntry entry = PoolView.of(state, roomId, clock.instant());
    return entry == null
        ? new PoolReply.Refused(PkPool.Code.NOT_WAITING, "room: " + roomId)
        : new PoolReply.Shown(entry);
  }

  private void keep(List<PoolEvent> events) {
    for (PoolEvent event : events) {
      state = state.apply(event);
    }
  }
}
