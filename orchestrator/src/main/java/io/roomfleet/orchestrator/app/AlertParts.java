package io.roomfleet.orchestrator.app;

import io.roomfleet.api.agent.StageState.WebRtcQuality;
import io.roomfleet.api.alert.Alert;
import io.roomfleet.api.room.AgendaView;
import io.roomfleet.api.room.Line;
import io.roomfleet.api.room.LineInput;
import io.roomfleet.api.room.MeasuredSwitch;
import io.roomfleet.api.room.Room;
import io.roomfleet.api.room.RoomStatus;
import io.roomfleet.api.room.SubRoom;
import io.roomfleet.api.room.SubRoomStatus;
import io.roomfleet.orchestrator.alert.AlertCommand;
import io.roomfleet.orchestrator.alert.AlertEntity;
import io.roomfleet.orchestrator.alert.AlertEvent;
import io.roomfleet.orchestrator.alert.AlertLinks;
import io.roomfleet.orchestrator.alert.AlertMirror;
import io.roomfleet.orchestrator.alert.AlertRuleStore;
import io.roomfleet.orchestrator.alert.AlertSink;
import io.roomfleet.orchestrator.alert.CassandraAlertRules;
import io.roomfleet.orchestrator.alert.Counted;
import io.roomfleet.orchestrator.alert.LineWord;
import io.roomfleet.orchestrator.alert.OnStage;
import io.roomfleet.orchestrator.alert.OpenAlerts;
import io.roomfleet.orchestrator.alert.RoomFacts;
import io.roomfleet.orchestrator.alert.RuleBook;
import io.roomfleet.orchestrator.alert.rule.Layout;
import io.roomfleet.orchestrator.alert.view.AlertView;
import io.roomfleet.orchestrator.alert.webhook.AlertWebhook;
import io.roomfleet.orchestrator.alert.webhook.CassandraDeliveries;
import io.roomfleet.orchestrator.cohost.SeatSpec;
import io.roomfleet.orchestrator.cohost.SeatWord;
import io.roomfleet.orchestrator.platform.Ids;
import io.roomfleet.orchestrator.platform.ViewProjection;
import io.roomfleet.orchestrator.platform.Views;
import io.roomfleet.orchestrator.room.Agenda;
import io.roomfleet.orchestrator.room.AgendaRules;
import io.roomfleet.orchestrator.room.AgendaWish;
import io.roomfleet.orchestrator.room.RoomCommand;
import io.roomfleet.orchestrator.room.RoomEntity;
import io.roomfleet.orchestrator.room.RoomReply;
import io.roomfleet.orchestrator.steering.RouteWord;
import io.roomfleet.orchestrator.subroom.SubRoomCommand;
import io.roomfleet.orchestrator.subroom.SubRoomEntity;
import io.roomfleet.orchestrator.telemetry.QualitySink;
import io.roomfleet.orchestrator.telemetry.meter.WindowListener;
import io.roomfleet.orchestrator.telemetry.window.Audience;
import io.roomfleet.orchestrator.telemetry.window.Measure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.pubsub.Topic;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.jspecify.annotations.Nullable;

/** Wires alerts: their books, what feeds them, the list of them. */
final class AlertParts {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** A sub-room in one of these is to play to somebody. */
  private static final Set<SubRoomStatus> PLAYING =
      EnumSet.of(SubRoomStatus.LIVE, SubRoomStatus.DEGRADED, SubRoomStatus.READY);

  private AlertParts() {}

  /** What is kept and known of alerts on this node. */
  record Kept(
      AlertView view, AlertRuleStore rules, OpenAlerts open, AtomicReference<RuleBook> book) {}

  static Kept start(
      ActorSystem<?> system, Settings settings, Views tables, Instant birth, InstantSource clock) {
    ClusterSharding sharding = ClusterSharding.get(system);
    Kept kept =
        new Kept(
            new AlertView(tables),
            new CassandraAlertRules(tables),
            new OpenAlerts(),
            new AtomicReference<>(RuleBook.READY));
    ActorRef<Topic.Command<AlertMirror.Changed>> topic =
        system.systemActorOf(
            Topic.create(AlertMirror.Changed.class, "alerts"), "alert-topic", Props.empty());
    sharding.init(
        Entity.of(
            AlertEntity.TYPE_KEY,
            entity ->
                AlertEntity.create(
                    entity.getEntityId(),
                    entity.getShard(),
                    clock,
                    kept.book()::get,
                    new Links(sharding, topic, clock))));
    ViewProjection.<AlertEvent>start(
        system, "alerts", AlertEntity.TYPE_KEY.name(), birth, kept.view());
    settings
        .webhook()
        .ifPresent(
            webhook ->
                ViewProjection.<AlertEvent>start(
                    system,
                    "alert-webhook",
                    AlertEntity.TYPE_KEY.name(),
                    birth,
                    new AlertWebhook(webhook, new CassandraDeliveries(tables), clock)));
    system.systemActorOf(
        AlertMirror.create(
            kept.open(),
            kept.book(),
            kept.view(),
            kept.rules(),
            topic,
            bookId -> tell(sharding, bookId, AlertCommand.Wake.WAKE),
            clock),
        "alert-mirror",
        Props.empty());
    return kept;
  }

  /** A room is live: from now on it has alerts, also when nothing ever speaks of it. */
  static void watch(ClusterSharding sharding, String roomId) {
    tell(sharding, roomId, AlertCommand.Wake.WAKE);
  }

