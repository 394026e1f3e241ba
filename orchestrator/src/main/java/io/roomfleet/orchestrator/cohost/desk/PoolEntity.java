package io.roomfleet.orchestrator.cohost.desk;

import io.roomfleet.api.cohost.CohostSessionView;
import io.roomfleet.api.cohost.PkPoolEntry;
import io.roomfleet.orchestrator.cohost.CohostReply;
import io.roomfleet.orchestrator.cohost.pool.PkPool;
import io.roomfleet.orchestrator.cohost.pool.PoolEntry;
import io.roomfleet.orchestrator.cohost.pool.PoolEvent;
import io.roomfleet.orchestrator.cohost.pool.PoolState;
import io.roomfleet.orchestrator.cohost.pool.PoolView;
import io.roomfleet.orchestrator.platform.SoonestTimer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.RecoveryCompleted;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EffectBuilder;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.RetentionCriteria;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;
import org.jspecify.annotations.Nullable;

/**
 * The actor around the pool: one in the cluster, by the name {@link #ID}. A match is kept before
 * its session hears of it; then the session is asked to be there, again and again, until it says
 * that it is live or over.
 */
public final class PoolEntity extends EventSourcedBehavior<PoolMessage, PoolEvent, PoolState> {
  public static final EntityTypeKey<PoolMessage> TYPE_KEY =
      EntityTypeKey.create(PoolMessage.class, "pk-pool");

  /** There is one pool: see decision 0044. */
  public static final String ID = "pk";

  /** Between two passes, while somebody waits. */
  private static final Duration PACE = Duration.ofSeconds(1);

  /** From somebody who enters to the next pass: who enters at once is looked at together. */
  private static final Duration SOON = Duration.ofMillis(200);

  private static final int SNAPSHOT_EVERY = 500;

  private final ActorContext<PoolMessage> context;
  private final SoonestTimer<PoolMessage> looking;
  private final InstantSource clock;
  private final PoolLinks links;
  private final Set<String> asked = new HashSet<>();

  /** Wires the pool. */
  public static Behavior<PoolMessage> create(InstantSource clock, PoolLinks links) {
    return Behaviors.setup(
        context -> Behaviors.withTimers(timers -> new PoolEntity(context, timers, clock, links)));
  }

  private PoolEntity(
      ActorContext<PoolMessage> context,
      TimerScheduler<PoolMessage> timers,
      InstantSource clock,
      PoolLinks links) {
    super(
        PersistenceId.of(TYPE_KEY.name(), ID),
        SupervisorStrategy.restartWithBackoff(Duration.ofMillis(200), Duration.ofSeconds(5), 0.2));
    this.context = context;
    this.looking = new SoonestTimer<>(timers, PoolMessage.Look.LOOK);
    this.clock = clock;
    this.links = links;
  }

  @Override
  public PoolState emptyState() {
    return PoolState.EMPTY;
  }

  @Override
  public EventHandler<PoolState, PoolEvent> eventHandler() {
    return PoolState::apply;
  }

  @Override
  public RetentionCriteria retentionCriteria() {
    return RetentionCriteria.snapshotEvery(SNAPSHOT_EVERY, 2);
  }

