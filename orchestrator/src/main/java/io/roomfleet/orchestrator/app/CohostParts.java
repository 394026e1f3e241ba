package io.roomfleet.orchestrator.app;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.roomfleet.api.agent.StageState.WebRtcQuality;
import io.roomfleet.api.room.Room;
import io.roomfleet.orchestrator.cohost.CohostEntity;
import io.roomfleet.orchestrator.cohost.CohostEvent;
import io.roomfleet.orchestrator.cohost.CohostLinks;
import io.roomfleet.orchestrator.cohost.CohostList;
import io.roomfleet.orchestrator.cohost.CohostMessage;
import io.roomfleet.orchestrator.cohost.CohostNews;
import io.roomfleet.orchestrator.cohost.CohostReply;
import io.roomfleet.orchestrator.cohost.SeatWord;
import io.roomfleet.orchestrator.cohost.SessionWaker;
import io.roomfleet.orchestrator.cohost.desk.PoolEntity;
import io.roomfleet.orchestrator.cohost.desk.PoolLinks;
import io.roomfleet.orchestrator.cohost.desk.PoolMessage;
import io.roomfleet.orchestrator.cohost.desk.PoolService;
import io.roomfleet.orchestrator.cohost.slot.SlotCall;
import io.roomfleet.orchestrator.cohost.slot.SlotWord;
import io.roomfleet.orchestrator.cohost.view.CohostView;
import io.roomfleet.orchestrator.cohost.view.NewsFold;
import io.roomfleet.orchestrator.http.Metrics;
import io.roomfleet.orchestrator.http.Outcome;
import io.roomfleet.orchestrator.http.Rooms;
import io.roomfleet.orchestrator.platform.ViewProjection;
import io.roomfleet.orchestrator.platform.Views;
import io.roomfleet.orchestrator.region.FleetView;
import io.roomfleet.orchestrator.region.LedgerWord;
import io.roomfleet.orchestrator.region.Order;
import io.roomfleet.orchestrator.region.RegionCommand;
import io.roomfleet.orchestrator.room.RoomCommand;
import io.roomfleet.orchestrator.room.RoomEntity;
import io.roomfleet.orchestrator.room.RoomReply;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.stream.javadsl.Sink;

/** Wires co-host and PK sessions: their actors, their list, what their rooms are told, the pool. */
final class CohostParts {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration POOL_AWAKE = Duration.ofSeconds(5);

  private CohostParts() {}

  static void init(
      ClusterSharding sharding, InstantSource clock, FleetView fleet, FleetMetrics metrics) {
    sharding.init(
        Entity.of(
            CohostEntity.TYPE_KEY,
            entity ->
                CohostEntity.create(
                    entity.getEntityId(),
                    entity.getShard(),
                    clock,
                    fleet,
                    new FromSession(sharding, metrics))));
  }

  private record FromSession(ClusterSharding sharding, FleetMetrics metrics)
      implements CohostLinks {
    @Override
    public void toRoom(String roomId, SlotCall call) {
      sharding.entityRefFor(RoomEntity.TYPE_KEY, roomId).tell(new RoomCommand.SessionCalls(call));
    }

    @Override
    public void toLedger(String region, RegionCommand command) {
      Guardian.ledger(sharding, region, command);
    }

    @Override
    public void toAlerts(SeatWord word) {
      WebRtcQuality quality = word.quality();
      if (quality != null) {
        metrics.cameIn(word.region(), quality);
      }
      AlertParts.onStage(sharding, word);
    }
  }

  static void startDaemons(ActorSystem<?> system, Views views, Instant birth, InstantSource clock) {
    ClusterSharding sharding = ClusterSharding.get(system);
    CohostView sessions = new CohostView(views);
    startPool(system, sessions, clock);
    String kind = CohostEntity.TYPE_KEY.name();
    ViewProjection.<CohostEvent>start(system, "cohost-sessions", kind, birth, sessions);
    NewsFold news =
        new NewsFold(views, (roomId, id, number, said) -> tell(sharding, roomId, id, number, said));
    ViewProjection.<CohostEvent>start(system, "cohost-news", kind, birth, news);
    SessionWaker.start(
        system,
        sessions::open,
        sessionId ->
            sharding.entityRefFor(CohostEntity.TYPE_KEY, sessionId).tell(CohostMessage.Wake.WAKE));
  }

