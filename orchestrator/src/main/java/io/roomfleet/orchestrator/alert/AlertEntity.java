package io.roomfleet.orchestrator.alert;

import io.roomfleet.api.alert.Alert;
import io.roomfleet.api.alert.AlertSubject;
import io.roomfleet.api.room.MeasuredSwitch;
import io.roomfleet.orchestrator.alert.rule.AlertEngine;
import io.roomfleet.orchestrator.alert.rule.Finding;
import io.roomfleet.orchestrator.alert.rule.Metric;
import io.roomfleet.orchestrator.alert.rule.Sample;
import io.roomfleet.orchestrator.platform.Slices;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
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

/**
 * The actor around the alerts of one room, or of the fleet's agents. Figures and what is made of
 * them are in memory; what is open is kept. Each second it looks at what is wrong and keeps what
 * that changes. It runs for as long as its room is heard of, or has open alerts; when its room is
 * over, so are they.
 */
public final class AlertEntity extends EventSourcedBehavior<AlertCommand, AlertEvent, AlertBook> {
  public static final EntityTypeKey<AlertCommand> TYPE_KEY =
      EntityTypeKey.create(AlertCommand.class, "alerts");

  private static final Duration TICK = Duration.ofSeconds(1);

  /** How often the room is asked how it stands. */
  private static final long ASK = 2_000;

  /** How often a room that is known not to be live is. */
  private static final long ASK_IDLE = 10_000;

  /** An agent that was not heard for that long is none. */
  private static final long AGENT_GONE = 15_000;

  private static final long IDLE = 60_000;

  private final ActorContext<AlertCommand> context;
  private final TimerScheduler<AlertCommand> timers;
  private final ActorRef<ClusterSharding.ShardCommand> shard;
  private final String id;
  private final InstantSource clock;
  private final Supplier<RuleBook> rules;
  private final AlertLinks links;
  private final AlertEngine engine;
  private final RoomSenses senses = new RoomSenses();
  private final LineReflex reflex = new LineReflex();
  private final SwitchWatch switches = new SwitchWatch();
  private final Map<String, MeasuredSwitch> unsaid = new LinkedHashMap<>();
  private final Map<String, Agent> agents = new HashMap<>();
  private AlertEngine.RuleSource rulesNow;
  private long heardAt;
  private long askedAt;
  private boolean asking;

  private record Agent(String region, long heardAt) {}

