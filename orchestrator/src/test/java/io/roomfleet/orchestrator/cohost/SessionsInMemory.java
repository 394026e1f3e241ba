package io.roomfleet.orchestrator.cohost;

import io.roomfleet.api.cohost.CohostQuality;
import io.roomfleet.api.cohost.CohostSessionView;
import io.roomfleet.orchestrator.cohost.slot.SlotCall;
import io.roomfleet.orchestrator.cohost.slot.SlotWord;
import io.roomfleet.orchestrator.cohost.stage.Place;
import io.roomfleet.orchestrator.cohost.stage.StageEvent;
import io.roomfleet.orchestrator.http.Cohosts;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Sessions as they are, without actors: rooms say yes, media comes when a test says so. */
public final class SessionsInMemory {
  private final Map<String, CohostState> sessions = new HashMap<>();
  private final InstantSource clock;

  public SessionsInMemory(InstantSource clock) {
    this.clock = clock;
  }

  public Cohosts port() {
    return new CohostService(
        (sessionId, message) ->
            CompletableFuture.completedFuture(told(sessionId, message.apply(null))),
        list(),
        clock);
  }

  public CohostList list() {
    return new Listed();
  }

  /** An agent has the stage. */
  public void place(String sessionId, URI mediaUrl) {
    Place place = new Place("eu-west", 1, "eu-west-1", 1, mediaUrl);
    stage(sessionId, new StageEvent.Placed(place, "it is near", "asked for", clock.instant()));
  }

  /** No agent has it. */
  public void refusePlace(String sessionId, String reason) {
    stage(sessionId, new StageEvent.NotPlaced(reason, clock.instant()));
  }

  private synchronized void stage(String sessionId, StageEvent change) {
    CohostState state = sessions.get(sessionId);
    keep(sessionId, CohostSession.stage(state, List.of(change), Map.of(), clock.instant()));
  }

  /** Whether one's media comes. */
  public synchronized void media(String sessionId, String seatId, boolean comes) {
    CohostState state = sessions.get(sessionId);
    keep(sessionId, CohostSession.stage(state, List.of(), Map.of(seatId, comes), clock.instant()));
  }

  /** Everybody's media comes. */
  public synchronized void connect(String sessionId) {
    CohostState state = sessions.get(sessionId);
    for (String seat : List.copyOf(state.seats().keySet())) {
      media(sessionId, seat, true);
    }
  }

  /** What a session answers. */
  public synchronized CohostReply told(String sessionId, CohostMessage message) {
    CohostState state = sessions.get(sessionId);
    Instant now = clock.instant();
    CohostSession.Decision decision;
    if (message instanceof CohostMessage.Create c) {
      decision = CohostSession.create(state, sessionId, c.spec(), c.asker(), now);
    } else if (state == null && message instanceof CohostMessage.ByToken) {
      return StageDoor.NOT_KNOWN;
    } else if (state == null) {
      return new CohostReply.Refused(CohostReply.Code.SESSION_NOT_FOUND, "session: " + sessionId);
    } else if (message instanceof CohostMessage.Tell c) {
      decision = CohostSession.decide(state, c.command(), c.asker(), now);
    } else if (message instanceof CohostMessage.ByToken asks) {
      decision = StageDoor.decide(state, asks, now);
      keep(sessionId, decision.events());
      return decision.refusal() != null
          ? decision.refusal()
          : StageDoor.answer(sessions.get(sessionId), asks.seatId(), now);
    } else {
      decision = new CohostSession.Decision(CohostSession.due(state, now), null);
    }
    keep(sessionId, decision.events());
    return decision.refusal() != null
        ? decision.refusal()
        : new CohostReply.Shown(
            CohostMapper.toDto(
                sessions.get(sessionId), Map.of("anna", new CohostQuality(1.5, 7, 40, now)), now));
  }

  private void keep(String sessionId, List<CohostEvent> events) {
    for (CohostEvent event : events) {
      sessions.put(sessionId, CohostSession.apply(sessions.get(sessionId), event));
    }
    CohostState state = sessions.get(sessionId);
    Map<String, SlotCall> calls = state == null ? Map.of() : CohostRooms.calls(state);
    if (!calls.isEmpty()) {
      String room = calls.keySet().iterator().next();
      SlotCall call = calls.get(room);
      SlotWord word =
          call instanceof SlotCall.Hold hold
              ? new SlotWord.Held(sessionId, call.attempt(), hold.until())
              : call instanceof SlotCall.Confirm
                  ? new SlotWord.In(sessionId, call.attempt())
                  : new SlotWord.Freed(sessionId, call.attempt());
      keep(sessionId, CohostRooms.heard(state, room, word, clock.instant()).events());
    }
  }

  private final class Listed implements CohostList {
    @Override
    public CompletionStage<?> open(String sessionId) {
      return CompletableFuture.completedFuture(sessionId);
    }

    @Override
    public CompletionStage<Page> page(Cohosts.Filter filter, int pageSize, String after) {
      synchronized (SessionsInMemory.this) {
        return CompletableFuture.completedFuture(found(filter));
      }
    }

    private Page found(Cohosts.Filter filter) {
      List<CohostSessionView> found = new ArrayList<>();
      for (CohostState state : sessions.values()) {
        CohostSessionView view = CohostMapper.toDto(state, clock.instant());
        boolean ofStatus = filter.status() == null || view.status() == filter.status();
        boolean ofRoom =
            filter.roomId() == null
                || view.seats().stream().anyMatch(it -> it.roomId().equals(filter.roomId()));
        List<String> seats = view.seats().stream().map(it -> it.id()).toList();
        boolean ofSeats =
            (filter.seatId() == null || seats.contains(filter.seatId()))
                && (filter.withSeat() == null || seats.contains(filter.withSeat()));
        if (ofStatus && ofRoom && ofSeats) {
          found.add(view);
        }
      }
      return new Page(found, null);
    }
  }
}
