package io.roomfleet.orchestrator.rebalance;

import io.roomfleet.api.rebalance.RebalanceKind;
import io.roomfleet.orchestrator.placement.Amount;
import io.roomfleet.orchestrator.placement.fleet.Arrangement;
import io.roomfleet.orchestrator.placement.fleet.Arrangement.RegionUse;
import io.roomfleet.orchestrator.placement.fleet.Arrangement.Seat;
import io.roomfleet.orchestrator.placement.fleet.Arranger;
import io.roomfleet.orchestrator.placement.fleet.Cooling;
import io.roomfleet.orchestrator.placement.fleet.FleetFigures;
import io.roomfleet.orchestrator.placement.fleet.FleetModel;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Agent;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Ladder;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Openness;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Region;
import io.roomfleet.orchestrator.placement.price.PlacementPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What to move so that the fleet stands better. Pure.
 *
 * <ol>
 *   <li><b>No place.</b> Where sub-rooms wait that fit nowhere as things are, the fewest others
 *       move, in powers of two, that leave the fewest without a place.
 *   <li><b>Hot agents.</b> What is hot is relieved within its region ({@link Cooling}). A region
 *       that is hot as a whole gives sub-rooms to others, as the plan of the fleet has it, where
 *       that relief is worth more than it costs.
 *   <li><b>Cost.</b> What the plan of the fleet would run elsewhere and saves more within an hour
 *       than its move costs, the best first; nothing, if all of it together saves too little.
 * </ol>
 *
 * <p>Only what runs on an agent and in a region that take what comes is moved: what is being
 * emptied goes by itself. Each kind is worked out as if the moves of those before were made, and
 * nothing moves twice. The same model gives the same moves.
 */
public final class RebalancePlanner {
  private final PlacementPolicy policy;
  private final RebalanceSettings settings;
  private final int most;
  private final Instant at;
  private final Map<String, PlannedMove> moves = new TreeMap<>();
  private final List<PlannedMove> inOrder = new ArrayList<>();
  private FleetModel model;

  private RebalancePlanner(
      FleetModel model, PlacementPolicy policy, RebalanceSettings settings, int most, Instant at) {
    this.model = model;
    this.policy = policy;
    this.settings = settings;
    this.most = most;
    this.at = at;
  }

  /**
   * Proposes moves.
   *
   * @param kinds what may be moved for
   * @param most how many moves
   * @param at standard times are taken at this instant
   */
  public static Proposal propose(
      FleetModel model,
      PlacementPolicy policy,
      RebalanceSettings settings,
      Set<RebalanceKind> kinds,
      int most,
      Instant at) {
    RebalancePlanner planner = new RebalancePlanner(model, policy, settings, most, at);
    FleetFigures before = FleetFigures.of(model, policy, at);
    if (kinds.contains(RebalanceKind.NO_PLACE)) {
      planner.makeRoom();
    }
    if (kinds.contains(RebalanceKind.HOT_AGENTS)) {
      planner.relieve();
    }
    if (kinds.contains(RebalanceKind.COST)) {
      planner.save();
    }
    FleetFigures expected =
        planner.inOrder.isEmpty() ? before : FleetFigures.of(planner.model, policy, at);
    return new Proposal(planner.inOrder, before, expected, planner.summary(before, expected));
  }

  /**
   * Where the plan of the fleet has what must find a new place: what waits for one, and what is in
   * a region or on an agent that is emptied. By {@code <roomId>/<subRoomId>}; nothing is moved for
   * it that may stay, and what fits nowhere is not in it.
   */
  public static Map<String, String> advice(FleetModel model, PlacementPolicy policy, Instant at) {
    Map<String, String> advice = new TreeMap<>();
    if (model.ladders().stream().allMatch(ladder -> mayStay(model, ladder))) {
      return advice;
    }
    for (Seat seat : Arranger.arrange(model, policy, at, 0).seats()) {
      String region = seat.region();
      if (region != null && !mayStay(model, seat.ladder()) && !isThere(seat)) {
        advice.put(seat.ladder().id(), region);
      }
    }
    return advice;
  }

  private static boolean isThere(Seat seat) {
    return seat.ladder().region() != null && !seat.moves();
  }

  /** True of what runs where what runs may stay. */
  private static boolean mayStay(FleetModel model, Ladder ladder) {
    Region region = regionOf(model, ladder);
    return region != null
        && (region.openness() == Openness.OPEN || region.openness() == Openness.CLOSED)
        && region.agents().stream()
            .filter(agent -> agent.id().equals(ladder.agentId()))
            .anyMatch(a -> a.openness() == Openness.OPEN || a.openness() == Openness.CLOSED);
  }

  private static @Nullable Region regionOf(FleetModel model, Ladder ladder) {
    return model.regions().stream()
        .filter(region -> region.id().equals(ladder.region()))
        .findFirst()
        .orElse(null);
  }

  private void makeRoom() {
    if (model.ladders().stream().allMatch(ladder -> ladder.region() != null)) {
      return;
    }
    Arrangement best = Arranger.arrange(model, policy, at, 0);
    for (int budget = 1; without(best) > 0 && budget <= left(); budget *= 2) {
      Arrangement more = Arranger.arrange(model, policy, at, budget);
      best = without(more) < without(best) ? more : best;
    }
    for (Seat seat : best.moves()) {
      if (mayMove(seat)) {
        add(PlannedMove.of(RebalanceKind.NO_PLACE, seat, "it makes room for what has no place"));
      }
    }
    take();
  }

