import com.sun.management.ThreadMXBean;
import com.typesafe.config.ConfigFactory;
import io.roomfleet.api.room.Ladder;
import io.roomfleet.api.room.Rendition;
import io.roomfleet.orchestrator.placement.AgentSearch;
import io.roomfleet.orchestrator.placement.AgentSnapshot;
import io.roomfleet.orchestrator.placement.AgentTable;
import io.roomfleet.orchestrator.placement.AgentWish;
import io.roomfleet.orchestrator.placement.Amount;
import io.roomfleet.orchestrator.placement.price.PlacementPolicy;
import io.roomfleet.orchestrator.region.Demand;
import io.roomfleet.orchestrator.region.Order;
import io.roomfleet.orchestrator.region.PlacementSettings;
import io.roomfleet.orchestrator.region.RegionEvent;
import io.roomfleet.orchestrator.region.RegionLedger;
import io.roomfleet.orchestrator.region.Reservation;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * One assignment into a region of so many agents: the search alone, the choice with its reasons, a booking in the table, and the ledger's
 * whole answer to an order. Agents are 0 to 90 % full, a twentieth is not heard, a thirtieth drains; the room has sub-rooms on twenty of
 * them. Arguments: agents, decisions of each seed. Five seeds; the figure is the median of their medians.
 */
public class OnlineDecision {
  private static final PlacementPolicy POLICY =
      PlacementSettings.of(ConfigFactory.load());
  private static final long[] SEEDS = {1, 2, 3, 5, 8};
  private static final Set<String> ABILITIES = Set.of("RELAY", "TRANSCODE");
  private static long sink;

  private interface Step {
    long run(int round);
  }

  public static void main(String[] arguments) {
    int agents = Integer.parseInt(arguments[0]);
    int rounds = Integer.parseInt(arguments[1]);
    System.out.println("| of " + agents + " agents | median | bytes made |");
    System.out.println("|---|---|---|");
    List<AgentTable> tables = new ArrayList<>();
    List<AgentWish[]> wishes = new ArrayList<>();
    for (long seed : SEEDS) {
      Random random = new Random(seed);
      tables.add(fleet(random, agents));
      wishes.add(wishes(random, agents));
    }
    measure("the search", rounds, seed -> round -> {
      AgentWish wish = wishes.get(seed)[round % 1000];
      return new AgentSearch(tables.get(seed), wish, POLICY).isPossible() ? 1 : 0;
    });
    measure("the choice with its reasons", rounds / 10, seed -> round -> {
      AgentWish wish = wishes.get(seed)[round % 1000];
      return new AgentSearch(tables.get(seed), wish, POLICY).choice("r").candidates().size();
    });
    measure("a booking in the table", rounds, seed -> round ->
        tables.get(seed).booked("agent-" + round % agents, new Amount(1, 1, 1)) == tables.get(seed) ? 1 : 0);
    for (int each : new int[] {1, 5}) {
      RegionLedger ledger = ledger(agents, each);
      measure(
          "the ledger's answer, " + ledger.reservations().size() + " reservations",
          2_000,
          seed -> round ->
              ledger.reserve(order(1_000_000 + round), Reservation.Owner.SUB_ROOM, POLICY, Instant.EPOCH).events().size());
    }
    System.err.println("(" + sink + ")");
  }

  private interface OfSeed {
    Step of(int seed);
  }

  private static void measure(String what, int rounds, OfSeed steps) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    double[] medians = new double[SEEDS.length];
    long bytes = 0;
    for (int warm = 0; warm < 2; warm++) {
      for (int seed = 0; seed < SEEDS.length; seed++) {
        Step step = steps.of(seed);
        long[] nanos = new long[rounds];
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int round = 0; round < rounds; round++) {
          long start = System.nanoTime();
          sink += step.run(round);
          nanos[round] = System.nanoTime() - start;
        }
        bytes = (threads.getCurrentThreadAllocatedBytes() - before) / rounds;
        Arrays.sort(nanos);
        medians[seed] = nanos[rounds / 2] / 1000.0;
      }
    }
    Arrays.sort(medians);
    System.out.printf(
        Locale.ROOT, "| %s | %.1f µs | %d |%n", what, medians[SEEDS.length / 2], bytes);
  }

  private static AgentTable fleet(Random random, int agents) {
    List<AgentSnapshot> fleet = new ArrayList<>();
    for (int i = 0; i < agents; i++) {
      Amount capacity = new Amount(8_000 + random.nextInt(8_000), 2_000_000, 40);
      double use = 0.9 * random.nextDouble();
      Amount reserved =
          new Amount(
              (long) (capacity.milliUnits() * use),
              (long) (capacity.kbps() * use * random.nextDouble()),
              (long) (capacity.slots() * use));
      boolean heard = random.nextInt(20) > 0;
      boolean draining = random.nextInt(30) == 0;
      fleet.add(new AgentSnapshot("agent-" + i, heard, draining, ABILITIES, capacity, reserved));
    }
    return AgentTable.of(fleet);
  }

  private static AgentWish[] wishes(Random random, int agents) {
    AgentWish[] wishes = new AgentWish[1000];
    for (int i = 0; i < wishes.length; i++) {
      Map<String, Integer> viewers = new HashMap<>();
      for (int k = 0; k < 20; k++) {
        viewers.put("agent-" + random.nextInt(agents), random.nextInt(50_000));
      }
      wishes[i] =
          new AgentWish(
              new Amount(random.nextInt(3_000), 50_000 + random.nextInt(100_000), 1),
              Set.of("TRANSCODE"),
              "agent-" + random.nextInt(agents),
              null,
              Set.of(),
              Map.of(),
              viewers,
              random.nextInt(20_000),
              null);
    }
    return wishes;
  }

  private static Order order(int number) {
    Ladder ladder = new Ladder(null, List.of(Rendition.P720, Rendition.P360), 30);
    Demand demand = new Demand("Europe/Berlin", "r", List.of(), 500, true);
    return Order.transcode(
        "room-" + number / 5, "m" + number % 5, "main", number + 1, ladder, demand, null);
  }

  private static RegionLedger ledger(int agents, int each) {
    RegionLedger ledger = RegionLedger.empty("r");
    for (int i = 0; i < agents; i++) {
      ledger =
          after(
              ledger,
              ledger.agentCame(
                  "agent-" + i,
                  new Amount(16_000, 2_000_000, 40),
                  URI.create("http://agent-" + i),
                  new TreeSet<>(ABILITIES),
                  POLICY,
                  Instant.EPOCH));
    }
    for (int i = 0; i < agents * each; i++) {
      ledger =
          after(
              ledger,
              ledger
                  .reserve(order(i), Reservation.Owner.SUB_ROOM, POLICY, Instant.EPOCH)
                  .events());
    }
    return ledger;
  }

  private static RegionLedger after(RegionLedger ledger, List<RegionEvent> events) {
    RegionLedger next = ledger;
    for (RegionEvent event : events) {
      next = next.apply(event);
    }
    return next;
  }
}
