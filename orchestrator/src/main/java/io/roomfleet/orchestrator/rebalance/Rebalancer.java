package io.roomfleet.orchestrator.rebalance;

import io.roomfleet.api.rebalance.RebalanceList.Mode;
import io.roomfleet.api.rebalance.RebalanceMove;
import io.roomfleet.api.rebalance.RebalanceState;
import io.roomfleet.orchestrator.placement.price.PlacementPolicy;
import io.roomfleet.orchestrator.subroom.SubRoomCommand;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.RecoveryCompleted;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.RetentionCriteria;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;

/**
 * The one in the cluster that moves what runs so that the fleet stands better.
 *
 * <p>Every tick it looks what is open, so that after a crash nothing has to be remembered but its
 * journal:
 *
 * <ol>
 *   <li>While a rebalance runs: when the {@linkplain Picture picture} that it was planned on has
 *       changed, no further move begins. Otherwise as many begin as the pace allows; each is first
 *       kept as an intention, then told, then asked about until it is done or came to nothing.
 *   <li>When all its moves are over, the fleet is measured again, and it ends.
 *   <li>While none runs: it looks at the fleet from time to time, and at once when the picture
 *       changes ({@link Looks}). What is found is carried out or suggested, as the settings say.
 *   <li>With each look, what must find a new place is told where the plan of the fleet has it.
 * </ol>
 */
