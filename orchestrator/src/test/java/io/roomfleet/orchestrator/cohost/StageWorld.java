package io.roomfleet.orchestrator.cohost;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.roomfleet.api.agent.Assignment;
import io.roomfleet.api.agent.AssignmentState;
import io.roomfleet.api.agent.StageState;
import io.roomfleet.orchestrator.cohost.slot.HostLine;
import io.roomfleet.orchestrator.cohost.slot.SlotCall;
import io.roomfleet.orchestrator.cohost.slot.SlotWord;
import io.roomfleet.orchestrator.placement.AgentSnapshot;
import io.roomfleet.orchestrator.placement.Amount;
import io.roomfleet.orchestrator.placement.Policies;
import io.roomfleet.orchestrator.platform.Json;
import io.roomfleet.orchestrator.region.FleetView;
import io.roomfleet.orchestrator.region.LedgerWord;
import io.roomfleet.orchestrator.region.RegionCommand;
import io.roomfleet.orchestrator.region.RegionEvent;
import io.roomfleet.orchestrator.region.RegionLedger;
import io.roomfleet.orchestrator.region.RegionSummary;
import io.roomfleet.orchestrator.region.Reservation;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.pubsub.Topic;

/**
 * A session and the ledgers of three regions, as they are, without their actors. A region that is
 * silent hears and answers nothing.
 */
final class StageWorld implements CohostLinks, AutoCloseable {
  static final Set<String> ALL = Set.of("RELAY", "TRANSCODE", "MIX", "webrtc");
  static final Set<String> NO_BROWSERS = Set.of("RELAY", "TRANSCODE", "MIX");

  private static final Map<String, ZoneId> ZONES =
      Map.of(
          "eu-west", ZoneId.of("Europe/Dublin"),
          "us-east", ZoneId.of("America/New_York"),
          "ap-south", ZoneId.of("Asia/Singapore"));

  private final ActorTestKit kit =
      ActorTestKit.create(
          ConfigFactory.parseString("pekko.actor.provider = local")
              .withFallback(ConfigFactory.load()));
  private final FleetView fleet = new FleetView(ZONES, Policies.DEFAULT);
  private final ActorRef<RegionCommand.Released> freed =
      kit.createTestProbe(RegionCommand.Released.class).ref();
  private final List<Runnable> mail = new ArrayList<>();
  final Map<String, RegionLedger> ledgers = new TreeMap<>();
  final List<RegionCommand.Points> points = new ArrayList<>();
  final Set<String> silent = new TreeSet<>();
  final List<SeatWord> words = new ArrayList<>();
  final SeatWays ways = new SeatWays(this::toAlerts);
  final Staged staged;
  private StageOrders orders;

  /**
   * @param abilities of the one agent of each region
   */
  StageWorld(Staged staged, Set<String> abilities) {
    this.staged = staged;
    this.orders = new StageOrders(this, fleet, freed);
    ZONES.keySet().forEach(region -> ledgers.put(region, RegionLedger.empty(region)));
    ZONES.keySet().forEach(region -> join(region, region + "-1", abilities));
    kit.spawn(
        fleet.listener(
            kit.spawn(Topic.create(RegionSummary.class, "summaries")),
            (region, command) -> {
              Amount plenty = new Amount(100_000, 1_000_000, 100);
              AgentSnapshot agent =
                  new AgentSnapshot(region + "-1", true, false, null, plenty, Amount.ZERO);
              RegionSummary summary = new RegionSummary(region, List.of(agent), Set.of(), 0);
              ((RegionCommand.Describe) command)
                  .replyTo()
                  .tell(new RegionCommand.Description(summary, null, null, List.of()));
            }));
    kit.createTestProbe()
        .awaitAssert(
            () -> {
              assertThat(fleet.isComplete()).isTrue();
              return null;
            });
  }

  @Override
  public void close() {
    kit.shutdownTestKit();
  }

  void join(String region, String agentId, Set<String> abilities) {
    take(
        region,
        ledgers
            .get(region)
            .agentCame(
                agentId,
                new Amount(100_000, 1_000_000, 100),
                URI.create("http://" + agentId),
                new TreeSet<>(abilities),
                Policies.DEFAULT,
                staged.now));
  }

  void loseAgent(String region, String agentId) {
    RegionLedger before = ledgers.get(region);
    take(region, before.agentLost(agentId, "not heard", Policies.DEFAULT, staged.now));
    Reservation held = ledgers.get(region).reservations().get("mix/s");
    Reservation was = before.reservations().get("mix/s");
    if (held != null) {
      say(region, held(region, null));
    } else if (was != null) {
      long attempt = was.order().attempt();
      say(region, new LedgerWord.Dropped(attempt, attempt, "agent " + agentId + " was lost"));
    }
    settle();
  }

