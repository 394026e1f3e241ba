package io.roomfleet.orchestrator.placement.plan;

import java.util.Arrays;

/**
 * Where each item is, while a plan is worked out; no region ever holds more than it has. Mutable.
 */
final class Packing {
  final Problem p;
  final int[] at;
  private final double[][] load;
  private double cost;
  private int moves;

  /** All items nowhere. */
  Packing(Problem problem) {
    this.p = problem;
    this.at = new int[p.items];
    Arrays.fill(at, Problem.NOWHERE);
    this.load = new double[Problem.SIDES][p.regions];
    for (int item = 0; item < p.items; item++) {
      cost += p.nowhere[item];
      moves += p.now[item] == Problem.NOWHERE ? 0 : 1;
    }
  }

  double cost() {
    return cost;
  }

  /** How many of the items that run are not where they run. */
  int moves() {
    return moves;
  }

  boolean leavesOut() {
    return Arrays.stream(at).anyMatch(region -> region == Problem.NOWHERE);
  }

  /** True when the item fits beside what is there. */
  boolean fits(int item, int region) {
    return fits(item, region, Problem.NOWHERE);
  }

  /** True when the item fits once another one is gone. */
  boolean fits(int item, int region, int without) {
    if (p.cost[item * p.regions + region] == Double.POSITIVE_INFINITY) {
      return false;
    }
    for (int side = 0; side < Problem.SIDES; side++) {
      double gone = without == Problem.NOWHERE ? 0 : p.need[side][without];
      if (load[side][region] - gone + p.need[side][item] > p.capacity[side][region]) {
        return false;
      }
    }
    return true;
  }

  /** How many moves more it is to have the item there. */
  int movesTo(int item, int region) {
    int now = p.now[item];
    return now == Problem.NOWHERE ? 0 : (region == now ? 0 : 1) - (at[item] == now ? 0 : 1);
  }

  /** What having the item there instead saves, of plain cost. */
  double gain(int item, int region) {
    return p.costOf(item, at[item]) - p.costOf(item, region);
  }

  void put(int item, int region) {
    cost -= gain(item, region);
    moves += movesTo(item, region);
    shift(item, at[item], -1);
    shift(item, region, 1);
    at[item] = region;
  }

  private void shift(int item, int region, int sign) {
    if (region != Problem.NOWHERE) {
      for (int side = 0; side < Problem.SIDES; side++) {
        load[side][region] += sign * p.need[side][item];
      }
    }
  }
}
