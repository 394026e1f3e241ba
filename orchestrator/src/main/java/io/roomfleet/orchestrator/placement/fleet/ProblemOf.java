package io.roomfleet.orchestrator.placement.fleet;

import io.roomfleet.orchestrator.placement.Amount;
import io.roomfleet.orchestrator.placement.AssignmentCost;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Agent;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Ladder;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Line;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Openness;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Region;
import io.roomfleet.orchestrator.placement.plan.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The numbers of a model, for the solver. A line's copy in a region is one reservation whatever
 * reads it; the solver knows no such thing, so that where a line has no copy yet, its first ladder
 * in the region where it would best run takes the copy's capacity with its own.
 */
final class ProblemOf {
  /**
   * US dollars an hour that a ladder without a place costs beyond its dearest one, and what each of
   * its viewers adds to it: that, of what does not all fit, the smallest audiences are left out.
   */
  private static final double NOWHERE = 100;

  private static final double NOWHERE_VIEWER = 0.01;
  private static final double ON_AIR = 10;

  private final List<Region> regions;
  private final Map<String, Amount> lineCosts = new HashMap<>();
  private final List<Ladder> ladders;
  private final double[][] need;
  private final double[][] capacity;
  private final double[] cost;
  private final double[] nowhere;
  private final int[] now;
  private final int budget;

  ProblemOf(
      Map<String, Region> regions,
      List<Line> lines,
      List<Ladder> ladders,
      Costs costs,
      int budget) {
    this.regions = List.copyOf(regions.values());
    this.ladders = ladders;
    this.budget = budget;
    this.need = new double[Problem.SIDES][ladders.size()];
    this.capacity = new double[Problem.SIDES][this.regions.size()];
    this.cost = new double[ladders.size() * this.regions.size()];
    this.nowhere = new double[ladders.size()];
    this.now = new int[ladders.size()];
    Set<String> copies = new HashSet<>();
    for (Line line : lines) {
      copies.add(line.id() + " in " + line.region());
      String holder = line.agentId() == null ? line.region() : line.agentId();
      lineCosts.merge(holder, line.cost(), Amount::plus);
    }
    for (int r = 0; r < this.regions.size(); r++) {
      put(capacity, r, capacityOf(this.regions.get(r)));
    }
    for (int i = 0; i < ladders.size(); i++) {
      fill(i, costs, copies);
    }
  }

  private Amount capacityOf(Region region) {
    Amount sum = Amount.ZERO;
    if (region.openness() != Openness.OPEN) {
      return sum;
    }
    for (Agent agent : region.agents()) {
      if (agent.openness() == Openness.OPEN) {
        sum = sum.plus(agent.capacity()).minus(linesOn(agent.id()));
      }
    }
    sum = sum.minus(linesOn(region.id()));
    return new Amount(
        Math.max(0, sum.milliUnits()), Math.max(0, sum.kbps()), Math.max(0, sum.slots()));
  }

  /** What lines take on an agent, or homeless ones in a region. */
  private Amount linesOn(String agentOrRegion) {
    return lineCosts.getOrDefault(agentOrRegion, Amount.ZERO);
  }

  private void fill(int i, Costs costs, Set<String> copies) {
    Ladder ladder = ladders.get(i);
    double most = 0;
    double least = Double.POSITIVE_INFINITY;
    int home = Problem.NOWHERE;
    now[i] = Problem.NOWHERE;
    for (int r = 0; r < regions.size(); r++) {
      Region region = regions.get(r);
      double price =
          ladder.mayRunIn(region.id()) && hasAgentFor(region, ladder)
              ? costs.of(ladder, region).total()
              : Double.POSITIVE_INFINITY;
      cost[i * regions.size() + r] = price;
      if (region.id().equals(ladder.region()) && Double.isFinite(price)) {
        now[i] = r;
      }
      most = Double.isFinite(price) ? Math.max(most, price) : most;
      if (price < least) {
        least = price;
        home = r;
      }
    }
    home = now[i] == Problem.NOWHERE ? home : now[i];
    boolean bringsTheLine =
        home != Problem.NOWHERE
            && !regions.get(home).id().equals(ladder.sourceRegion())
            && copies.add(ladder.line() + " in " + this.regions.get(home).id());
    put(need, i, bringsTheLine ? ladder.need().plus(AssignmentCost.ofRelay()) : ladder.need());
    nowhere[i] = most + NOWHERE + NOWHERE_VIEWER * ladder.viewers() * (ladder.onAir() ? ON_AIR : 1);
  }

  private static boolean hasAgentFor(Region region, Ladder ladder) {
    return region.openness() == Openness.OPEN
        && region.agents().stream()
            .anyMatch(
                agent ->
                    agent.openness() == Openness.OPEN && ladder.need().fitsIn(agent.capacity()));
  }

  private static void put(double[][] sides, int at, Amount amount) {
    sides[0][at] = amount.milliUnits();
    sides[1][at] = amount.kbps();
    sides[2][at] = amount.slots();
  }

  /**
   * The problem with a share of some regions' capacity kept back.
   *
   * @param keptBack by region, >= 0; 1 and more keep back all
   */
  Problem with(Map<String, Double> keptBack) {
    double[][] left = new double[Problem.SIDES][regions.size()];
    for (int side = 0; side < Problem.SIDES; side++) {
      for (int r = 0; r < regions.size(); r++) {
        double share = Math.min(1, keptBack.getOrDefault(regions.get(r).id(), 0.0));
        left[side][r] = capacity[side][r] * (1 - share);
      }
    }
    return new Problem(need, left, cost, nowhere, now, budget);
  }

  /** Which share of a region these ladders would take, on their fullest side. */
  double shareOf(String regionId, Collection<Ladder> some) {
    Amount sum = Amount.ZERO;
    for (Ladder ladder : some) {
      sum = sum.plus(ladder.need());
    }
    List<String> ids = new ArrayList<>();
    regions.forEach(region -> ids.add(region.id()));
    int r = ids.indexOf(regionId);
    return sum.shareOf(
        new Amount((long) capacity[0][r], (long) capacity[1][r], (long) capacity[2][r]));
  }
}
