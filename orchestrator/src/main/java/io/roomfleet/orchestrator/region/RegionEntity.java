package io.roomfleet.orchestrator.region;

import io.roomfleet.api.agent.AssignmentState;
import io.roomfleet.api.agent.ControlMessage;
import io.roomfleet.api.region.AgentStatus;
import io.roomfleet.orchestrator.placement.Amount;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.actor.typed.pubsub.Topic;
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
 * The actor around a region's ledger: the sessions of its agents, who is heard, and who is told.
 */
public final class RegionEntity
    extends EventSourcedBehavior<RegionCommand, RegionEvent, RegionLedger> {
  public static final EntityTypeKey<RegionCommand> TYPE_KEY =
      EntityTypeKey.create(RegionCommand.class, "region");

  private static final Duration TICK = Duration.ofMillis(250);

  private final ActorContext<RegionCommand> context;
  private final TimerScheduler<RegionCommand> timers;
  private final String region;
  private final RegionSettings settings;
  private final InstantSource clock;
  private final RegionSessions sessions;
  private final LedgerEmptying emptying;
  private final LedgerMoves moves;
  private final RegionVoice voice;
  private final UpkeepProgress progress;
  private final WaitingOrders waiting = new WaitingOrders();
  private final ActorRef<Topic.Command<RegionSummary>> summaries;
  private Instant nextSummary = Instant.MIN;
  private Instant nextRenewal = Instant.MIN;
  private Instant nextLeaving = Instant.MIN;

  /** Wires one region's ledger. */
  public static Behavior<RegionCommand> create(
      String region,
      RegionSettings settings,
      InstantSource clock,
      OrderListener listener,
      ActorRef<Topic.Command<RegionSummary>> summaries) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers ->
                    new RegionEntity(
                        context, timers, region, settings, clock, listener, summaries)));
  }

  private RegionEntity(
      ActorContext<RegionCommand> context,
      TimerScheduler<RegionCommand> timers,
      String region,
      RegionSettings settings,
      InstantSource clock,
      OrderListener listener,
      ActorRef<Topic.Command<RegionSummary>> summaries) {
    super(
        PersistenceId.of(TYPE_KEY.name(), region),
        SupervisorStrategy.restartWithBackoff(Duration.ofMillis(200), Duration.ofSeconds(5), 0.2));
    this.context = context;
    this.timers = timers;
    this.region = region;
    this.settings = settings;
    this.clock = clock;
    this.summaries = summaries;
    this.sessions = new RegionSessions(settings);
    this.emptying = new LedgerEmptying(settings, sessions);
    this.moves = new LedgerMoves(settings, sessions, emptying);
    this.progress = new UpkeepProgress(emptying, clock);
    this.voice = new RegionVoice(region, listener, sessions, emptying);
  }

  @Override
  public RegionLedger emptyState() {
    return RegionLedger.empty(region);
  }

  @Override
  public EventHandler<RegionLedger, RegionEvent> eventHandler() {
    return RegionLedger::apply;
  }

  @Override
  public RetentionCriteria retentionCriteria() {
    return RetentionCriteria.snapshotEvery(200, 2);
  }

  @Override
  public SignalHandler<RegionLedger> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(
            RecoveryCompleted.class,
            (ledger, signal) -> {
              // A restart after a failure has cancelled the timers.
              timers.startTimerWithFixedDelay(RegionCommand.Tick.TICK, TICK);
              sessions.recovered(ledger, clock.instant());
            })
        .build();
  }

  @Override
  public CommandHandler<RegionCommand, RegionEvent, RegionLedger> commandHandler() {
    return this::onCommand;
  }

  private Effect<RegionEvent, RegionLedger> onCommand(RegionLedger ledger, RegionCommand command) {
    if (command instanceof RegionCommand.Reserve reserve) {
      return onReserve(ledger, reserve);
    } else if (command instanceof RegionCommand.Release release) {
      return onRelease(ledger, release);
    } else if (command instanceof RegionCommand.Points points) {
      sessions.points(ledger, points);
      return Effect().none();
    } else if (command instanceof RegionCommand.AgentCame came) {
      return onAgentCame(ledger, came);
    } else if (command instanceof RegionCommand.AgentBeat beat) {
      return onAgentBeat(ledger, beat);
    } else if (command instanceof RegionCommand.AgentGone gone) {
      return onAgentGone(ledger, gone);
    } else if (command instanceof RegionCommand.Describe describe) {
      describe.replyTo().tell(describe(ledger, describe.withAgents()));
      return Effect().none();
    } else if (command instanceof RegionCommand.Survey survey) {
      survey
          .replyTo()
          .tell(
              RegionSurvey.page(
                  ledger, waiting.now(clock.instant()), sessions::loadOf, survey.after()));
      return Effect().none();
    } else if (command instanceof RegionCommand.Maintain maintain) {
      return onMaintain(ledger, maintain);
    } else if (command instanceof RegionCommand.Restore restore) {
      return onRestore(ledger, restore);
    } else if (command instanceof RegionCommand.MoveWithin move) {
      return onMoveWithin(ledger, move);
    } else {
      return onTick(ledger);
    }
  }

  private Effect<RegionEvent, RegionLedger> onReserve(
      RegionLedger ledger, RegionCommand.Reserve reserve) {
    Instant at = clock.instant();
    RegionLedger.Decision decision =
        ledger.reserve(reserve.order(), reserve.owner(), settings.policy(), at);
    if (decision.word() instanceof LedgerWord.Refused) {
      if (reserve.owner() == Reservation.Owner.SUB_ROOM) {
        waiting.refused(reserve.order(), at);
      }
    } else {
      waiting.over(reserve.order().id());
    }
    List<RegionEvent> events = new ArrayList<>(decision.events());
    if (reserve.feed() != null && decision.word() instanceof LedgerWord.Held) {
      RegionLedger then = ledger.applyAll(events);
      events.addAll(LedgerFeeds.feed(then, reserve.order(), reserve.feed(), at));
    }
    return persist(ledger, events)
        .thenRun((RegionLedger now) -> voice.answer(now, reserve, decision.word()));
  }

  private Effect<RegionEvent, RegionLedger> onRelease(
      RegionLedger ledger, RegionCommand.Release release) {
    Instant at = clock.instant();
    waiting.over(release.id());
    Reservation.Parting parting =
        release.movedTo() == null
            ? null
            : new Reservation.Parting(
                at, at.plus(lingerOf(ledger, release.id())), release.movedTo());
    List<RegionEvent> events =
        ledger.release(release.id(), release.attempt(), release.cause(), parting, at);
    return persist(ledger, events)
        .thenRun(
            (RegionLedger now) ->
                release
                    .replyTo()
                    .tell(new RegionCommand.Released(release.id(), release.attempt())));
  }

  private Duration lingerOf(RegionLedger ledger, String id) {
    Reservation held = ledger.reservations().get(id);
    return held != null && held.isRelay() ? settings.relayLinger() : settings.linger();
  }

  private Effect<RegionEvent, RegionLedger> onAgentCame(
      RegionLedger ledger, RegionCommand.AgentCame came) {
    var hello = came.hello();
    List<RegionEvent> events =
        ledger.agentCame(
            hello.agentId(),
            Amount.ofCapacity(hello.capacity()),
            hello.mediaUrl(),
            new TreeSet<>(hello.abilities()),
            settings.policy(),
            clock.instant());
    return persist(ledger, events)
        .thenRun(
            (RegionLedger now) -> {
              Instant at = clock.instant();
              context.watchWith(
                  came.connection(),
                  new RegionCommand.AgentGone(hello.agentId(), came.connection()));
              sessions.open(hello, came.connection(), at);
              came.connection()
                  .tell(
                      new AgentConnection.Down(
                          new ControlMessage.Welcome(
                              (int) settings.heartbeat().toMillis(), at.toEpochMilli())));
              sessions.sendDesired(now, Set.of(hello.agentId()));
              voice.tellReported(now, hello.agentId(), hello.running());
              nextSummary = Instant.MIN;
            });
  }

  private Effect<RegionEvent, RegionLedger> onAgentBeat(
      RegionLedger ledger, RegionCommand.AgentBeat beat) {
    if (!sessions.isOn(beat.agentId(), beat.connection())) {
      beat.connection().tell(new AgentConnection.SayHelloAgain());
      return Effect().none();
    }
    boolean trailed = sessions.trails(beat.agentId());
    List<AssignmentState> changed = sessions.beat(beat.agentId(), beat.beat(), clock.instant());
    voice.tellReported(ledger, beat.agentId(), changed);
    if (trailed && !sessions.trails(beat.agentId())) {
      voice.tellCopiesOn(ledger, beat.agentId());
    }
    LedgerAgent agent = ledger.agents().get(beat.agentId());
    if (agent != null && agent.status() != AgentStatus.UP) {
      return persist(
          ledger,
          ledger.agentCame(
              agent.id(),
              agent.capacity(),
              agent.mediaUrl(),
              agent.abilities(),
              settings.policy(),
              clock.instant()));
    }
    return Effect().none();
  }

  private Effect<RegionEvent, RegionLedger> onAgentGone(
      RegionLedger ledger, RegionCommand.AgentGone gone) {
    if (!sessions.isOn(gone.agentId(), gone.connection())) {
      return Effect().none();
    }
    sessions.close(gone.agentId());
    return persist(
        ledger, ledger.agentSuspected(gone.agentId(), "its connection closed", clock.instant()));
  }

  private Effect<RegionEvent, RegionLedger> onTick(RegionLedger ledger) {
    Instant now = clock.instant();
    for (String agentId : ledger.agents().keySet()) {
      List<RegionEvent> events = sessions.judge(ledger, agentId, now);
      if (!events.isEmpty()) {
        return persist(ledger, events);
      }
    }
    List<RegionEvent> moved = moves.step(ledger, now);
    if (!moved.isEmpty()) {
      return persist(ledger, moved);
    }
    sessions.signsOfLife(ledger, now);
    if (!now.isBefore(nextSummary)) {
      nextSummary = now.plusSeconds(1);
      summaries.tell(Topic.publish(RegionSummary.of(ledger)));
    }
    if (!now.isBefore(nextRenewal)) {
      nextRenewal = now.plus(settings.renewal());
      voice.tellAll(ledger);
    }
    if (!now.isBefore(nextLeaving)) {
      nextLeaving = now.plusSeconds(2);
      voice.tellLeaving(ledger);
    }
    return Effect().none();
  }

  /** Keeps the events; then tells every agent and owner that they touch. */
  private org.apache.pekko.persistence.typed.javadsl.EffectBuilder<RegionEvent, RegionLedger>
      persist(RegionLedger before, List<RegionEvent> events) {
    if (events.isEmpty()) {
      return Effect().none();
    }
    return Effect()
        .persist(events)
        .thenRun(
            (RegionLedger now) -> {
              for (RegionEvent event : events) {
                if (!(event instanceof RegionEvent.Placed || event instanceof RegionEvent.Freed)) {
                  context.getLog().info("region {}: {}", region, event);
                  nextSummary = Instant.MIN;
                }
              }
              voice.tellChanges(before, now, events);
              if (events.stream().anyMatch(RegionEvent::makesRoom)) {
                voice.tellRoomAgain(now, waiting.now(clock.instant()), settings.policy());
              }
            });
  }

  private Effect<RegionEvent, RegionLedger> onMoveWithin(
      RegionLedger ledger, RegionCommand.MoveWithin move) {
    RegionLedger.Move begun =
        move.toAgentId() == null || ledger.isOnItsWay(move.id(), move.toAgentId())
            ? new RegionLedger.Move(List.of(), null)
            : ledger.beginMove(
                move.id(), move.toAgentId(), move.cause(), settings.policy(), clock.instant());
    return persist(ledger, begun.events())
        .thenRun(
            (RegionLedger now) -> move.replyTo().tell(now.whereabouts(move.id(), begun.refusal())));
  }

  private Effect<RegionEvent, RegionLedger> onMaintain(
      RegionLedger ledger, RegionCommand.Maintain maintain) {
    return upkeep(
        ledger,
        maintain.agentId(),
        () -> LedgerUpkeep.begin(ledger, maintain.agentId(), maintain.wish(), clock.instant()),
        maintain.replyTo());
  }

  private Effect<RegionEvent, RegionLedger> onRestore(
      RegionLedger ledger, RegionCommand.Restore restore) {
    return upkeep(
        ledger,
        restore.agentId(),
        () ->
            LedgerUpkeep.end(
                ledger, restore.agentId(), restore.by(), restore.reason(), clock.instant()),
        restore.replyTo());
  }

  private Effect<RegionEvent, RegionLedger> upkeep(
      RegionLedger ledger,
      @Nullable String agentId,
      Supplier<List<RegionEvent>> change,
      ActorRef<RegionCommand.Maintained> replyTo) {
    boolean known = agentId == null || ledger.agents().containsKey(agentId);
    return persist(ledger, known ? change.get() : List.of())
        .thenRun(
            (RegionLedger now) -> {
              // Who was asked to leave and may stay is told so.
              emptying.forget(now);
              voice.tellAll(now);
              replyTo.tell(new RegionCommand.Maintained(known, describe(now, true)));
            });
  }

  private RegionCommand.Description describe(RegionLedger ledger, boolean withAgents) {
    return new RegionCommand.Description(
        RegionSummary.of(ledger),
        progress.of(ledger, null),
        sessions.holding(ledger, clock.instant()),
        withAgents ? sessions.views(region, ledger, progress) : List.of());
  }

  @Override
  public String toString() {
    return "RegionEntity(" + Objects.requireNonNull(region) + ")";
  }
}
