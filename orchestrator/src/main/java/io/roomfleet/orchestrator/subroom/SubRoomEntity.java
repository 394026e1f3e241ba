package io.roomfleet.orchestrator.subroom;

import io.roomfleet.api.room.Placement;
import io.roomfleet.orchestrator.placement.Amount;
import io.roomfleet.orchestrator.placement.AssignmentCost;
import io.roomfleet.orchestrator.placement.RegionRanking;
import io.roomfleet.orchestrator.platform.Slices;
import io.roomfleet.orchestrator.region.FleetView;
import io.roomfleet.orchestrator.region.LedgerWord;
import io.roomfleet.orchestrator.region.Order;
import io.roomfleet.orchestrator.region.RegionCommand;
import io.roomfleet.orchestrator.region.Reservation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
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

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration RETRY_MIN = Duration.ofSeconds(1);
  private static final Duration RETRY_MAX = Duration.ofSeconds(8);

  /**
   * So often the order is said again while it is held: the ledger's word that it dropped it may
   * have been lost.
   */
  private static final Duration RENEWAL = Duration.ofSeconds(20);

  private static final Duration IDLE = Duration.ofMinutes(2);
  private static final int REPORTS_KEPT = 8;

  private final ActorContext<SubRoomCommand> context;
  private final TimerScheduler<SubRoomCommand> timers;
  private final ActorRef<ClusterSharding.ShardCommand> shard;
  private final String key;
  private final InstantSource clock;
  private final FleetView fleet;
  private final SubRoomLinks links;
  private final ActorRef<RegionCommand.Released> freed;

  private @Nullable PlaceSearch search;
  private Instant nextSearch = Instant.MIN;
  private Duration retry = RETRY_MIN;
  private @Nullable Order orderSent;
  private Instant orderedAt = Instant.MIN;
  private long notedUpTo;
  private long lastSent;
  private Instant reportedAt = Instant.MIN;

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
    this.fleet = fleet;
    this.links = links;
    this.freed =
        context.messageAdapter(RegionCommand.Released.class, SubRoomCommand.LedgerFreed::new);
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
    reportedAt = Instant.MIN;
    return persist(events);
  }

  private Effect<SubRoomEvent, @Nullable SubRoomState> onStray(SubRoomCommand command) {
    if (command instanceof SubRoomCommand.Close close) {
      close.replyTo().tell(new SubRoomReply.Unknown());
    } else if (command instanceof SubRoomCommand.LedgerSaid said
        && said.word() instanceof LedgerWord.Held held) {
      release(said.region(), held.attempt());
    }
    return Effect().none();
  }

  private Effect<SubRoomEvent, @Nullable SubRoomState> onLedgerSaid(
      SubRoomState state, SubRoomCommand.LedgerSaid said) {
    LedgerWord word = said.word();
    if (word instanceof LedgerWord.Held held) {
      return onHeld(state, said.region(), held);
    }
    PlaceSearch running = search;
    boolean ofSearch = running != null && running.isFor(said.region(), word.attempt());
    if (word instanceof LedgerWord.Refused refused && running != null && ofSearch) {
      running.refused(refused);
      return running.region() == null ? onNoPlace(state, running) : onDrive(state);
    }
    if (word instanceof LedgerWord.Dropped late && running != null && ofSearch) {
      running.again(late.freedUpTo());
      return onDrive(state);
    }
    if (word instanceof LedgerWord.Dropped dropped
        && state.agentId() != null
        && said.region().equals(state.region())
        && dropped.attempt() >= state.attempt()
        && !state.isClosing()) {
      orderSent = null;
      nextSearch = Instant.MIN;
      return persist(List.of(new SubRoomEvent.PlaceLost(dropped.reason(), clock.instant())));
    }
    return Effect().none();
  }

  private Effect<SubRoomEvent, @Nullable SubRoomState> onHeld(
      SubRoomState state, String region, LedgerWord.Held held) {
    PlaceSearch running = search;
    boolean found = running != null && running.isFor(region, held.attempt());
    boolean known =
        state.agentId() != null
            && region.equals(state.region())
            && held.attempt() == state.attempt();
    if (state.isClosing() || !state.brief().wantsPlace() || !(found || known)) {
      release(region, held.attempt());
      return Effect().none();
    }
    Instant now = clock.instant();
    Placement placement =
        running != null && found
            ? running.decided(region, held, now)
            : new Placement(
                now,
                region,
                held.agentId(),
                held.why(),
                wanted(state).toCapacity(),
                null,
                held.candidates());
    search = null;
    retry = RETRY_MIN;
    return persist(SubRoom.held(state, region, held, placement, now));
  }

  private Effect<SubRoomEvent, @Nullable SubRoomState> onNoPlace(
      SubRoomState state, PlaceSearch failed) {
    Instant now = clock.instant();
    Placement placement = failed.failed(now);
    search = null;
    nextSearch = now.plus(retry);
    retry = retry.multipliedBy(2).compareTo(RETRY_MAX) > 0 ? RETRY_MAX : retry.multipliedBy(2);
    boolean news =
        !placement.reason().equals(state.reason()) && !alreadyTold(state, placement.reason());
    if (!news) {
      drive(state);
      return Effect().none();
    }
    String reason =
        state.played()
                && state.reason() != null
                && state.placement() != null
                && state.placement().missing() == null
            ? state.reason() + "; " + placement.reason()
            : placement.reason();
    return persist(List.of(new SubRoomEvent.NotPlaced(reason, placement, now)));
  }

  private static boolean alreadyTold(SubRoomState state, String reason) {
    return state.region() == null
        && state.placement() != null
        && state.placement().missing() != null
        && state.placement().reason().equals(reason);
  }

  private Effect<SubRoomEvent, @Nullable SubRoomState> onLedgerFreed(
      SubRoomState state, RegionCommand.Released released) {
    return state.isClosing() && !state.isClosed() && released.attempt() >= state.attempt()
        ? persist(List.of(new SubRoomEvent.Closed(clock.instant())))
        : Effect().none();
  }

  private Effect<SubRoomEvent, @Nullable SubRoomState> onNoted(
      SubRoomState state, SubRoomCommand.Noted noted) {
    notedUpTo = Math.max(notedUpTo, noted.number());
    boolean tidy =
        state.outbox().size() >= REPORTS_KEPT && state.outbox().get(0).number() <= notedUpTo;
    if (tidy) {
      return persist(List.of(new SubRoomEvent.Reported(notedUpTo, clock.instant())));
    }
    drive(state);
    return Effect().none();
  }

  private Effect<SubRoomEvent, @Nullable SubRoomState> onClose(
      SubRoomState state, SubRoomCommand.Close close) {
    Long expected = close.expectedRevision();
    if (close.requestId().equals(state.closeRequest())) {
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
    search = null;
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
    if (state.needsPlace() && search == null && !clock.instant().isBefore(nextSearch)) {
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
    if (state.spec().wantedRegion() == null && !fleet.isComplete()) {
      nextSearch = now.plus(RETRY_MIN);
      drive(state);
      return Effect().none();
    }
    RegionRanking ranking =
        RegionRanking.of(
            wanted(state),
            ZoneId.of(state.spec().timeZone()),
            state.spec().wantedRegion(),
            state.brief().sourceRegion(),
            fleet.regions(),
            now);
    long attempt = Math.max(state.attempt() + 1, now.toEpochMilli());
    PlaceSearch started = new PlaceSearch(ranking, wanted(state), attempt);
    search = started;
    String region = started.region();
    if (region == null) {
      return onNoPlace(state, started);
    }
    boolean firstOfSpell = state.placement() == null || state.placement().missing() == null;
    if (firstOfSpell && state.region() == null) {
      return persist(
          List.of(new SubRoomEvent.Placing(region, started.attempt(), started.why(), now)));
    }
    drive(state);
    return Effect().none();
  }

  private Effect<SubRoomEvent, @Nullable SubRoomState> onIdle(@Nullable SubRoomState state) {
    boolean quiet =
        state == null
            || (unreported(state).isEmpty()
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
    report(state, now);
    if (state.isClosing() && !state.isClosed() && state.region() != null) {
      release(state.region(), state.attempt());
    } else if (state.needsPlace()) {
      PlaceSearch running = search;
      String region = running == null ? null : running.region();
      if (running != null && region != null && running.mayAsk(now, PATIENCE)) {
        order(region, orderOf(state, region, running.attempt()));
      }
    } else if (state.agentId() != null && !state.isClosing()) {
      String region = Objects.requireNonNull(state.region());
      Order order = orderOf(state, region, state.attempt());
      if (!order.equals(orderSent) || !now.isBefore(orderedAt.plus(RENEWAL))) {
        order(region, order);
      }
    }
    boolean open =
        state.needsPlace()
            || (state.isClosing() && !state.isClosed())
            || !unreported(state).isEmpty();
    if (open) {
      timers.startSingleTimer(SubRoomCommand.Drive.DRIVE, nextDrive(state));
    } else if (state.agentId() != null) {
      timers.startSingleTimer(SubRoomCommand.Drive.DRIVE, RENEWAL);
    }
  }

  private Duration nextDrive(SubRoomState state) {
    return state.needsPlace() && search == null && clock.instant().compareTo(nextSearch) >= 0
        ? Duration.ofMillis(10)
        : Duration.ofMillis(500);
  }

  private void report(SubRoomState state, Instant now) {
    List<Report> open = unreported(state);
    boolean fresh = !open.isEmpty() && open.get(open.size() - 1).number() > lastSent;
    if (fresh || now.isAfter(reportedAt.plus(PATIENCE))) {
      if (!open.isEmpty() || reportedAt.equals(Instant.MIN)) {
        links.toRoom(
            state.brief().roomId(),
            state.spec().id(),
            state.brief().version(),
            state.status(),
            open);
      }
      reportedAt = now;
      lastSent = state.reports();
    }
  }

  private List<Report> unreported(SubRoomState state) {
    return state.outbox().stream().filter(r -> r.number() > notedUpTo).toList();
  }

  private void order(String region, Order order) {
    orderSent = order;
    orderedAt = clock.instant();
    links.toLedger(region, new RegionCommand.Reserve(order, Reservation.Owner.SUB_ROOM));
  }

  private void release(String region, long attempt) {
    links.toLedger(
        region,
        new RegionCommand.Release(
            "transcode/" + key, attempt, "given back by its sub-room", freed));
  }

  private static Order orderOf(SubRoomState state, String region, long attempt) {
    RoomBrief brief = state.brief();
    return Order.transcode(
        brief.roomId(),
        state.spec().id(),
        brief.activeLine(),
        attempt,
        state.spec().ladder(),
        state.spec().expectedViewers(),
        region.equals(brief.sourceRegion()) ? null : brief.upstream());
  }

  private static Amount wanted(SubRoomState state) {
    return AssignmentCost.ofTranscode(state.spec().ladder(), state.spec().expectedViewers());
  }

  private static SubRoomReply shown(@Nullable SubRoomState state) {
    return state == null
        ? new SubRoomReply.Unknown()
        : new SubRoomReply.Shown(SubRoomMapper.toDto(state));
  }
}
