package io.roomfleet.orchestrator.placement.plan;

import java.util.Arrays;

/**
 * What is to be planned, in columns of numbers: items (sub-rooms), each of which runs in one region
 * or nowhere, at a cost, and takes of the region's capacity on three sides.
 *
 * <p>Costs are in the unit of the weights that made them; all that matters is how they compare. An
 * item may always be left nowhere, at its own {@code nowhere} cost, so that there is a plan for any
 * fleet: what does not fit is what is cheapest to leave out.
 */
public final class Problem {
  /** Transcode units, egress, slots. */
  public static final int SIDES = 3;

  /** Not in any region. */
  public static final int NOWHERE = -1;

  final int items;
  final int regions;
  final double[][] need;
  final double[][] capacity;
  final double[] cost;
  final double[] nowhere;
  final int[] now;
  final int budget;

  /**
   * @param need by side and item, >= 0
   * @param capacity by side and region, >= 0
   * @param cost of item {@code i} in region {@code r} at {@code i * regions + r}; infinite where it
   *     may not run
   * @param nowhere what it costs to leave an item out, by item; larger than any finite cost of it
   * @param now where each item runs, {@link #NOWHERE} for one that runs nowhere yet
   * @param budget how many of the items that run may move at most
   */
  public Problem(
      double[][] need,
      double[][] capacity,
      double[] cost,
      double[] nowhere,
      int[] now,
      int budget) {
    this.items = now.length;
    this.regions = capacity[0].length;
    if (need.length != SIDES || capacity.length != SIDES) {
      throw new IllegalArgumentException(
          "sides: " + need.length + ", " + capacity.length + " (expected: " + SIDES + ")");
    }
    if (cost.length != items * regions || nowhere.length != items) {
      throw new IllegalArgumentException(
          "costs: " + cost.length + " (expected: " + items + " x " + regions + ")");
    }
    if (budget < 0) {
      throw new IllegalArgumentException("budget: " + budget + " (expected: >= 0)");
    }
    this.need = need;
    this.capacity = capacity;
    this.cost = withoutTooLarge(cost);
    this.nowhere = nowhere;
    this.now = now;
    this.budget = budget;
  }

  /** An item that is larger than a whole region may not run there. */
  private double[] withoutTooLarge(double[] given) {
    double[] checked = given.clone();
    for (int side = 0; side < SIDES; side++) {
      for (int item = 0; item < items; item++) {
        for (int region = 0; region < regions; region++) {
          if (need[side][item] > capacity[side][region]) {
            checked[item * regions + region] = Double.POSITIVE_INFINITY;
          }
        }
      }
    }
    return checked;
  }

  /** Of one item in one region, or nowhere. */
  double costOf(int item, int region) {
    return region == NOWHERE ? nowhere[item] : cost[item * regions + region];
  }

  /** The same fleet with a share of every region's capacity kept back. */
  Problem tighter(double share) {
    double[][] less =
        Arrays.stream(capacity)
            .map(side -> Arrays.stream(side).map(all -> all * (1 - share)).toArray())
            .toArray(double[][]::new);
    return new Problem(need, less, cost, nowhere, now, budget);
  }

  /** True when anything runs now. */
  boolean runs() {
    return Arrays.stream(now).anyMatch(region -> region != NOWHERE);
  }

  /**
   * The same fleet in small: every {@code step}-th item, and as much less of everything. Its prices
   * are near the fleet's own.
   */
  Problem sample(int step) {
    int size = items / step;
    double[][] lessNeed = new double[SIDES][size];
    double[] lessCost = new double[size * regions];
    double[] lessNowhere = new double[size];
    int[] lessNow = new int[size];
    for (int k = 0; k < size; k++) {
      int item = k * step;
      for (int side = 0; side < SIDES; side++) {
        lessNeed[side][k] = need[side][item];
      }
      System.arraycopy(cost, item * regions, lessCost, k * regions, regions);
      lessNowhere[k] = nowhere[item];
      lessNow[k] = now[item];
    }
    double[][] lessCapacity = new double[SIDES][regions];
    for (int side = 0; side < SIDES; side++) {
      double share = Arrays.stream(lessNeed[side]).sum() / Math.max(1e-9, sum(need[side]));
      for (int region = 0; region < regions; region++) {
        lessCapacity[side][region] = capacity[side][region] * share;
      }
    }
    return new Problem(
        lessNeed,
        lessCapacity,
        lessCost,
        lessNowhere,
        lessNow,
        (int) ((long) budget * size / items));
  }

  private static double sum(double[] values) {
    return Arrays.stream(values).sum();
  }
}