  /**
   * Wires one book.
   *
   * @param id the room's id, or {@link AlertBook#FLEET}
   * @param rules those that hold now
   */
  public static Behavior<AlertCommand> create(
      String id,
      ActorRef<ClusterSharding.ShardCommand> shard,
      InstantSource clock,
      Supplier<RuleBook> rules,
      AlertLinks links) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> new AlertEntity(context, timers, shard, id, clock, rules, links)));
  }

  private AlertEntity(
      ActorContext<AlertCommand> context,
      TimerScheduler<AlertCommand> timers,
      ActorRef<ClusterSharding.ShardCommand> shard,
      String id,
      InstantSource clock,
      Supplier<RuleBook> rules,
      AlertLinks links) {
    super(
        PersistenceId.of(TYPE_KEY.name(), id),
        SupervisorStrategy.restartWithBackoff(Duration.ofMillis(200), Duration.ofSeconds(5), 0.2));
    this.context = context;
    this.timers = timers;
    this.shard = shard;
    this.id = id;
    this.clock = clock;
    this.rules = rules;
    this.links = links;
    this.rulesNow = rules.get().in(id);
    this.engine = new AlertEngine(rulesNow);
    this.heardAt = clock.millis();
  }

  @Override
  public AlertBook emptyState() {
    return AlertBook.empty(id);
  }

  @Override
  public EventHandler<AlertBook, AlertEvent> eventHandler() {
    return AlertBook::apply;
  }

  @Override
  public RetentionCriteria retentionCriteria() {
    return RetentionCriteria.snapshotEvery(50, 2);
  }

  @Override
  public Set<String> tagsFor(AlertEvent event) {
    return Set.of(Slices.tag(TYPE_KEY.name(), id));
  }

  @Override
  public SignalHandler<AlertBook> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(
            RecoveryCompleted.class,
            (book, signal) -> {
              for (Alert alert : book.open().values()) {
                engine.restore(
                    alert.rule(), alert.subject(), alert.subRooms(), alert.since().toEpochMilli());
                if (alert.subject().kind() == AlertSubject.Kind.SEAT) {
                  senses.stage().expect(alert.subject(), clock.millis());
                }
              }
              timers.startTimerWithFixedDelay(AlertCommand.Tick.TICK, TICK);
            })
        .build();
  }

  @Override
  public CommandHandler<AlertCommand, AlertEvent, AlertBook> commandHandler() {
    return this::onCommand;
  }

  private Effect<AlertEvent, AlertBook> onCommand(AlertBook book, AlertCommand command) {
    if (command instanceof AlertCommand.Told told) {
      onTold(told.heard());
      return Effect().none();
    } else if (command instanceof AlertCommand.Metered metered) {
      senses.counted(metered.counted(), clock.millis(), engine::take);
      return Effect().none();
    } else if (command instanceof AlertCommand.Plays plays) {
      heardAt = clock.millis();
      senses.plays(plays, heardAt);
      switches.plays(plays.subRoomId(), plays.lineId(), heardAt);
      return Effect().none();
    } else if (command instanceof AlertCommand.Staged staged) {
      heardAt = clock.millis();
      senses.stage().heard(staged.said(), heardAt);
      return Effect().none();
    } else if (command instanceof AlertCommand.SwitchKept kept) {
      unsaid.remove(kept.id());
      return Effect().none();
    } else if (command instanceof AlertCommand.Facts facts) {
      return onFacts(book, facts);
    } else if (command instanceof AlertCommand.Tick) {
      return onTick(book);
    } else if (command instanceof AlertCommand.Acknowledge c) {
      AlertCommand.Asker asker = c.asker();
      List<AlertEvent> events =
          book.acknowledge(c.alertId(), c.note(), asker.by(), asker.requestId(), clock.instant());
      return answered(book, events, c.replyTo());
    } else if (command instanceof AlertCommand.Ask c) {
      AlertCommand.Asker asker = c.asker();
      return answered(
          book, book.prompt(c.text(), asker.by(), asker.requestId(), clock.instant()), c.replyTo());
    } else if (command instanceof AlertCommand.Wake) {
      askedAt = 0; // It may be live by now.
      return Effect().none();
    } else if (command instanceof AlertCommand.Show c) {
      c.replyTo().tell(shown(book));
      return Effect().none();
    } else {
      return Effect().none();
    }
  }

  private boolean isFleet() {
    return id.equals(AlertBook.FLEET);
  }

  private void onTold(Heard heard) {
    heardAt = clock.millis();
    if (isFleet()) {
      agents.put(heard.agentId(), new Agent(heard.region(), heardAt));
      if (heard.busy() != null) {
        AlertSubject agent = new AlertSubject(AlertSubject.Kind.AGENT, heard.agentId());
        engine.take(new Sample(agent, Metric.AGENT_BUSY, heardAt, heard.busy(), 1));
      }
    } else {
      senses.heard(heard, heardAt, engine::take);
      heard.viewers().forEach(viewers -> switches.viewers(heard.agentId(), viewers));
    }
  }

  private Effect<AlertEvent, AlertBook> onFacts(AlertBook book, AlertCommand.Facts said) {
    asking = false;
    RoomFacts facts = said.facts();
    if (facts != null) {
      senses.facts(facts);
      switches.plays(null, facts.lineId(), clock.millis());
      switches.keep(facts.subRooms());
    }
    boolean over = said.answered() && (facts == null || facts.over());
    return over ? kept(book, book.close("room over", clock.instant())) : Effect().none();
  }

  private Effect<AlertEvent, AlertBook> onTick(AlertBook book) {
    Instant now = clock.instant();
    AlertEngine.RuleSource newest = rules.get().in(id);
    if (!newest.equals(rulesNow)) {
      rulesNow = newest;
      engine.rules(newest);
    }
    rest(book, now.toEpochMilli());
    if (isFleet()) {
      return kept(book, fleet(book, now));
    }
    RoomFacts facts = senses.facts();
    long pace = facts == null || facts.live() ? ASK : ASK_IDLE;
    if (!asking && now.toEpochMilli() - askedAt >= pace) {
      askedAt = now.toEpochMilli();
      asking = true;
      context.pipeToSelf(
          links.room(id),
          (answer, failure) ->
              answer == null
                  ? new AlertCommand.Facts(null, false)
                  : new AlertCommand.Facts(answer.orElse(null), true));
    }
    if (facts == null || !facts.live()) {
      // Nothing is known of it: what was open is left so until it is.
      return Effect().none();
    }
    senses.tick(now.toEpochMilli(), engine::take);
    reflex
        .due(
            book.open().values(),
            subRoom -> subRoom == null ? facts.lineId() : senses.lineOf(subRoom),
            now)
        .forEach(word -> links.about(id, word));
    switches.due(now.toEpochMilli()).forEach(seen -> unsaid.put(seen.id(), seen));
    unsaid.values().forEach(this::say);
    List<Finding> findings =
        engine.findings(now.toEpochMilli(), senses.layout(id, now), book.openKeys());
    return kept(book, book.paced(book.look(findings, now), now));
  }

  /** Each tick, until the room has kept it. */
  private void say(MeasuredSwitch seen) {
    links
        .seen(id, seen)
        .thenRun(() -> context.getSelf().tell(new AlertCommand.SwitchKept(seen.id())));
  }

  private List<AlertEvent> fleet(AlertBook book, Instant now) {
    agents.values().removeIf(agent -> now.toEpochMilli() - agent.heardAt() > AGENT_GONE);
    Map<String, String> regions = new HashMap<>();
    agents.forEach((agentId, agent) -> regions.put(agentId, agent.region()));
    // After a start nobody may have been heard yet.
    return regions.isEmpty() && now.toEpochMilli() - heardAt < AGENT_GONE
        ? List.of()
        : book.look(engine.agents(now.toEpochMilli(), regions), now);
  }

  private void rest(AlertBook book, long now) {
    RoomFacts facts = senses.facts();
    boolean active = isFleet() || (facts != null && facts.live());
    if (!active && book.open().isEmpty() && now - heardAt > IDLE) {
      shard.tell(new ClusterSharding.Passivate<>(context.getSelf()));
    }
  }

  private Effect<AlertEvent, AlertBook> kept(AlertBook book, List<AlertEvent> events) {
    return events.isEmpty()
        ? Effect().none()
        : Effect().persist(events).thenRun((AlertBook now) -> tell(now, events));
  }

  private Effect<AlertEvent, AlertBook> answered(
      AlertBook book, List<AlertEvent> events, ActorRef<AlertCommand.Shown> replyTo) {
    heardAt = clock.millis();
    var kept = events.isEmpty() ? Effect().none() : Effect().persist(events);
    return kept.thenRun(
        (AlertBook now) -> {
          tell(now, events);
          replyTo.tell(shown(now));
        });
  }

  private void tell(AlertBook book, List<AlertEvent> events) {
    List<Alert> changed = new ArrayList<>();
    events.forEach(event -> AlertIds.of(event).map(book::alert).ifPresent(changed::add));
    if (!changed.isEmpty()) {
      links.changed(changed);
    }
  }

  private static AlertCommand.Shown shown(AlertBook book) {
    return new AlertCommand.Shown(List.copyOf(book.open().values()), book.over(), book.prompts());
  }
}