  private void take(String region, List<RegionEvent> events) {
    RegionLedger then = ledgers.get(region);
    for (RegionEvent event : events) {
      then = then.apply(event);
    }
    ledgers.put(region, Json.read(Json.write(then), RegionLedger.class));
  }

  /** A room of the session says where its line is. */
  void line(String room, String region) {
    URI relay = URI.create("http://" + region + "-1/relay/" + room + "/main.ts");
    staged.hear(room, new SlotWord.In("s", staged.attempt(room), new HostLine(region, relay)));
    settle();
  }

  /** The actor of the session is gone with all that it had in memory; its journal is not. */
  void crash() {
    mail.clear();
    orders = new StageOrders(this, fleet, freed);
    settle();
  }

  void pass(long seconds) {
    for (long i = 0; i < seconds; i++) {
      staged.pass(1);
      staged.fold(orders.due(staged.state, staged.now));
      settle();
    }
  }

  /** Until nothing more is said at this instant. */
  void settle() {
    ways.keep(staged.state);
    orders.drive(staged.state, staged.now);
    while (!mail.isEmpty()) {
      mail.remove(0).run();
      ways.keep(staged.state);
      orders.drive(staged.state, staged.now);
    }
  }

  void say(String region, LedgerWord word) {
    mail.add(
        () -> {
          staged.fold(orders.said(staged.state, region, word, staged.now));
          ways.said(staged.state, region, word, staged.now);
        });
  }

  /** What a ledger says of the mix that it holds. */
  LedgerWord.Held held(String region, AssignmentState state) {
    RegionLedger ledger = ledgers.get(region);
    Reservation held = ledger.reservations().get("mix/s");
    return new LedgerWord.Held(
        held.order().attempt(),
        held.agentId(),
        held.epoch(),
        ledger.agents().get(held.agentId()).mediaUrl(),
        held.why(),
        held.candidates(),
        held.cause(),
        state,
        null,
        null);
  }

  /** The agent that has the mix says of a seat whether it comes. */
  void comes(String region, String seat, boolean comes) {
    reports(region, List.of(new StageState.SeatState(seat, comes, staged.now, null, null)));
  }

  /** The agent that has the mix says how its people come. */
  void reports(String region, List<StageState.SeatState> seats) {
    say(region, heldWith(region, seats));
    settle();
  }

  LedgerWord.Held heldWith(String region, List<StageState.SeatState> seats) {
    return held(region, AgentSays.state(held(region, null).epoch(), seats, staged.now));
  }

  /** What agents of a region are to mix. */
  List<Assignment.Mix> mixes(String region) {
    List<Assignment.Mix> mixes = new ArrayList<>();
    RegionLedger ledger = ledgers.get(region);
    for (String agentId : ledger.agents().keySet()) {
      ledger.desiredOf(agentId).forEach(one -> mixes.add((Assignment.Mix) one));
    }
    return mixes;
  }

  Assignment.Mix mix() {
    List<Assignment.Mix> all = ledgers.keySet().stream().flatMap(r -> mixes(r).stream()).toList();
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  @Override
  public void toRoom(String roomId, SlotCall call) {}

  @Override
  public void toAlerts(SeatWord word) {
    words.add(word);
  }

  @Override
  public void toLedger(String region, RegionCommand command) {
    if (!silent.contains(region)) {
      mail.add(() -> hear(region, command));
    }
  }

  private void hear(String region, RegionCommand command) {
    Instant now = staged.now;
    RegionLedger ledger = ledgers.get(region);
    if (command instanceof RegionCommand.Reserve c) {
      assertThat(c.owner()).isEqualTo(Reservation.Owner.SESSION);
      RegionLedger.Decision decision = ledger.reserve(c.order(), c.owner(), Policies.DEFAULT, now);
      take(region, decision.events());
      say(
          region,
          decision.word() instanceof LedgerWord.Held ? held(region, null) : decision.word());
    } else if (command instanceof RegionCommand.Release c) {
      Reservation.Parting parting =
          c.movedTo() == null
              ? null
              : new Reservation.Parting(now, now.plus(Duration.ofSeconds(30)), c.movedTo());
      take(region, ledger.release(c.id(), c.attempt(), c.cause(), parting, now));
      RegionCommand.Released released = new RegionCommand.Released(c.id(), c.attempt());
      mail.add(() -> staged.fold(orders.freed(staged.state, released, staged.now)));
    } else {
      points.add((RegionCommand.Points) command);
    }
  }
}
