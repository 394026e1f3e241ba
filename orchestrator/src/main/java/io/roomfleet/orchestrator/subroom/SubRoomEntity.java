package io.roomfleet.orchestrator.subroom;

import io.roomfleet.api.room.Placement;
import io.roomfleet.orchestrator.platform.Slices;
import io.roomfleet.orchestrator.region.FleetView;
import io.roomfleet.orchestrator.region.LedgerWord;
import io.roomfleet.orchestrator.region.RegionCommand;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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
 * at its state and does what is still to be done: find a place, keep the ledger's order current,
 * free the place, report to the room. So a crash between two steps only means that a step is done
 * again, and every step may be done again.
 */
public final class SubRoomEntity
    extends EventSourcedBehavior<SubRoomCommand, SubRoomEvent, @Nullable SubRoomState> {
  public static final EntityTypeKey<SubRoomCommand> TYPE_KEY =
      EntityTypeKey.create(SubRoomCommand.class, "sub-room");

  private static final Duration IDLE = Duration.ofMinutes(2);

  private final ActorContext<SubRoomCommand> context;
  private final TimerScheduler<SubRoomCommand> timers;
  private final ActorRef<ClusterSharding.ShardCommand> shard;
  private final String key;
  private final InstantSource clock;
  private final SearchPace searches;
  private final ReportCourier reports;
  private final SubRoomOrders orders;

  /**
   * @param key {@code <roomId>/<subRoomId>}
   */
  public static Behavior<SubRoomCommand> create(
      String key,
      ActorRef<ClusterSharding.ShardCommand> shard,
      InstantSource clock,
      FleetView fleet,
      SubRoomLinks links) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> new SubRoomEntity(context, timers, shard, key, clock, fleet, links)));
  }

  private SubRoomEntity(
      ActorContext<SubRoomCommand> context,
      TimerScheduler<SubRoomCommand> timers,
      ActorRef<ClusterSharding.ShardCommand> shard,
      String key,
      InstantSource clock,
      FleetView fleet,
      SubRoomLinks links) {
    super(
        PersistenceId.of(TYPE_KEY.name(), key),
        SupervisorStrategy.restartWithBackoff(Duration.ofMillis(200), Duration.ofSeconds(5), 0.2));
    this.context = context;
    this.timers = timers;
    this.shard = shard;
    this.key = key;
    this.clock = clock;
    this.searches = new SearchPace(fleet);
    this.reports = new ReportCourier(links);
    this.orders =
        new SubRoomOrders(
            key,
            links,
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
      return onLedgerFreed(state, free.released());
    } else if (command instanceof SubRoomCommand.Noted noted) {
      return onNoted(state, noted);
    } else if (command instanceof SubRoomCommand.Close close) {
      return onClose(state, close);
    } else {
      return onDrive(state);
    }
  }

  private Effect<SubRoomEvent, @Nullable SubRoomState> onFollow(
      @Nullable SubRoomState state, SubRoomCommand.Follow follow) {
    List<SubRoomEvent> events =
        SubRoom.follow(state, follow.spec(), follow.brief(), clock.instant());
    reports.speakUp();
    return persist(events);
  }

  private Effect<SubRoomEvent, @Nullable SubRoomState> onStray(SubRoomCommand command) {
    if (command instanceof SubRoomCommand.Close close) {
      close.replyTo().tell(new SubRoomReply.Unknown());
    } else if (command instanceof SubRoomCommand.LedgerSaid said
        && said.word() instanceof LedgerWord.Held held) {
      orders.release(said.region(), held.attempt());
    }
    return Effect().none();
  }

  private Effect<SubRoomEvent, @Nullable SubRoomState> onLedgerSaid(
      SubRoomState state, SubRoomCommand.LedgerSaid said) {
    LedgerWord word = said.word();
    if (word instanceof LedgerWord.Held held) {
      return onHeld(state, said.region(), held);
    }
    PlaceSearch waiting = searches.waitingFor(said.region(), word);
    if (word instanceof LedgerWord.Refused refused && waiting != null) {
      waiting.refused(refused);
      return waiting.region() == null ? onNoPlace(state, waiting) : onDrive(state);
    }
    if (word instanceof LedgerWord.Dropped late && waiting != null) {
      waiting.again(late.freedUpTo());
      return onDrive(state);
    }
    if (word instanceof LedgerWord.Dropped dropped
        && state.place().agentId() != null
        && said.region().equals(state.place().region())
        && dropped.attempt() >= state.place().attempt()
        && !state.isClosing()) {
      orders.forget();
      searches.startOver();
      return persist(List.of(new SubRoomEvent.PlaceLost(dropped.reason(), clock.instant())));
    }
    return Effect().none();
  }

  private Effect<SubRoomEvent, @Nullable SubRoomState> onHeld(
      SubRoomState state, String region, LedgerWord.Held held) {
    PlaceSearch finished = searches.waitingFor(region, held);
    SubRoomState.Place place = state.place();
    boolean known =
        place.agentId() != null
            && region.equals(place.region())
            && held.attempt() == place.attempt();
    if (state.isClosing() || !state.brief().wantsPlace() || (finished == null && !known)) {
      orders.release(region, held.attempt());
      return Effect().none();
    }
    Instant now = clock.instant();
    Placement placement =
        finished != null
            ? finished.decided(region, held, now)
            : new Placement(
                now,
                region,
                held.agentId(),
                held.why(),
                SubRoomOrders.costOf(state).toCapacity(),
                null,
                held.candidates());
    searches.found();
    return persist(SubRoom.held(state, region, held, placement, now));
  }

  private Effect<SubRoomEvent, @Nullable SubRoomState> onNoPlace(
      SubRoomState state, PlaceSearch failed) {
    Instant now = clock.instant();
    Placement placement = searches.failed(failed, now);
    return persist(SubRoom.notPlaced(state, placement, now));
  }

  private Effect<SubRoomEvent, @Nullable SubRoomState> onLedgerFreed(
      SubRoomState state, RegionCommand.Released released) {
    return state.isClosing() && !state.isClosed() && released.attempt() >= state.place().attempt()
        ? persist(List.of(new SubRoomEvent.Closed(clock.instant())))
        : Effect().none();
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
    Long expected = close.expectedRevision();
    if (state.closing() != null && close.requestId().equals(state.closing().requestId())) {
      close.replyTo().tell(shown(state));
      return Effect().none();
    }
    if (expected != null && expected != state.revision()) {
      String detail = "revision: " + expected + " (expected: " + state.revision() + ")";
      close.replyTo().tell(new SubRoomReply.Refused("stale_revision", detail));
      return Effect().none();
    }
    if (state.isClosing()) {
      String detail =
          "sub-room " + state.spec().id() + " is " + state.status() + " (expected: one not closed)";
      close.replyTo().tell(new SubRoomReply.Refused("wrong_state", detail));
      return Effect().none();
    }
    searches.startOver();
    return Effect()
        .persist(
            SubRoom.close(state, close.by(), close.reason(), close.requestId(), clock.instant()))
        .thenRun(
            (@Nullable SubRoomState now) -> {
              close.replyTo().tell(shown(now));
              drive(now);
            });
  }

  private Effect<SubRoomEvent, @Nullable SubRoomState> onDrive(SubRoomState state) {
    if (state.needsPlace() && searches.isDue(clock.instant())) {
      return startSearch(state);
    }
    drive(state);
    return Effect().none();
  }

  /**
   * The first search of a spell is kept as the intention to place; further ones, until one
   * succeeds, are not.
   */
  private Effect<SubRoomEvent, @Nullable SubRoomState> startSearch(SubRoomState state) {
    Instant now = clock.instant();
    PlaceSearch started = searches.start(state, now);
    if (started == null) {
      drive(state);
      return Effect().none();
    }
    String region = started.region();
    if (region == null) {
      return onNoPlace(state, started);
    }
    boolean firstOfSpell = state.placement() == null || state.placement().missing() == null;
    if (firstOfSpell && state.place().region() == null) {
      return persist(
          List.of(new SubRoomEvent.Placing(region, started.attempt(), started.why(), now)));
    }
    drive(state);
    return Effect().none();
  }

  private Effect<SubRoomEvent, @Nullable SubRoomState> onIdle(@Nullable SubRoomState state) {
    boolean quiet =
        state == null
            || (reports.unreported(state).isEmpty()
                && (state.isClosed() || (!state.brief().wantsPlace() && !state.isClosing())));
    if (quiet) {
      shard.tell(new ClusterSharding.Passivate<>(context.getSelf()));
    }
    return Effect().none();
  }

  private Effect<SubRoomEvent, @Nullable SubRoomState> persist(List<SubRoomEvent> events) {
    if (events.isEmpty()) {
      return Effect().none().thenRun(this::drive);
    }
    return Effect().persist(events).thenRun(this::drive);
  }

  /** Does what the state still calls for, and comes back for what is open. */
  private void drive(@Nullable SubRoomState state) {
    if (state == null) {
      return;
    }
    Instant now = clock.instant();
    reports.send(state, now);
    String region = state.place().region();
    PlaceSearch running = searches.running();
    if (state.isClosing() && !state.isClosed() && region != null) {
      orders.release(region, state.place().attempt());
    } else if (state.needsPlace() && running != null) {
      orders.ask(state, running, now);
    } else if (state.place().agentId() != null && !state.isClosing()) {
      orders.renew(state, now);
    }
    boolean open =
        state.needsPlace()
            || (state.isClosing() && !state.isClosed())
            || !reports.unreported(state).isEmpty();
    if (open) {
      timers.startSingleTimer(SubRoomCommand.Drive.DRIVE, nextDrive(state));
    } else if (state.place().agentId() != null) {
      timers.startSingleTimer(SubRoomCommand.Drive.DRIVE, SubRoomOrders.RENEWAL);
    }
  }

  private Duration nextDrive(SubRoomState state) {
    return state.needsPlace() && searches.isDue(clock.instant())
        ? Duration.ofMillis(10)
        : Duration.ofMillis(500);
  }

  private static SubRoomReply shown(@Nullable SubRoomState state) {
    return state == null
        ? new SubRoomReply.Unknown()
        : new SubRoomReply.Shown(SubRoomMapper.toDto(state));
  }
}