public final class Rebalancer
    extends EventSourcedBehavior<RebalanceCommand, RebalanceEvent, Rebalances> {
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration ADVICE_HOLDS = Duration.ofSeconds(60);

  private final ActorContext<RebalanceCommand> context;
  private final TimerScheduler<RebalanceCommand> timers;
  private final RebalanceSettings settings;
  private final InstantSource clock;
  private final RebalanceLinks links;
  private final FleetWatch watch;
  private final MoveCourier courier;

  /**
   * The rebalancer.
   *
   * @param worker takes seconds of work, one at a time
   */
  public static Behavior<RebalanceCommand> create(
      RebalanceSettings settings,
      Supplier<PlacementPolicy> policy,
      InstantSource clock,
      RebalanceLinks links,
      Executor worker) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> new Rebalancer(context, timers, settings, policy, clock, links, worker)));
  }

  private Rebalancer(
      ActorContext<RebalanceCommand> context,
      TimerScheduler<RebalanceCommand> timers,
      RebalanceSettings settings,
      Supplier<PlacementPolicy> policy,
      InstantSource clock,
      RebalanceLinks links,
      Executor worker) {
    super(
        PersistenceId.ofUniqueId("rebalancer"),
        SupervisorStrategy.restartWithBackoff(Duration.ofMillis(200), Duration.ofSeconds(5), 0.2));
    this.context = context;
    this.timers = timers;
    this.settings = settings;
    this.clock = clock;
    this.links = links;
    this.watch = new FleetWatch(context, settings, policy, clock, links, worker);
    this.courier = new MoveCourier(context, links);
  }

  @Override
  public Rebalances emptyState() {
    return Rebalances.NONE;
  }

  @Override
  public EventHandler<Rebalances, RebalanceEvent> eventHandler() {
    return Rebalances::apply;
  }

  @Override
  public RetentionCriteria retentionCriteria() {
    return RetentionCriteria.snapshotEvery(100, 2);
  }

  @Override
  public SignalHandler<Rebalances> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(
            RecoveryCompleted.class,
            (state, signal) -> timers.startTimerWithFixedDelay(RebalanceCommand.Tick.TICK, TICK))
        .build();
  }

  @Override
  public CommandHandler<RebalanceCommand, RebalanceEvent, Rebalances> commandHandler() {
    return this::onCommand;
  }

  private Effect<RebalanceEvent, Rebalances> onCommand(Rebalances state, RebalanceCommand command) {
    if (command instanceof RebalanceCommand.Start start) {
      return onStart(state, start);
    } else if (command instanceof RebalanceCommand.Cancel cancel) {
      return onCancel(state, cancel);
    } else if (command instanceof RebalanceCommand.Get get) {
      get.replyTo().tell(shown(state, get.id()));
      return Effect().none();
    } else if (command instanceof RebalanceCommand.GetAll all) {
      all.replyTo()
          .tell(
              new RebalanceReply.ShownAll(
                  state.newestFirst().stream()
                      .map(one -> RebalanceMapper.toDto(one, false))
                      .toList()));
      return Effect().none();
    } else if (command instanceof RebalanceCommand.Looked looked) {
      watch.answered();
      return onLooked(state, looked.look());
    } else if (command instanceof RebalanceCommand.NotLooked not) {
      watch.answered();
      return onNotLooked(not);
    } else if (command instanceof RebalanceCommand.MoveSaid said) {
      courier.answered(said.key());
      return onMoveSaid(state, said);
    } else if (command instanceof RebalanceCommand.Measured measured) {
      watch.answered();
      return onMeasured(state, measured);
    } else {
      return onTick(state);
    }
  }

  private Effect<RebalanceEvent, Rebalances> onStart(
      Rebalances state, RebalanceCommand.Start start) {
    Rebalance open = state.open();
    if (state.byId(start.id()).isPresent()) {
      start.replyTo().tell(shown(state, start.id()));
    } else if (!start.dryRun() && open != null) {
      start.replyTo().tell(running(open));
    } else if (watch.ask(start)) {
      watch.look(open == null);
    } else {
      String detail =
          "rebalances waiting: " + FleetWatch.MOST_WAITING + " (expected: fewer; ask again)";
      start.replyTo().tell(new RebalanceReply.Refused(503, "unavailable", detail));
    }
    return Effect().none();
  }

  private static RebalanceReply running(Rebalance open) {
    String detail =
        "rebalance %s is %s (expected: none that runs; cancel it first, or ask with dryRun)"
            .formatted(open.id(), open.state());
    return new RebalanceReply.Refused(409, "rebalance_running", detail);
  }

  private Effect<RebalanceEvent, Rebalances> onCancel(
      Rebalances state, RebalanceCommand.Cancel cancel) {
    String reason =
        "cancelled by " + cancel.by() + (cancel.reason() == null ? "" : ": " + cancel.reason());
    List<RebalanceEvent> events =
        state.stop(cancel.id(), RebalanceState.CANCELLED, reason, clock.instant());
    return persist(events)
        .thenRun((Rebalances now) -> cancel.replyTo().tell(shown(now, cancel.id())));
  }

  private static RebalanceReply shown(Rebalances state, String id) {
    return state
        .byId(id)
        .<RebalanceReply>map(one -> new RebalanceReply.Shown(RebalanceMapper.toDto(one, true)))
        .orElseGet(
            () ->
                new RebalanceReply.Refused(
                    404,
                    "rebalance_not_found",
                    "rebalance: " + id + " (expected: one of the newest " + Rebalances.KEPT + ")"));
  }

  private Effect<RebalanceEvent, Rebalances> onTick(Rebalances state) {
    Instant now = clock.instant();
    Rebalance open = state.open();
    watch.look(open == null);
    if (open == null) {
      return persist(state.expire(settings.costEvery().multipliedBy(2), now));
    }
    if (open.isSettled()) {
      watch.measure(open.id());
      return Effect().none();
    }
    FleetWatch.Change change = watch.since(open.picture());
    if (!change.sure()) {
      return Effect().none();
    }
    String difference = change.difference();
    if (difference != null && open.hasMore()) {
      return persist(state.stop(open.id(), RebalanceState.STOPPED, difference, now));
    }
    return carryOut(state, open, now);
  }

  private Effect<RebalanceEvent, Rebalances> carryOut(
      Rebalances state, Rebalance open, Instant now) {
    List<RebalanceEvent> events = new ArrayList<>();
    for (int index : open.moving()) {
      Instant begun = Objects.requireNonNull(open.moves().get(index).begunAt());
      if (!now.isBefore(begun.plus(settings.movePatience()))) {
        String words = "it was not done within " + settings.movePatience().toSeconds() + " s";
        events.addAll(state.over(open.id(), index, RebalanceMove.State.FAILED, words, now));
      }
    }
    for (int index : open.toBegin(settings.perMinute(open.running()), now)) {
      events.add(new RebalanceEvent.MoveBegun(open.id(), index, now));
    }
    return persist(events).thenRun(this::drive);
  }

  private void drive(Rebalances state) {
    Rebalance open = state.open();
    if (open != null) {
      open.moving().forEach(index -> courier.drive(open, index));
    }
  }

  private Effect<RebalanceEvent, Rebalances> onMoveSaid(
      Rebalances state, RebalanceCommand.MoveSaid said) {
    if (said.state() == RebalanceMove.State.MOVING) {
      return Effect().none();
    }
    Instant now = clock.instant();
    return persist(state.over(said.id(), said.index(), said.state(), said.words(), now));
  }

  private Effect<RebalanceEvent, Rebalances> onNotLooked(RebalanceCommand.NotLooked not) {
    if (not.asked() == null) {
      context.getLog().info("the fleet was not looked at: {}", not.why());
    } else {
      not.asked()
          .replyTo()
          .tell(new RebalanceReply.Refused(503, "unavailable", "regions: " + not.why()));
    }
    return Effect().none();
  }

  private Effect<RebalanceEvent, Rebalances> onLooked(Rebalances state, Looks.Look look) {
    Instant now = clock.instant();
    advise(look, now);
    RebalanceCommand.Start start = look.asked();
    if (look.proposal() == null) {
      return Effect().none();
    } else if (start == null) {
      return onOwnProposal(state, look, look.proposal(), now);
    }
    RebalanceState planned = start.dryRun() ? RebalanceState.DRY_RUN : RebalanceState.RUNNING;
    Rebalance rebalance = rebalance(start.id(), planned, start.by(), look, look.proposal(), now);
    Rebalance open = state.open();
    if (start.dryRun()) {
      start.replyTo().tell(new RebalanceReply.Shown(RebalanceMapper.toDto(rebalance, true)));
      return Effect().none();
    } else if (open != null) {
      start.replyTo().tell(running(open));
      return Effect().none();
    }
    courier.forget();
    return persist(state.plan(rebalance, now))
        .thenRun((Rebalances then) -> start.replyTo().tell(shown(then, start.id())));
  }

  private Effect<RebalanceEvent, Rebalances> onOwnProposal(
      Rebalances state, Looks.Look look, Proposal proposal, Instant now) {
    boolean carryOut = look.mode() == Mode.AUTO;
    if (state.open() != null || (!carryOut && state.suggested() != null)) {
      return Effect().none();
    }
    RebalanceState planned = carryOut ? RebalanceState.RUNNING : RebalanceState.SUGGESTED;
    String id = "rebalance-" + now.toEpochMilli();
    context.getLog().info("{} {}: {}: {}", id, planned, look.cause(), proposal.summary());
    courier.forget();
    return persist(state.plan(rebalance(id, planned, MoveCourier.BY, look, proposal, now), now));
  }

  private static Rebalance rebalance(
      String id, RebalanceState state, String by, Looks.Look look, Proposal proposal, Instant now) {
    return new Rebalance(
        id,
        state,
        by,
        look.cause(),
        proposal.summary(),
        look.picture(),
        proposal.before().running(),
        proposal.moves().stream().map(Rebalance.Move::waiting).toList(),
        proposal.before(),
        proposal.expected(),
        null,
        null,
        now,
        null);
  }

  private void advise(Looks.Look look, Instant now) {
    look.advice()
        .forEach(
            (key, region) -> {
              int slash = key.indexOf('/');
              links
                  .subRoom(key.substring(0, slash), key.substring(slash + 1))
                  .tell(new SubRoomCommand.Advise(region, now.plus(ADVICE_HOLDS)));
            });
  }

  private Effect<RebalanceEvent, Rebalances> onMeasured(
      Rebalances state, RebalanceCommand.Measured measured) {
    Rebalance open = state.open();
    if (open == null || !open.id().equals(measured.id()) || !open.isSettled()) {
      return Effect().none();
    }
    Instant now = clock.instant();
    watch.rest();
    Rebalance.Ending ending =
        open.ending() == null
            ? new Rebalance.Ending(RebalanceState.COMPLETED, null)
            : open.ending();
    return persist(List.of(new RebalanceEvent.Ended(open.id(), ending, measured.after(), now)));
  }

  private org.apache.pekko.persistence.typed.javadsl.EffectBuilder<RebalanceEvent, Rebalances>
      persist(List<RebalanceEvent> events) {
    return events.isEmpty() ? Effect().none() : Effect().persist(events);
  }
}