  private static void startPool(ActorSystem<?> system, CohostList sessions, InstantSource clock) {
    ClusterSharding sharding = ClusterSharding.get(system);
    PoolLinks links = new FromPool(sharding, sessions);
    sharding.init(Entity.of(PoolEntity.TYPE_KEY, entity -> PoolEntity.create(clock, links)));
    // After a node is lost somebody must wake it elsewhere.
    system
        .scheduler()
        .scheduleWithFixedDelay(
            POOL_AWAKE,
            POOL_AWAKE,
            () ->
                sharding
                    .entityRefFor(PoolEntity.TYPE_KEY, PoolEntity.ID)
                    .tell(PoolMessage.Wake.WAKE),
            system.executionContext());
  }

  private record FromPool(ClusterSharding sharding, CohostList sessions) implements PoolLinks {
    @Override
    public CompletionStage<CohostReply> create(
        String sessionId, Function<ActorRef<CohostReply>, CohostMessage> message) {
      return ask(sessionId, CohostMessage.Get::new)
          .thenCompose(
              reply -> isMissing(reply) ? made(sessionId, message) : completedFuture(reply));
    }

    private static boolean isMissing(CohostReply reply) {
      return reply instanceof CohostReply.Refused no
          && no.code() == CohostReply.Code.SESSION_NOT_FOUND;
    }

    /** Its row is there before it is; of one that is over it is gone, and must not come back. */
    private CompletionStage<CohostReply> made(
        String sessionId, Function<ActorRef<CohostReply>, CohostMessage> message) {
      return sessions.open(sessionId).thenCompose(opened -> ask(sessionId, message));
    }

    @Override
    public CompletionStage<CohostReply> ask(
        String sessionId, Function<ActorRef<CohostReply>, CohostMessage> message) {
      return sharding.entityRefFor(CohostEntity.TYPE_KEY, sessionId).ask(message::apply, PATIENCE);
    }
  }

  /** The API's view of the pool. */
  static PoolService pool(
      ActorSystem<?> system, Rooms rooms, Metrics metrics, Views views, InstantSource clock) {
    PoolService.Facts facts =
        new PoolService.Facts() {
          @Override
          public CompletionStage<Outcome<Room>> room(String roomId) {
            return rooms.get(roomId);
          }

          @Override
          public CompletionStage<Long> viewers(String roomId) {
            return metrics
                .live(roomId)
                .runWith(Sink.head(), system)
                .thenApply(frame -> frame.room().viewers());
          }
        };
    return new PoolService(ClusterSharding.get(system), facts, new CohostView(views), clock);
  }

  private static CompletionStage<?> tell(
      ClusterSharding sharding, String roomId, String sessionId, long number, CohostNews news) {
    return sharding
        .entityRefFor(RoomEntity.TYPE_KEY, roomId)
        .<RoomReply>ask(
            replyTo ->
                new RoomCommand.SessionTells(
                    sessionId, number, news.type(), news.by(), news.data(), news.at(), replyTo),
            PATIENCE);
  }

  /** A ledger's word to the session whose mix it holds, or held. */
  static void says(ClusterSharding sharding, Order order, String region, LedgerWord word) {
    sharding
        .entityRefFor(CohostEntity.TYPE_KEY, order.roomId())
        .tell(new CohostMessage.LedgerSaid(region, word));
  }

  /** A room's word to the session that may have it. */
  static void says(ClusterSharding sharding, String roomId, SlotWord word) {
    sharding
        .entityRefFor(CohostEntity.TYPE_KEY, word.sessionId())
        .tell(new CohostMessage.RoomSays(roomId, word));
  }
}
