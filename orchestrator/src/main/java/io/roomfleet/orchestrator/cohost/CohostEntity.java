package io.roomfleet.orchestrator.cohost;

import io.roomfleet.orchestrator.cohost.slot.SlotCall;
import io.roomfleet.orchestrator.platform.Slices;
import io.roomfleet.orchestrator.platform.SoonestTimer;
import io.roomfleet.orchestrator.region.FleetView;
import io.roomfleet.orchestrator.region.RegionCommand;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
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
import org.apache.pekko.persistence.typed.javadsl.EffectBuilder;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;
import org.jspecify.annotations.Nullable;

/**
 * The actor around a session. After each message, and by a timer when something is due, it keeps
 * what follows and says to its rooms and ledgers what its state calls for. It stays until nothing
 * of the session is left in any of them.
 */
public final class CohostEntity
    extends EventSourcedBehavior<CohostMessage, CohostEvent, @Nullable CohostState> {
  public static final EntityTypeKey<CohostMessage> TYPE_KEY =
      EntityTypeKey.create(CohostMessage.class, "cohost");

  private static final Duration IDLE = Duration.ofMinutes(2);

  private static final int SNAPSHOT_EVERY = 200;

  /** A snapshot has the ids of all gifts; with more than these the journal alone is read. */
  private static final int MOST_IN_SNAPSHOT = 20_000;

  private static final CohostReply.Refused TOO_FAST =
      new CohostReply.Refused(
          CohostReply.Code.TOO_FAST,
          "changes: more than %d within %d s (expected: fewer; try again in a moment)"
              .formatted(SeatPace.MOST, SeatPace.WITHIN.toSeconds()));

  private final ActorContext<CohostMessage> context;
  private final SoonestTimer<CohostMessage> driving;
  private final ActorRef<ClusterSharding.ShardCommand> shard;
  private final String sessionId;
  private final InstantSource clock;
  private final CohostLinks links;
  private final RoomCalls calls;
  private final ActorRef<RegionCommand.Released> freed;
  private final StageOrders stage;
  private final SeatWays ways;
  private final SeatPace pace = new SeatPace();

  /** Wires one session. */
  public static Behavior<CohostMessage> create(
      String sessionId,
      ActorRef<ClusterSharding.ShardCommand> shard,
      InstantSource clock,
      FleetView fleet,
      CohostLinks links) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers ->
                    new CohostEntity(context, timers, shard, sessionId, clock, fleet, links)));
  }

  private CohostEntity(
      ActorContext<CohostMessage> context,
      TimerScheduler<CohostMessage> timers,
      ActorRef<ClusterSharding.ShardCommand> shard,
      String sessionId,
      InstantSource clock,
      FleetView fleet,
      CohostLinks links) {
    super(
        PersistenceId.of(TYPE_KEY.name(), sessionId),
        SupervisorStrategy.restartWithBackoff(Duration.ofMillis(200), Duration.ofSeconds(5), 0.2));
    this.context = context;
    this.driving = new SoonestTimer<>(timers, CohostMessage.Drive.DRIVE);
    this.shard = shard;
    this.sessionId = sessionId;
    this.clock = clock;
    this.links = links;
    this.calls = new RoomCalls(links);
    this.freed =
        context.messageAdapter(RegionCommand.Released.class, CohostMessage.LedgerFreed::new);
    this.stage = new StageOrders(links, fleet, freed);
    this.ways = new SeatWays(links::toAlerts);
  }

  @Override
  public @Nullable CohostState emptyState() {
    return null;
  }

  @Override
  public EventHandler<@Nullable CohostState, CohostEvent> eventHandler() {
    return CohostSession::apply;
  }

  @Override
  public boolean shouldSnapshot(
      @Nullable CohostState state, CohostEvent event, long sequenceNumber) {
    return sequenceNumber % SNAPSHOT_EVERY == 0
        && (state == null
            || state.pk() == null
            || state.board().counted().size() <= MOST_IN_SNAPSHOT);
  }

  @Override
  public Set<String> tagsFor(CohostEvent event) {
    return Set.of(Slices.tag(TYPE_KEY.name(), sessionId));
  }

  @Override
  public SignalHandler<@Nullable CohostState> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(
            RecoveryCompleted.class,
            (state, signal) -> {
              context.setReceiveTimeout(IDLE, CohostMessage.Idle.IDLE);
              if (state != null) {
                context.getSelf().tell(CohostMessage.Drive.DRIVE);
              }
            })
        .build();
  }

  @Override
  public CommandHandler<CohostMessage, CohostEvent, @Nullable CohostState> commandHandler() {
    return this::onMessage;
  }

  private Effect<CohostEvent, @Nullable CohostState> onMessage(
      @Nullable CohostState state, CohostMessage message) {
    Instant now = clock.instant();
    if (message instanceof CohostMessage.Create c) {
      return answer(CohostSession.create(state, sessionId, c.spec(), c.asker(), now), c.replyTo());
    } else if (message instanceof CohostMessage.Idle) {
      return onIdle(state);
    } else if (state == null) {
      return onStray(message);
    } else if (message instanceof CohostMessage.Tell c) {
      return answer(CohostSession.decide(state, c.command(), c.asker(), now), c.replyTo());
    } else if (message instanceof CohostMessage.Get get) {
      return answer(new CohostSession.Decision(CohostSession.due(state, now), null), get.replyTo());
    } else if (message instanceof CohostMessage.ByToken asks) {
      return onByToken(state, asks, now);
    } else if (message instanceof CohostMessage.RoomSays says) {
      return onRoomSays(state, says, now);
    } else if (message instanceof CohostMessage.LedgerSaid said) {
      return keep(stage.said(state, said.region(), said.word(), now))
          .thenRun(
              (@Nullable CohostState then) -> ways.said(then, said.region(), said.word(), now));
    } else if (message instanceof CohostMessage.LedgerFreed free) {
      return keep(stage.freed(state, free.released(), now));
    } else {
      return keep(stage.due(state, now));
    }
  }

  private Effect<CohostEvent, @Nullable CohostState> answer(
      CohostSession.Decision decision, ActorRef<CohostReply> replyTo) {
    return keep(decision.events())
        .thenRun(
            (@Nullable CohostState then) -> {
              CohostReply.Refused refusal = decision.refusal();
              replyTo.tell(
                  refusal != null
                      ? refusal
                      : new CohostReply.Shown(
                          CohostMapper.toDto(
                              Objects.requireNonNull(then), ways.qualities(), clock.instant())));
            });
  }

  private Effect<CohostEvent, @Nullable CohostState> onByToken(
      CohostState state, CohostMessage.ByToken asks, Instant now) {
    CohostSession.Decision decision = StageDoor.decide(state, asks, now);
    CohostReply.Refused refusal = decision.refusal();
    if (refusal == null && asks.command() != null && !pace.takes(asks.seatId(), now)) {
      asks.replyTo().tell(TOO_FAST);
      return Effect().none();
    }
    return keep(decision.events())
        .thenRun(
            (@Nullable CohostState then) ->
                asks.replyTo()
                    .tell(
                        refusal != null
                            ? refusal
                            : StageDoor.answer(
                                Objects.requireNonNull(then), asks.seatId(), clock.instant())));
  }

  /** A room or a ledger that speaks of a session that was never made is to forget it. */
  private Effect<CohostEvent, @Nullable CohostState> onStray(CohostMessage message) {
    CohostReply no =
        new CohostReply.Refused(
            CohostReply.Code.SESSION_NOT_FOUND,
            "session: " + sessionId + " (expected: an existing session's id)");
    if (message instanceof CohostMessage.Tell c) {
      c.replyTo().tell(no);
    } else if (message instanceof CohostMessage.Get c) {
      c.replyTo().tell(no);
    } else if (message instanceof CohostMessage.ByToken c) {
      c.replyTo().tell(StageDoor.NOT_KNOWN);
    } else if (message instanceof CohostMessage.RoomSays says) {
      say(says.roomId(), CohostRooms.stranger(says.word()));
    } else if (message instanceof CohostMessage.LedgerSaid said) {
      StageOrders.stranger(links, sessionId, said.region(), said.word(), freed);
    }
    // Whoever knows an address can ask for ids of nothing: none of them stays in memory.
    shard.tell(new ClusterSharding.Passivate<>(context.getSelf()));
    return Effect().none();
  }

  private Effect<CohostEvent, @Nullable CohostState> onRoomSays(
      CohostState state, CohostMessage.RoomSays says, Instant now) {
    CohostRooms.Heard heard = CohostRooms.heard(state, says.roomId(), says.word(), now);
    return keep(heard.events())
        .thenRun((@Nullable CohostState then) -> say(says.roomId(), heard.answer()));
  }

  private void say(String roomId, @Nullable SlotCall call) {
    if (call != null) {
      links.toRoom(roomId, call);
    }
  }

  private Effect<CohostEvent, @Nullable CohostState> onIdle(@Nullable CohostState state) {
    if (state == null || state.isAtRest()) {
      shard.tell(new ClusterSharding.Passivate<>(context.getSelf()));
    }
    return Effect().none();
  }

  private EffectBuilder<CohostEvent, @Nullable CohostState> keep(List<CohostEvent> events) {
    EffectBuilder<CohostEvent, @Nullable CohostState> kept =
        events.isEmpty() ? Effect().none() : Effect().persist(events);
    return kept.thenRun(this::drive);
  }

  /** Says what is to be said, and comes back when something is due. */
  private void drive(@Nullable CohostState state) {
    if (state == null) {
      return;
    }
    Instant now = clock.instant();
    ways.keep(state);
    for (Duration wait : Arrays.asList(calls.drive(state, now), stage.drive(state, now))) {
      if (wait != null) {
        driving.in(wait);
      }
    }
    Instant due = state.dueAt();
    if (due != null) {
      Duration left = Duration.between(now, due);
      driving.in(left.isNegative() ? Duration.ZERO : left.plusMillis(1));
    }
  }
}
