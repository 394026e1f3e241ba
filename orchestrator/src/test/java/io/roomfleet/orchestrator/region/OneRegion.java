package io.roomfleet.orchestrator.region;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.Capacity;
import io.roomfleet.api.agent.Source;
import io.roomfleet.api.region.AgentView;
import io.roomfleet.api.region.AgentView.AssignmentView;
import io.roomfleet.api.region.MaintenanceView;
import io.roomfleet.api.room.Ladder;
import io.roomfleet.api.room.Rendition;
import io.roomfleet.orchestrator.platform.MemoryJournal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.pubsub.Topic;

/**
 * One region's ledger as it is, with a journal in memory, a clock that the test moves, and agents
 * without media. Nothing gets lost here, so that each step can be foretold.
 */
final class OneRegion implements AutoCloseable {
  private static final String REGION = "eu-west";
  private static final int LOOKS = 50_000;
  private static final Duration TICK = Duration.ofMillis(250);
  private static final Ladder LADDER = new Ladder(null, List.of(Rendition.P180), 30);

  private final ActorTestKit kit = ActorTestKit.create(MemoryJournal.config());
  private final ActorRef<Topic.Command<RegionSummary>> summaries =
      kit.spawn(Topic.create(RegionSummary.class, "summaries"));
  private final Map<Class<?>, TestProbe<?>> probes = new HashMap<>();
  private final Map<String, List<LedgerWord>> words = new ConcurrentHashMap<>();
  private final List<HeardAgent> agents = new ArrayList<>();
  private volatile Instant now = Instant.parse("2026-11-11T12:00:00Z");
  private volatile ActorRef<RegionCommand> ledger = spawn();

  private ActorRef<RegionCommand> spawn() {
    OrderListener listener =
        (order, owner, region, word) ->
            words.computeIfAbsent(order.id(), id -> new CopyOnWriteArrayList<>()).add(word);
    return kit.spawn(
        RegionEntity.create(REGION, RegionDefaults.SETTINGS, () -> now, listener, summaries));
  }

  /** The entity ends wherever it is, and comes back from its journal. */
  void restart() {
    kit.stop(ledger);
    ledger = spawn();
  }

  Instant now() {
    return now;
  }

  /** An agent that joins now, with room for so many assignments. */
  HeardAgent join(String id, int slots) {
    HeardAgent agent =
        new HeardAgent(
            kit,
            REGION,
            id,
            new Capacity(100, 100_000, slots),
            command -> ledger.tell(command),
            () -> false);
    agents.add(agent);
    agent.connect(now);
    // Its hello goes by an actor of its own.
    kit.createTestProbe()
        .awaitAssert(
            () -> {
              assertThat(describe().agents()).extracting(AgentView::id).contains(id);
              return null;
            });
    pass(Duration.ofSeconds(1));
    return agent;
  }

  HeardAgent agent(String id) {
    return agents.stream().filter(agent -> agent.id().equals(id)).findFirst().orElseThrow();
  }

  /**
   * Agent {@code a} with so many sub-rooms, then {@code b} without any; answers the orders' ids.
   */
  List<String> crowd(int subRooms) {
    join("a", 100);
    List<String> ids =
        IntStream.range(0, subRooms).mapToObj(n -> transcode("m" + n, 1000 + n)).toList();
    join("b", 100);
    return ids;
  }

  void pass(Duration duration) {
    pass(duration, view -> {});
  }

  /** Lets time pass, with the agents' beats, and shows the agents after each step. */
  void pass(Duration duration, Consumer<List<AgentView>> look) {
    for (Instant end = now.plus(duration); now.isBefore(end); ) {
      now = now.plus(TICK);
      // By hand: the clock of the testkit lets a tenth of a second of ours pass with each step.
      ledger.tell(RegionCommand.Tick.TICK);
      if (now.toEpochMilli() % 1000 == 0) {
        agents.forEach(agent -> agent.beat(now));
        awaitBeats();
      }
      // What an answer sets off is done before the next answer.
      describe();
      look.accept(describe().agents());
    }
  }

