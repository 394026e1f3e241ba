package io.roomfleet.orchestrator.subroom;

import io.roomfleet.orchestrator.booking.Booking;
import io.roomfleet.orchestrator.booking.CalendarCommand;
import io.roomfleet.orchestrator.booking.CalendarWord;
import io.roomfleet.orchestrator.platform.Slices;
import io.roomfleet.orchestrator.platform.SoonestTimer;
import io.roomfleet.orchestrator.region.FleetView;
import io.roomfleet.orchestrator.region.LedgerWord;
import io.roomfleet.orchestrator.region.RegionCommand;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.RecoveryCompleted;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.RetentionCriteria;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;
import org.jspecify.annotations.Nullable;

/**
 * The actor around a sub-room. After each change, and by a timer while something is open, it looks
 * at its state and does what is still to be done: book ahead, find a place, keep the ledgers'
 * orders current, free what it has left, report to the room. So a crash between two steps only
 * means that a step is done again, and every step may be done again.
 */
public final class SubRoomEntity
    extends EventSourcedBehavior<SubRoomCommand, SubRoomEvent, @Nullable SubRoomState> {
  public static final EntityTypeKey<SubRoomCommand> TYPE_KEY =
      EntityTypeKey.create(SubRoomCommand.class, "sub-room");

  private static final Duration IDLE = Duration.ofMinutes(2);
  private static final Duration AT_ONCE = Duration.ofMillis(10);
  private static final Duration SOON = Duration.ofMillis(500);

  private final ActorContext<SubRoomCommand> context;
  private final SoonestTimer<SubRoomCommand> driving;
  private final ActorRef<ClusterSharding.ShardCommand> shard;
  private final String key;
  private final InstantSource clock;
  private final ReportCourier reports;
  private final RoutePost routes;
  private final Places places;
  private final Bookings bookings;
  private final SubRoomLinks links;
  private final CopyPost copies = new CopyPost();

  /**
   * @param key {@code <roomId>/<subRoomId>}
   */
  public static Behavior<SubRoomCommand> create(
      String key,
      ActorRef<ClusterSharding.ShardCommand> shard,
      InstantSource clock,
      SubRoomSettings settings,
      FleetView fleet,
      SubRoomLinks links) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers ->
                    new SubRoomEntity(context, timers, shard, key, clock, settings, fleet, links)));
  }

  private SubRoomEntity(
      ActorContext<SubRoomCommand> context,
      TimerScheduler<SubRoomCommand> timers,
      ActorRef<ClusterSharding.ShardCommand> shard,
      String key,
      InstantSource clock,
      SubRoomSettings settings,
      FleetView fleet,
      SubRoomLinks links) {
    super(
        PersistenceId.of(TYPE_KEY.name(), key),
        SupervisorStrategy.restartWithBackoff(Duration.ofMillis(200), Duration.ofSeconds(5), 0.2));
    this.context = context;
    this.driving = new SoonestTimer<>(timers, SubRoomCommand.Drive.DRIVE);
    this.shard = shard;
    this.key = key;
    this.clock = clock;
    this.links = links;
    this.reports = new ReportCourier(links);
    this.routes = new RoutePost(links);
    this.bookings = new Bookings(settings.assumedDuration(), fleet, links);
    this.places =
        new Places(
            key,
            settings,
            fleet,
            links,
            copies,
            context.messageAdapter(RegionCommand.Released.class, SubRoomCommand.LedgerFreed::new));
  }

  @Override
  public @Nullable SubRoomState emptyState() {
    return null;
  }

  @Override
  public EventHandler<@Nullable SubRoomState, SubRoomEvent> eventHandler() {
    return SubRoom::apply;
  }

  @Override
  public RetentionCriteria retentionCriteria() {
    return RetentionCriteria.snapshotEvery(100, 2);
  }

  @Override
  public Set<String> tagsFor(SubRoomEvent event) {
    return Set.of(Slices.tag(TYPE_KEY.name(), key));
  }

  @Override
  public SignalHandler<@Nullable SubRoomState> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(
            RecoveryCompleted.class,
            (state, signal) -> {
              context.setReceiveTimeout(IDLE, SubRoomCommand.Idle.IDLE);
              drive(state);
            })
        .build();
  }

  @Override
  public CommandHandler<SubRoomCommand, SubRoomEvent, @Nullable SubRoomState> commandHandler() {
    return this::onCommand;
  }

  private Effect<SubRoomEvent, @Nullable SubRoomState> onCommand(
      @Nullable SubRoomState state, SubRoomCommand command) {
    if (command instanceof SubRoomCommand.Follow follow) {
      return onFollow(state, follow);
    } else if (command instanceof SubRoomCommand.Get get) {
      get.replyTo().tell(shown(state));
      return Effect().none();
    } else if (command instanceof SubRoomCommand.Idle) {
      return onIdle(state);
    } else if (state == null) {
      return onStray(command);
    } else if (command instanceof SubRoomCommand.LedgerSaid said) {
      return onLedgerSaid(state, said);
    } else if (command instanceof SubRoomCommand.LedgerFreed free) {
      return persist(SubRoomMoves.freed(state, free.released().attempt(), clock.instant()));
    } else if (command instanceof SubRoomCommand.CalendarSaid said) {
      return persist(bookings.said(state, said.region(), said.word(), clock.instant()));
    } else if (command instanceof SubRoomCommand.Noted noted) {
      return onNoted(state, noted);
    } else if (command instanceof SubRoomCommand.Close close) {
      return onClose(state, close);
    } else if (command instanceof SubRoomCommand.Move move) {
      return onMove(state, move);
    } else if (command instanceof SubRoomCommand.SwitchLine asked) {
      return onSwitchLine(state, asked);
    } else if (command instanceof SubRoomCommand.LeaveLine told) {
      return persist(LineSwitches.told(state, told, clock.instant()));
    } else if (command instanceof SubRoomCommand.Advise advice) {
      places.advise(advice.region(), advice.until());
      return persist(List.of());
    } else {
      return onDrive(state);
    }
  }

  private Effect<SubRoomEvent, @Nullable SubRoomState> onDrive(SubRoomState state) {
    Instant now = clock.instant();
    List<SubRoomEvent> due = new ArrayList<>(Bookings.due(state, now));
    due.addAll(due.isEmpty() ? LineSwitches.due(state, now) : List.of());
    return persist(due.isEmpty() ? places.due(state, now) : due);
  }

  private Effect<SubRoomEvent, @Nullable SubRoomState> onLedgerSaid(
      SubRoomState state, SubRoomCommand.LedgerSaid said) {
    if (copies.heard(said.region(), said.word())) {
      reports.speakUp();
    }
    return persist(places.said(state, said.region(), said.word(), clock.instant()));
  }

  private Effect<SubRoomEvent, @Nullable SubRoomState> onFollow(
      @Nullable SubRoomState state, SubRoomCommand.Follow follow) {
    List<SubRoomEvent> events =
        SubRoom.follow(state, follow.spec(), follow.brief(), clock.instant());
    copies.said(follow.feeds());
    reports.speakUp();
    return persist(events);
  }

  private Effect<SubRoomEvent, @Nullable SubRoomState> onStray(SubRoomCommand command) {
    if (command instanceof SubRoomCommand.Close close) {
      close.replyTo().tell(new SubRoomReply.Unknown());
    } else if (command instanceof SubRoomCommand.Move move) {
      answer(move.replyTo(), new SubRoomReply.Unknown());
    } else if (command instanceof SubRoomCommand.SwitchLine asked) {
      asked.replyTo().tell(new SubRoomReply.Unknown());
    } else if (command instanceof SubRoomCommand.LedgerSaid said
        && said.word() instanceof LedgerWord.Held held) {
      places.giveBack(said.region(), held.attempt(), null);
    } else if (command instanceof SubRoomCommand.CalendarSaid said
        && said.word() instanceof CalendarWord.Booked word) {
      Booking stray = word.booking();
      links.toCalendar(
          said.region(),
          new CalendarCommand.Withdraw(stray.roomId(), stray.subRoomId(), stray.attempt()));
    }
    return Effect().none();
  }

  private Effect<SubRoomEvent, @Nullable SubRoomState> onNoted(
      SubRoomState state, SubRoomCommand.Noted noted) {
    if (reports.noted(state, noted.number())) {
      return persist(List.of(new SubRoomEvent.Reported(reports.notedUpTo(), clock.instant())));
    }
    drive(state);
    return Effect().none();
  }

  private Effect<SubRoomEvent, @Nullable SubRoomState> onClose(
      SubRoomState state, SubRoomCommand.Close close) {
    if (state.closing() != null && close.requestId().equals(state.closing().requestId())) {
      close.replyTo().tell(shown(state));
      return Effect().none();
    }
    SubRoomReply.Refused refused = refusal(state, close.expectedRevision());
    if (refused != null) {
      close.replyTo().tell(refused);
      return Effect().none();
    }
    places.startOver();
    return persist(
        SubRoom.close(state, close.by(), close.reason(), close.requestId(), clock.instant()),
        close.replyTo());
  }

  private Effect<SubRoomEvent, @Nullable SubRoomState> onMove(
      SubRoomState state, SubRoomCommand.Move move) {
    if (move.requestId() != null && move.requestId().equals(state.moves().lastRequest())) {
      answer(move.replyTo(), shown(state));
      return Effect().none();
    }
    SubRoomReply.Refused refused = refusal(state, move.expectedRevision());
    Places.Asked asked =
        refused == null
            ? places.move(state, move, clock.instant())
            : new Places.Asked(refused, List.of());
    if (asked.refused() != null) {
      answer(move.replyTo(), asked.refused());
      return Effect().none();
    }
    return persist(asked.events(), move.replyTo());
  }

  private Effect<SubRoomEvent, @Nullable SubRoomState> onSwitchLine(
      SubRoomState state, SubRoomCommand.SwitchLine asked) {
    if (asked.requestId().equals(state.lineWish().lastRequest())) {
      asked.replyTo().tell(shown(state));
      return Effect().none();
    }
    SubRoomReply.Refused no = refusal(state, asked.expectedRevision());
    no = no == null ? LineSwitches.refusal(state, asked.lineId()) : no;
    if (no != null) {
      asked.replyTo().tell(no);
      return Effect().none();
    }
    return persist(LineSwitches.asked(state, asked, clock.instant()), asked.replyTo());
  }

  private static SubRoomReply.@Nullable Refused refusal(
      SubRoomState state, @Nullable Long expectedRevision) {
    if (expectedRevision != null && expectedRevision != state.revision()) {
      String detail = "revision: " + expectedRevision + " (expected: " + state.revision() + ")";
      return new SubRoomReply.Refused("stale_revision", detail);
    } else if (state.isClosing()) {
      String detail =
          "sub-room " + state.spec().id() + " is " + state.status() + " (expected: one not closed)";
      return new SubRoomReply.Refused("wrong_state", detail);
    }
    return null;
  }

  private Effect<SubRoomEvent, @Nullable SubRoomState> onIdle(@Nullable SubRoomState state) {
    boolean quiet =
        state == null
            || (reports.unreported(state).isEmpty()
                && !bookings.isOpen(state, clock.instant())
                && (state.isClosed() || (!state.brief().wantsPlace() && !state.isClosing())));
    if (quiet) {
      shard.tell(new ClusterSharding.Passivate<>(context.getSelf()));
    }
    return Effect().none();
  }

  private Effect<SubRoomEvent, @Nullable SubRoomState> persist(List<SubRoomEvent> events) {
    return persist(events, null);
  }

  /** Keeps the events, shows the one who asked what came of them, and goes on. */
  private Effect<SubRoomEvent, @Nullable SubRoomState> persist(
      List<SubRoomEvent> events, @Nullable ActorRef<SubRoomReply> replyTo) {
    var kept = events.isEmpty() ? Effect().none() : Effect().persist(events);
    return kept.thenRun(
        (@Nullable SubRoomState now) -> {
          answer(replyTo, shown(now));
          drive(now);
        });
  }

  /** Does what the state still calls for, and comes back for what is open. */
  private void drive(@Nullable SubRoomState state) {
    if (state == null) {
      return;
    }
    Instant now = clock.instant();
    copies.keepThoseOf(state);
    reports.send(state, copies.heard(state), now);
    routes.drive(state, now);
    places.drive(state, now);
    bookings.drive(state, now);
    if (places.isSearchDue(state, now)) {
      driving.in(AT_ONCE);
    } else if (Places.isOpen(state)
        || bookings.isOpen(state, now)
        || LineSwitches.isOpen(state)
        || !reports.unreported(state).isEmpty()) {
      driving.in(SOON);
    } else if (state.place().agentId() != null) {
      driving.in(SubRoomOrders.RENEWAL);
    }
  }

  private static void answer(@Nullable ActorRef<SubRoomReply> replyTo, SubRoomReply reply) {
    if (replyTo != null) {
      replyTo.tell(reply);
    }
  }

  private static SubRoomReply shown(@Nullable SubRoomState state) {
    return state == null
        ? new SubRoomReply.Unknown()
        : new SubRoomReply.Shown(SubRoomMapper.toDto(state));
  }
}
