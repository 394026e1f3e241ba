package io.roomfleet.orchestrator.cohost.desk;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.roomfleet.api.cohost.CohostSessionView;
import io.roomfleet.api.cohost.PkPoolEntry;
import io.roomfleet.api.cohost.PkPoolPage;
import io.roomfleet.api.cohost.PkPoolRequest;
import io.roomfleet.api.room.Room;
import io.roomfleet.api.room.RoomStatus;
import io.roomfleet.orchestrator.cohost.CohostList;
import io.roomfleet.orchestrator.cohost.pool.PoolView;
import io.roomfleet.orchestrator.cohost.pool.Waiting;
import io.roomfleet.orchestrator.http.Caller;
import io.roomfleet.orchestrator.http.Cohosts;
import io.roomfleet.orchestrator.http.Outcome;
import io.roomfleet.orchestrator.http.PkPools;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP API's view of the pool: finds out what a room is like, and asks the pool.
 *
 * <p>A room that is found to be in a session does not enter. What is found is a little behind; a
 * room that goes into another session later is found out by its match.
 */
public final class PoolService implements PkPools {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** Figures are for the better; a host does not wait for them. */
  private static final Duration FIGURES = Duration.ofSeconds(2);

  private static final int DEFAULT_ROOMS = 2;
  private static final int DEFAULT_WAIT_SECONDS = 300;

  private final Asking asking;
  private final Facts facts;
  private final CohostList sessions;
  private final InstantSource clock;

  /** Asks the pool. */
  public interface Asking {
    CompletionStage<PoolReply> ask(Function<ActorRef<PoolReply>, PoolMessage> message);
  }

  /** What is known of rooms. */
  public interface Facts {
    /** The room, or a refusal. */
    CompletionStage<Outcome<Room>> room(String roomId);

    /** Who watches now. */
    CompletionStage<Long> viewers(String roomId);
  }

  public PoolService(
      ClusterSharding sharding, Facts facts, CohostList sessions, InstantSource clock) {
    this(
        message ->
            sharding.entityRefFor(PoolEntity.TYPE_KEY, PoolEntity.ID).ask(message::apply, PATIENCE),
        facts,
        sessions,
        clock);
  }

  public PoolService(Asking asking, Facts facts, CohostList sessions, InstantSource clock) {
    this.asking = asking;
    this.facts = facts;
    this.sessions = sessions;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Outcome<PkPoolEntry>> enter(Caller caller, PkPoolRequest request) {
    return facts
        .room(request.roomId())
        .thenCompose(
            found ->
                found.fold(
                    room -> enter(caller, request, room.value()),
                    refused ->
                        completedFuture(
                            Outcome.refused(
                                422, "unknown_room", refused.refusal().detail(), List.of()))));
  }

  private CompletionStage<Outcome<PkPoolEntry>> enter(
      Caller caller, PkPoolRequest request, Room room) {
    if (room.status() != RoomStatus.LIVE) {
      return completedFuture(
          Outcome.refused(
              409,
              "wrong_state",
              "room %s is %s (expected: LIVE)".formatted(room.id(), room.status())));
    }
    String seatId = Objects.requireNonNullElse(request.seatId(), room.hostId());
    Cohosts.Filter ofHost = new Cohosts.Filter(null, null, seatId, null);
    return sessions
        .page(ofHost, HostRecord.SESSIONS, null)
        .thenCompose(
            page -> {
              CohostSessionView busy =
                  page.sessions().stream()
                      .filter(it -> it.endedAt() == null && it.rooms().contains(room.id()))
                      .findFirst()
                      .orElse(null);
              return busy != null
                  ? completedFuture(
                      Outcome.<PkPoolEntry>refused(
                          409,
                          "room_taken",
                          "room %s is in session %s (expected: in none)"
                              .formatted(room.id(), busy.id())))
                  : viewers(request, room.id())
                      .thenCompose(
                          viewers ->
                              asked(
                                  message(
                                      caller,
                                      request,
                                      room,
                                      seatId,
                                      viewers,
                                      HostRecord.of(seatId, page.sessions()))));
            });
  }

  private Function<ActorRef<PoolReply>, PoolMessage> message(
      Caller caller,
      PkPoolRequest request,
      Room room,
      String seatId,
      long viewers,
      HostRecord record) {
    Waiting waiting =
        new Waiting(
            room.id(),
            seatId,
            request.language(),
            Objects.requireNonNullElse(request.region(), room.sourceRegion()),
            viewers,
            Objects.requireNonNullElse(request.rooms(), DEFAULT_ROOMS),
            record.wins(),
            record.losses(),
            record.recent(),
            clock.instant());
    Duration wait =
        Duration.ofSeconds(Objects.requireNonNullElse(request.waitSeconds(), DEFAULT_WAIT_SECONDS));
    String name = Objects.requireNonNullElse(request.name(), seatId);
    return replyTo -> new PoolMessage.Enter(waiting, name, wait, caller.name(), replyTo);
  }

  private CompletionStage<Long> viewers(PkPoolRequest request, String roomId) {
    return request.viewers() != null
        ? completedFuture(request.viewers().longValue())
        : facts
            .viewers(roomId)
            .toCompletableFuture()
            .completeOnTimeout(0L, FIGURES.toMillis(), TimeUnit.MILLISECONDS)
            .exceptionally(failure -> 0L);
  }

  @Override
  public CompletionStage<Outcome<PkPoolEntry>> get(String roomId) {
    return asked(replyTo -> new PoolMessage.Get(roomId, replyTo));
  }

  @Override
  public CompletionStage<Outcome<PkPoolEntry>> leave(Caller caller, String roomId) {
    return asked(replyTo -> new PoolMessage.Leave(roomId, caller.name(), replyTo));
  }

  @Override
  public CompletionStage<Outcome<PkPoolPage>> list(
      Filter filter, int pageSize, @Nullable String viewToken) {
    PoolView.Filter wanted =
        new PoolView.Filter(filter.state(), filter.language(), filter.region());
    return asking
        .ask(replyTo -> new PoolMessage.Find(wanted, pageSize, viewToken, replyTo))
        .thenApply(
            reply -> {
              PoolView.Page page = ((PoolReply.Listed) reply).page();
              return Outcome.done(
                  new PkPoolPage(page.entries(), page.waiting(), page.next(), clock.instant()));
            });
  }

  private CompletionStage<Outcome<PkPoolEntry>> asked(
      Function<ActorRef<PoolReply>, PoolMessage> message) {
    return asking.ask(message).thenApply(PoolService::outcome);
  }

  private static Outcome<PkPoolEntry> outcome(PoolReply reply) {
    if (reply instanceof PoolReply.Shown shown) {
      return Outcome.done(shown.entry());
    }
    PoolReply.Refused refused = (PoolReply.Refused) reply;
    int status =
        switch (refused.code()) {
          case NOT_WAITING -> 404;
          case INVALID -> 422;
          case POOL_FULL, HOST_WAITING, ALREADY_MATCHED -> 409;
        };
    return Outcome.refused(
        status, refused.code().name().toLowerCase(Locale.ROOT), refused.detail(), List.of());
  }
}
