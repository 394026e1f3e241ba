package io.roomfleet.orchestrator.rebalance;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.rebalance.RebalanceKind;
import io.roomfleet.api.rebalance.RebalanceView;
import io.roomfleet.api.room.Ladder;
import io.roomfleet.api.room.Move;
import io.roomfleet.api.room.Rendition;
import io.roomfleet.api.room.SubRoom;
import io.roomfleet.api.room.SubRoomStatus;
import io.roomfleet.orchestrator.placement.AgentSnapshot;
import io.roomfleet.orchestrator.placement.Amount;
import io.roomfleet.orchestrator.placement.Policies;
import io.roomfleet.orchestrator.placement.RegionSnapshot;
import io.roomfleet.orchestrator.placement.fleet.FleetModel;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Agent;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Openness;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Region;
import io.roomfleet.orchestrator.plan.FleetSurveyor;
import io.roomfleet.orchestrator.platform.MemoryJournal;
import io.roomfleet.orchestrator.region.RegionCommand;
import io.roomfleet.orchestrator.subroom.SubRoomCommand;
import io.roomfleet.orchestrator.subroom.SubRoomReply;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.RecipientRef;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * The rebalancer as it is, with a journal in memory and a clock that the test moves, and two
 * regions of which the tests say what plays where. Sub-rooms and ledgers do what they are told when
 * {@link #play} says so.
 */
final class RebalancerStage implements AutoCloseable {
  static final Amount CAPACITY = new Amount(10_000, 1_000_000, 100);
  private static final Amount TENTH = new Amount(1_000, 10_000, 1);

  private final ActorTestKit kit = ActorTestKit.create(MemoryJournal.config());
  private final TestProbe<RebalanceReply> replies = kit.createTestProbe(RebalanceReply.class);
  private final Map<String, String> agents = new ConcurrentSkipListMap<>();
  private final Map<String, Openness> openness = new ConcurrentSkipListMap<>();

  /** By room id: the agent where its one sub-room plays, and where it is about to. */
  final Map<String, String> plays = new ConcurrentSkipListMap<>();

  final Map<String, String> next = new ConcurrentSkipListMap<>();

  /** What sub-rooms and ledgers were told to do, in order. */
  final List<String> told = new CopyOnWriteArrayList<>();

  final Map<String, String> advised = new ConcurrentSkipListMap<>();
  private volatile Instant now = Instant.parse("2026-11-11T12:00:00Z");
  private ActorRef<RebalanceCommand> rebalancer;

  RebalancerStage() {
    agents.put("w1", "eu-west");
    agents.put("w2", "eu-west");
    agents.put("e1", "us-east");
    rebalancer = spawn();
  }

  private ActorRef<RebalanceCommand> spawn() {
    return kit.spawn(
        Rebalancer.create(
            RebalanceDefaults.SETTINGS,
            () -> Policies.DEFAULT,
            () -> now,
            new Links(),
            Runnable::run));
  }

  /** It ends wherever it is, and comes back from its journal. */
  void restart() {
    kit.stop(rebalancer);
    rebalancer = spawn();
  }

  /** So many sub-rooms of a tenth of an agent each play there. */
  void play(int count, String agent) {
    for (int i = 0; i < count; i++) {
      plays.put("room-" + agent + i, agent);
    }
  }

  void become(String agent, Openness open) {
    openness.put(agent, open);
  }

  /** Everything that was told to move plays at its new place. */
  void arrive() {
    plays.putAll(next);
    next.clear();
  }

  RebalanceView start(boolean dryRun, RebalanceKind... kinds) {
    rebalancer.tell(
        new RebalanceCommand.Start(
            "rebalance-test",
            dryRun,
            Set.of(kinds),
            null,
            "token:test",
            "asked for by token:test",
            replies.ref()));
    return view();
  }

  RebalanceView get(String id) {
    rebalancer.tell(new RebalanceCommand.Get(id, replies.ref()));
    return view();
  }

  RebalanceView cancel(String id) {
    rebalancer.tell(new RebalanceCommand.Cancel(id, "token:test", null, replies.ref()));
    return view();
  }

  private RebalanceView view() {
    return ((RebalanceReply.Shown) replies.receiveMessage(Duration.ofSeconds(10))).rebalance();
  }

  List<RebalanceView> all() {
    rebalancer.tell(new RebalanceCommand.GetAll(replies.ref()));
    return ((RebalanceReply.ShownAll) replies.receiveMessage(Duration.ofSeconds(10))).rebalances();
  }

  /** Lets time pass, second by second. */
  void pass(int seconds) {
    for (int i = 0; i < seconds; i++) {
      now = now.plusSeconds(1);
      rebalancer.tell(RebalanceCommand.Tick.TICK);
      // What a tick set off goes by other actors and back; each answer is taken before the next.
      for (int round = 0; round < 4; round++) {
        all();
      }
    }
  }

  /** Waits, without letting time pass, until what was told is so much. */
  void awaitTold(int size) {
    await(() -> assertThat(told).hasSize(size));
  }

  /** Waits, while seconds pass, until the condition holds. */
  void awaitInTime(Runnable condition) {
    await(
        () -> {
          pass(1);
          condition.run();
        });
  }

  /** Waits, while seconds pass, until so many moves of it are done. */
  void awaitDone(String id, int moves) {
    awaitInTime(() -> assertThat(get(id).done()).isEqualTo(moves));
  }

  private void await(Runnable condition) {
    replies.awaitAssert(
        Duration.ofSeconds(10),
        () -> {
          condition.run();
          return null;
        });
  }

  void awaitState(String id, String state) {
    awaitInTime(() -> assertThat(get(id).state().name()).isEqualTo(state));
  }

  @Override
  public void close() {
    kit.shutdownTestKit();
  }

  private FleetModel model() {
    Map<String, List<Agent>> byRegion = new TreeMap<>();
    agents.forEach(
        (agent, region) ->
            byRegion
                .computeIfAbsent(region, id -> new ArrayList<>())
                .add(new Agent(agent, CAPACITY, openness.getOrDefault(agent, Openness.OPEN))));
    List<Region> regions = new ArrayList<>();
    byRegion.forEach(
        (id, all) -> regions.add(new Region(id, ZoneId.of("Europe/Berlin"), Openness.OPEN, all)));
    List<FleetModel.Ladder> ladders = new ArrayList<>();
    plays.forEach((room, agent) -> ladders.add(ladder(room, agent)));
    return new FleetModel(regions, List.of(), ladders);
  }

  private FleetModel.Ladder ladder(String room, String agent) {
    return new FleetModel.Ladder(
        room,
        "de",
        "relay/" + room + "/main",
        TENTH,
        1,
        ZoneId.of("Europe/Berlin"),
        "eu-west",
        List.of(),
        100,
        true,
        agent.isEmpty() ? null : agents.get(agent),
        agent.isEmpty() ? null : agent);
  }

  private final class Links implements RebalanceLinks {
    @Override
    public CompletionStage<FleetSurveyor.Survey> survey() {
      return CompletableFuture.completedFuture(new FleetSurveyor.Survey(model(), List.of()));
    }

    @Override
    public List<RegionSnapshot> regions() {
      List<RegionSnapshot> regions = new ArrayList<>();
      for (Region region : model().regions()) {
        List<AgentSnapshot> rows = new ArrayList<>();
        for (Agent agent : region.agents()) {
          boolean open = agent.openness() == Openness.OPEN;
          rows.add(new AgentSnapshot(agent.id(), open, false, null, agent.capacity(), Amount.ZERO));
        }
        regions.add(RegionSnapshot.of(region.id(), region.timeZone(), rows, Set.of()));
      }
      return regions;
    }

    @Override
    public RecipientRef<SubRoomCommand> subRoom(String roomId, String subRoomId) {
      return kit.spawn(
          Behaviors.receive(SubRoomCommand.class)
              .onAnyMessage(
                  command -> {
                    onSubRoom(roomId, command);
                    return Behaviors.same();
                  })
              .build());
    }

    private void onSubRoom(String room, SubRoomCommand command) {
      if (command instanceof SubRoomCommand.Advise advice) {
        advised.put(room, advice.region());
      } else if (command instanceof SubRoomCommand.Move move) {
        told.add(room + " to " + move.region() + " as " + move.requestId());
        String agent =
            agents.keySet().stream()
                .filter(id -> agents.get(id).equals(move.region()))
                .findFirst()
                .orElseThrow();
        next.put(room, agent);
        move.replyTo().tell(new SubRoomReply.Shown(subRoomOf(room)));
      } else if (command instanceof SubRoomCommand.Get get) {
        get.replyTo().tell(new SubRoomReply.Shown(subRoomOf(room)));
      }
    }

    @Override
    public RecipientRef<RegionCommand> ledger(String region) {
      return kit.spawn(
          Behaviors.receive(RegionCommand.class)
              .onMessage(
                  RegionCommand.MoveWithin.class,
                  move -> {
                    String room = move.id().split("/")[1];
                    if (move.toAgentId() != null) {
                      told.add(room + " to " + move.toAgentId());
                      if (!move.toAgentId().equals(plays.get(room))) {
                        next.put(room, move.toAgentId());
                      }
                    }
                    move.replyTo()
                        .tell(new RegionCommand.Whereabouts(plays.get(room), next.get(room), null));
                    return Behaviors.same();
                  })
              .build());
    }
  }

  private SubRoom subRoomOf(String room) {
    String agent = plays.get(room);
    String to = next.get(room);
    return new SubRoom(
        "de",
        room,
        "DE",
        "de-DE",
        "Europe/Berlin",
        new Ladder(null, List.of(Rendition.P180), 30),
        null,
        null,
        agents.get(agent),
        SubRoomStatus.LIVE,
        null,
        agent,
        1,
        "main",
        null,
        100,
        null,
        null,
        to == null ? null : new Move(agents.get(to), to, "test", now),
        null,
        now,
        1);
  }
}