  /** Beats go by actors of their own, and on a busy machine time would pass them by. */
  private void awaitBeats() {
    for (int looks = 0; looks < LOOKS; looks++) {
      List<AgentView> views = describe().agents();
      boolean heard =
          agents.stream()
              .filter(HeardAgent::isUp)
              .allMatch(
                  agent ->
                      views.stream()
                          .filter(view -> view.id().equals(agent.id()))
                          .anyMatch(view -> now.equals(view.lastSeenAt())));
      if (heard) {
        return;
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("beats of " + now + " were not heard");
  }

  /** A sub-room's ladder, on air, for {@code viewers}; answers the order's id. */
  String transcode(String subRoom, int viewers) {
    return transcode(subRoom, viewers, true);
  }

  String transcode(String subRoom, int viewers, boolean onAir) {
    Demand demand = new Demand("Europe/Berlin", REGION, List.of(), viewers, onAir);
    Order order = Order.transcode("r1", subRoom, "main", 1, LADDER, demand, null);
    reserve(order, Reservation.Owner.SUB_ROOM);
    return order.id();
  }

  /** A room's own line; answers the order's id. */
  String line(String lineId, Source source) {
    Order order = Order.ingest("r1", lineId, 1, source, lineId.equals("main"), false);
    reserve(order, Reservation.Owner.ROOM);
    return order.id();
  }

  private void reserve(Order order, Reservation.Owner owner) {
    ledger.tell(new RegionCommand.Reserve(order, owner, null));
    pass(Duration.ofSeconds(1));
  }

  /** Its owner found it another place, where its viewers find it. */
  void movedAway(String id) {
    release(id, URI.create("http://elsewhere/master.m3u8"));
  }

  /** Its owner wants it no more. */
  void release(String id, URI movedTo) {
    question(
        RegionCommand.Released.class,
        to -> ledger.tell(new RegionCommand.Release(id, 1, "by its owner", movedTo, to)));
  }

  /** Empties an agent, or the region when {@code agentId} is null. */
  RegionCommand.Maintained maintain(
      String agentId, Maintenance.Kind kind, Duration deadline, boolean force) {
    Maintenance.Wish wish =
        new Maintenance.Wish(kind, "token:test", "kernel", now.plus(deadline), force);
    return question(
        RegionCommand.Maintained.class,
        to -> ledger.tell(new RegionCommand.Maintain(agentId, wish, to)));
  }

  RegionCommand.Maintained drain(String agentId) {
    return maintain(agentId, Maintenance.Kind.DRAIN, Duration.ofMinutes(10), false);
  }

  RegionCommand.Maintained restore(String agentId) {
    return question(
        RegionCommand.Maintained.class,
        to -> ledger.tell(new RegionCommand.Restore(agentId, "token:test", null, to)));
  }

  RegionCommand.Description describe() {
    return question(
        RegionCommand.Description.class, to -> ledger.tell(new RegionCommand.Describe(true, to)));
  }

  AgentView view(String agentId) {
    return describe().agents().stream().filter(a -> a.id().equals(agentId)).findFirst().get();
  }

  MaintenanceView progress(String agentId) {
    return agentId == null ? describe().maintenance() : view(agentId).maintenance();
  }

  /** What was said to the order's owner, oldest first. */
  List<LedgerWord> words(String id) {
    return words.getOrDefault(id, List.of());
  }

  /** What was last said to it. */
  LedgerWord word(String id) {
    List<LedgerWord> all = words(id);
    return all.isEmpty() ? null : all.get(all.size() - 1);
  }

  void forgetWords(String id) {
    words.remove(id);
  }

  /** The agents by the ids of what they hold in this role. */
  static Map<String, String> places(List<AgentView> agents, String role) {
    Map<String, String> places = new TreeMap<>();
    for (AgentView agent : agents) {
      for (AssignmentView held : agent.assignments()) {
        if (held.role().equals(role)) {
          places.put(held.id(), agent.id());
        }
      }
    }
    return places;
  }

  Map<String, String> places(String role) {
    return places(describe().agents(), role);
  }

  private static boolean isToGoNow(LedgerWord.Held held) {
    return held.leave() != null && held.leave().now();
  }

  /** Of these orders, the sub-rooms that are asked to go now. */
  List<String> asked(List<String> ids) {
    return ids.stream()
        .filter(id -> isToGoNow((LedgerWord.Held) word(id)))
        .map(id -> id.substring(id.lastIndexOf('/') + 1))
        .sorted()
        .toList();
  }

  static String says(MaintenanceView view) {
    return "%d of %d, %d moving, %d waiting, done %s"
        .formatted(
            view.moved(),
            view.total(),
            view.moving(),
            view.waiting().size(),
            view.doneAt() != null);
  }

  static String whyWaiting(MaintenanceView view, String id) {
    return view.waiting().stream()
        .filter(w -> w.assignmentId().equals(id))
        .map(MaintenanceView.Waiting::reason)
        .findFirst()
        .orElse("nothing");
  }

  private <T> T question(Class<T> type, Consumer<ActorRef<T>> ask) {
    @SuppressWarnings("unchecked")
    TestProbe<T> probe =
        (TestProbe<T>) probes.computeIfAbsent(type, t -> kit.createTestProbe(type));
    ask.accept(probe.ref());
    return probe.receiveMessage(Duration.ofSeconds(20));
  }

  @Override
  public void close() {
    kit.shutdownTestKit();
  }
}