  @Override
  public SignalHandler<PoolState> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(
            RecoveryCompleted.class,
            (state, signal) -> context.getSelf().tell(PoolMessage.Look.LOOK))
        .build();
  }

  @Override
  public CommandHandler<PoolMessage, PoolEvent, PoolState> commandHandler() {
    return this::onMessage;
  }

  private Effect<PoolEvent, PoolState> onMessage(PoolState state, PoolMessage message) {
    Instant now = clock.instant();
    if (message instanceof PoolMessage.Enter m) {
      String roomId = m.room().roomId();
      return answer(
          PkPool.enter(state, m.room(), m.name(), now.plus(m.patience()), m.by(), now),
          roomId,
          m.replyTo());
    } else if (message instanceof PoolMessage.Leave m) {
      return answer(PkPool.leave(state, m.roomId(), m.by(), now), m.roomId(), m.replyTo());
    } else if (message instanceof PoolMessage.Get m) {
      m.replyTo().tell(shown(state, m.roomId(), now));
    } else if (message instanceof PoolMessage.Find m) {
      m.replyTo()
          .tell(new PoolReply.Listed(PoolView.page(state, m.filter(), m.after(), m.size(), now)));
    } else if (message instanceof PoolMessage.SessionSaid m) {
      return onSession(state, m, now);
    } else if (message instanceof PoolMessage.SessionSilent m) {
      asked.remove(m.sessionId());
      context.getLog().info("session {} does not answer: {}", m.sessionId(), m.why());
    } else if (message == PoolMessage.Look.LOOK) {
      return keep(PkPool.pass(state, now)).thenRun(this::drive);
    }
    return Effect().none();
  }

  private Effect<PoolEvent, PoolState> answer(
      PkPool.Decision decision, String roomId, ActorRef<PoolReply> replyTo) {
    return keep(decision.events())
        .thenRun(
            (PoolState state) -> {
              looking.in(SOON);
              PkPool.Refusal refusal = decision.refusal();
              replyTo.tell(
                  refusal == null
                      ? shown(state, roomId, clock.instant())
                      : new PoolReply.Refused(refusal.code(), refusal.detail()));
            });
  }

  private static PoolReply shown(PoolState state, String roomId, Instant now) {
    PkPoolEntry entry = PoolView.of(state, roomId, now);
    return entry == null
        ? new PoolReply.Refused(
            PkPool.Code.NOT_WAITING, "room: " + roomId + " (expected: one that waits)")
        : new PoolReply.Shown(entry);
  }

  private Effect<PoolEvent, PoolState> onSession(
      PoolState state, PoolMessage.SessionSaid said, Instant now) {
    String sessionId = said.sessionId();
    asked.remove(sessionId);
    if (said.reply() instanceof CohostReply.Shown shown) {
      CohostSessionView session = shown.session();
      for (String seatId : PkPool.toAccept(session)) {
        if (!state.meeting(sessionId).isEmpty()) {
          pipe(
              sessionId,
              links.ask(sessionId, replyTo -> PoolCalls.accept(sessionId, seatId, replyTo)));
        }
      }
      return keep(PkPool.heard(state, session, now));
    }
    // What cannot be accepted is seen at the next look; what cannot be made never will be.
    CohostReply.Refused no = (CohostReply.Refused) said.reply();
    List<PoolEvent> events =
        no.code() == CohostReply.Code.INVALID
            ? PkPool.refused(state, sessionId, no.detail(), now)
            : List.of();
    return keep(events);
  }

  private EffectBuilder<PoolEvent, PoolState> keep(List<PoolEvent> events) {
    return events.isEmpty() ? Effect().none() : Effect().persist(events);
  }

  /** Says to sessions what they have not been heard to know, and comes back while anybody is in. */
  private void drive(PoolState state) {
    state
        .meetings()
        .forEach(
            (sessionId, rooms) -> {
              if (asked.add(sessionId)) {
                create(sessionId, rooms);
              }
            });
    if (state.hasWork()) {
      looking.in(PACE);
    }
  }

  private void create(String sessionId, List<PoolEntry> rooms) {
    pipe(
        sessionId, links.create(sessionId, replyTo -> PoolCalls.create(sessionId, rooms, replyTo)));
  }

  private void pipe(String sessionId, CompletionStage<CohostReply> reply) {
    context.pipeToSelf(
        reply,
        (@Nullable CohostReply said, @Nullable Throwable failure) ->
            said == null
                ? new PoolMessage.SessionSilent(sessionId, String.valueOf(failure))
                : new PoolMessage.SessionSaid(sessionId, said));
  }
}