  /** Takes what a sub-room says of where it is to the alerts of its room. */
  static void plays(ClusterSharding sharding, RouteWord.SubRoomTold told) {
    RouteWord.Edge at = told.at();
    tell(
        sharding,
        told.roomId(),
        new AlertCommand.Plays(
            told.subRoomId(),
            at == null ? null : at.region(),
            at == null ? null : at.agentId(),
            told.line(),
            told.left()));
  }

  /** Takes how one on a stage comes in to the alerts of the room that one comes from. */
  static void onStage(ClusterSharding sharding, SeatWord word) {
    WebRtcQuality quality = word.quality();
    String who = word.seat().kind() == SeatSpec.Kind.HOST ? "host " : "guest ";
    String at = "agent %s in %s".formatted(word.agentId(), word.region());
    OnStage said =
        new OnStage(
            new Layout.Person(word.seat().id(), who + word.seat().name(), at),
            quality == null
                ? null
                : new OnStage.Way(
                    quality.loss(), quality.jitterMillis(), quality.roundTripMillis()));
    tell(sharding, word.seat().roomId(), new AlertCommand.Staged(said));
  }

  private static void tell(ClusterSharding sharding, String bookId, AlertCommand command) {
    sharding.entityRefFor(AlertEntity.TYPE_KEY, bookId).tell(command);
  }

  /** Takes what agents say of quality to the alerts of their rooms. */
  static QualitySink sink(ClusterSharding sharding) {
    return new AlertSink((bookId, command) -> tell(sharding, bookId, command));
  }

  /** Takes what Meters count to the alerts of their rooms. */
  static WindowListener listener(ClusterSharding sharding) {
    return (roomId, subRoomId, start, window) ->
        tell(
            sharding,
            roomId,
            new AlertCommand.Metered(
                new Counted(
                    subRoomId,
                    start,
                    window.count(Measure.COMMENTS),
                    window.count(Measure.COMPLAINTS),
                    window.count(Measure.ORDERS),
                    window.distinct(Audience.ACTIVE))));
  }

  private record Links(
      ClusterSharding sharding,
      ActorRef<Topic.Command<AlertMirror.Changed>> topic,
      InstantSource clock)
      implements AlertLinks {
    @Override
    public CompletionStage<Optional<RoomFacts>> room(String roomId) {
      CompletionStage<RoomReply> room =
          sharding
              .entityRefFor(RoomEntity.TYPE_KEY, roomId)
              .<RoomReply>ask(RoomCommand.Get::new, PATIENCE);
      CompletionStage<RoomReply> agenda =
          sharding
              .entityRefFor(RoomEntity.TYPE_KEY, roomId)
              .<RoomReply>ask(
                  replyTo ->
                      new RoomCommand.OfAgenda(
                          new AgendaWish.Show(), new RoomCommand.Asker("", "", null), replyTo),
                  PATIENCE);
      return room.thenCombine(
          agenda,
          (shown, plan) ->
              shown instanceof RoomReply.Shown it
                  ? Optional.of(facts(it.room(), it.subRooms(), plan))
                  : Optional.empty());
    }

    private RoomFacts facts(Room room, List<SubRoom> subRooms, RoomReply plan) {
      Line line =
          room.lines().stream()
              .filter(it -> it.id().equals(room.activeLine()))
              .findFirst()
              .orElse(null);
      LineInput input = line == null ? null : line.input();
      return new RoomFacts(
          room.status() == RoomStatus.LIVE,
          room.status() == RoomStatus.ENDED || room.status() == RoomStatus.CANCELLED,
          room.startedAt(),
          room.endsAt(),
          room.activeLine(),
          input == LineInput.LIVE || input == LineInput.FALLBACK,
          line == null ? null : line.agentId(),
          plan instanceof RoomReply.AgendaShown shown ? onAir(shown.agenda()) : null,
          subRooms.stream()
              .filter(subRoom -> PLAYING.contains(subRoom.status()))
              .map(SubRoom::id)
              .toList());
    }

    private @Nullable String onAir(AgendaView agenda) {
      return Agenda.onAt(agenda.spans(), clock.instant())
          .map(span -> AgendaRules.inWords(span.item()))
          .orElse(null);
    }

    @Override
    public void about(String roomId, LineWord word) {
      String by = "alert:" + word.alertId();
      if (word.subRoomId() == null) {
        sharding
            .entityRefFor(RoomEntity.TYPE_KEY, roomId)
            .tell(new RoomCommand.LeaveLine(word.line(), word.to(), word.cause(), by));
      } else {
        sharding
            .entityRefFor(SubRoomEntity.TYPE_KEY, Ids.subRoomKey(roomId, word.subRoomId()))
            .tell(
                word.elsewhere()
                    ? new SubRoomCommand.Move(null, word.cause(), by, null, null, null)
                    : new SubRoomCommand.LeaveLine(word.line(), word.to(), word.cause(), by));
      }
    }

    @Override
    public CompletionStage<?> seen(String roomId, MeasuredSwitch seen) {
      return sharding
          .entityRefFor(RoomEntity.TYPE_KEY, roomId)
          .<RoomReply>ask(replyTo -> new RoomCommand.SwitchMeasured(seen, replyTo), PATIENCE);
    }

    @Override
    public void changed(List<Alert> alerts) {
      topic.tell(Topic.publish(new AlertMirror.Changed(alerts)));
    }
  }
}