  private static long without(Arrangement arrangement) {
    return arrangement.seats().stream().filter(seat -> seat.region() == null).count();
  }

  private void relieve() {
    Cooling.Limits limits =
        new Cooling.Limits(settings.hot(), settings.cool(), settings.hotPrice(), left());
    Cooling.shifts(model, policy, limits).forEach(shift -> add(PlannedMove.of(shift)));
    take();
    for (RegionUse use : Arranger.arrange(model, policy, at, 0).uses()) {
      double share = use.booked().shareOf(use.capacity());
      if (share >= settings.hot() && left() > 0) {
        relieve(use, share);
        take();
      }
    }
  }

  private void relieve(RegionUse hot, double share) {
    FleetModel smaller = model.withPart(hot.region(), settings.cool());
    Amount agent = part(hot.capacity(), agentsOf(hot.region()));
    List<Seat> out = new ArrayList<>();
    for (Seat seat : Arranger.arrange(smaller, policy, at, 0).moves()) {
      double worth = settings.hotPrice() * seat.ladder().need().shareOf(agent);
      if (hot.region().equals(seat.ladder().region())
          && mayMove(seat)
          && worth + seat.saves() > 0) {
        out.add(seat);
      }
    }
    out.sort(Comparator.comparingDouble(seat -> -seat.saves()));
    String why = String.format(Locale.ROOT, "region %s is %.0f %% full", hot.region(), share * 100);
    out.forEach(seat -> add(PlannedMove.of(RebalanceKind.HOT_AGENTS, seat, why)));
  }

  private int agentsOf(String regionId) {
    return (int)
        model.regions().stream()
            .filter(region -> region.id().equals(regionId))
            .flatMap(region -> region.agents().stream())
            .filter(agent -> agent.openness() == Openness.OPEN)
            .count();
  }

  private static Amount part(Amount whole, int parts) {
    int n = Math.max(1, parts);
    return new Amount(whole.milliUnits() / n, whole.kbps() / n, whole.slots() / n);
  }

  private void save() {
    if (left() == 0) {
      return;
    }
    List<Seat> paying = new ArrayList<>();
    double saves = 0;
    for (Seat seat : Arranger.arrange(model, policy, at, left()).moves()) {
      if (mayMove(seat) && seat.saves() > 0) {
        paying.add(seat);
        saves += seat.saves();
      }
    }
    if (saves < settings.leastSaving()) {
      return;
    }
    paying.sort(
        Comparator.comparingDouble((Seat seat) -> -seat.saves())
            .thenComparing(seat -> seat.ladder().id()));
    for (Seat seat : paying) {
      String why =
          String.format(
              Locale.ROOT,
              "it saves %.2f $ an hour, its move paid: %.2f instead of %.2f",
              seat.saves(),
              Objects.requireNonNull(seat.bill()).total(),
              seat.costNow());
      add(PlannedMove.of(RebalanceKind.COST, seat, why));
    }
    take();
  }

  private boolean mayMove(Seat seat) {
    Region region = regionOf(model, seat.ladder());
    return seat.region() != null
        && region != null
        && region.openness() == Openness.OPEN
        && region.agents().stream()
            .filter(agent -> agent.id().equals(seat.ladder().agentId()))
            .map(Agent::openness)
            .anyMatch(Openness.OPEN::equals);
  }

  private int left() {
    return most - moves.size();
  }

  private void add(PlannedMove move) {
    if (left() > 0 && moves.putIfAbsent(move.key(), move) == null) {
      inOrder.add(move);
    }
  }

  /** The model as if all moves were made. */
  private void take() {
    Map<String, Ladder> moved = new HashMap<>();
    for (Ladder ladder : model.ladders()) {
      PlannedMove move = moves.get(ladder.id());
      if (move != null && !isAt(ladder, move)) {
        moved.put(ladder.id(), ladder.at(move.toRegion(), agentFor(ladder, move)));
      }
    }
    model = moved.isEmpty() ? model : model.with(moved);
  }

  private static boolean isAt(Ladder ladder, PlannedMove move) {
    return move.toRegion().equals(ladder.region())
        && (move.toAgentId() == null || move.toAgentId().equals(ladder.agentId()));
  }

  /** Of a move to another region, any agent that has room: its ledger will choose. */
  private String agentFor(Ladder ladder, PlannedMove move) {
    return move.toAgentId() != null
        ? move.toAgentId()
        : Objects.requireNonNullElse(
            Arranger.agentFor(model, policy, ladder.at(null, null), move.toRegion()),
            move.fromAgentId());
  }

  private String summary(FleetFigures before, FleetFigures expected) {
    if (inOrder.isEmpty()) {
      return "nothing to gain by moving anything";
    }
    Map<RebalanceKind, Integer> counts = new TreeMap<>();
    inOrder.forEach(move -> counts.merge(move.kind(), 1, Integer::sum));
    List<String> parts = new ArrayList<>();
    counts.forEach((kind, count) -> parts.add(count + " " + words(kind)));
    return String.format(
        Locale.ROOT,
        "%d to move: %s; %.2f $ an hour instead of %.2f, the hottest agent at %.0f %% instead of"
            + " %.0f %%",
        inOrder.size(),
        String.join(", ", parts),
        expected.costPerHour(),
        before.costPerHour(),
        expected.hottestHeat() * 100,
        before.hottestHeat() * 100);
  }

  private static String words(RebalanceKind kind) {
    return switch (kind) {
      case NO_PLACE -> "to make room for others";
      case HOT_AGENTS -> "off what is hot";
      case COST -> "to where it costs less";
    };
  }
}
