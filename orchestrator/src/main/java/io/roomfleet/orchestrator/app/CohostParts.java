package io.roomfleet.orchestrator.app;

import io.roomfleet.api.agent.StageState.WebRtcQuality;
import io.roomfleet.orchestrator.cohost.CohostEntity;
import io.roomfleet.orchestrator.cohost.CohostEvent;
import io.roomfleet.orchestrator.cohost.CohostLinks;
import io.roomfleet.orchestrator.cohost.CohostMessage;
import io.roomfleet.orchestrator.cohost.CohostNews;
import io.roomfleet.orchestrator.cohost.SeatWord;
import io.roomfleet.orchestrator.cohost.SessionWaker;
import io.roomfleet.orchestrator.cohost.slot.SlotCall;
import io.roomfleet.orchestrator.cohost.slot.SlotWord;
import io.roomfleet.orchestrator.cohost.view.CohostView;
import io.roomfleet.orchestrator.cohost.view.NewsFold;
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
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;

/** Wires co-host and PK sessions: their actors, their list, what their rooms are told. */
final class CohostParts {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

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

  static void startDaemons(ActorSystem<?> system, Views views, Instant birth) {
    ClusterSharding sharding = ClusterSharding.get(system);
    CohostView sessions = new CohostView(views);
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
