package io.roomfleet.orchestrator.placement.plan;

import java.util.Arrays;

/**
 * What is to be planned, in columns of numbers: items (sub-rooms), each of which runs in one region
 * or nowhere, at a cost, and takes of the region's capacity on three sides.
 *
 * <p>Costs are in the unit of the weights that made them; all that matters is how they compare. An
 * item may always be left nowhere, at its own {@code nowhere} cost, so that there is a plan for any
 * fleet: what does not fit is what is cheapest to leave out. Needs and capacities should be whole
 * numbers (of small units), so that their sums are exact.
 *
 * <p>Within this package a <i>place</i> is a region, or nowhere: the last place, which has room for
 * all.
 */
public final class Problem {
  /** Transcode units, egress, slots. */
  public static final int SIDES = 3;

  /** Not in any region. */
  public static final int NOWHERE = -1;

  final int items;
  final int regions;
  final int places;

  /** By item and side. */
  final double[] need;

  /** By place and side. */
  final double[] capacity;

  /** By item and place. */
  final double[] cost;

  /** By item: a region, or {@link #NOWHERE}. */
  final int[] now;

  final int budget;

  /**
   * @param need by side and item, >= 0
   * @param capacity by side and region, >= 0
   * @param cost of item {@code i} in region {@code r} at {@code i * regions + r}; infinite where it
   *     may not run
   * @param nowhere what it costs to leave an item out, by item; larger than any finite cost of it
   * @param now where each item runs, {@link #NOWHERE} for one that runs nowhere yet
   * @param budget how many of the items that run may move at most; those that may not run any more
   *     where they run count too, and if they are more, then they move and nothing else does
   */
  public Problem(
      double[][] need,
      double[][] capacity,
      double[] cost,
      double[] nowhere,
      int[] now,
      int budget) {
    if (need.length != SIDES || capacity.length != SIDES) {
      throw new IllegalArgumentException(
          "sides: " + need.length + ", " + capacity.length + " (expected: " + SIDES + ")");
    }
    this.items = now.length;
    this.regions = capacity[0].length;
    this.places = regions + 1;
    if (cost.length != items * regions || nowhere.length != items) {
      throw new IllegalArgumentException(
          "costs: " + cost.length + " (expected: " + items + " x " + regions + ")");
    }
    if (budget < 0) {
      throw new IllegalArgumentException("budget: " + budget + " (expected: >= 0)");
    }
    this.need = rows(need, items);
    this.capacity = Arrays.copyOf(rows(capacity, regions), places * SIDES);
    Arrays.fill(this.capacity, regions * SIDES, places * SIDES, Double.MAX_VALUE);
    this.cost = new double[items * places];
    this.now = now;
    int forced = 0;
    for (int item = 0; item < items; item++) {
      for (int region = 0; region < regions; region++) {
        double given = cost[item * regions + region];
        this.cost[item * places + region] =
            isTooLarge(item, region) ? Double.POSITIVE_INFINITY : given;
      }
      this.cost[item * places + regions] = nowhere[item];
      forced += now[item] != NOWHERE && Double.isInfinite(costOf(item, now[item])) ? 1 : 0;
    }
    this.budget = Math.max(budget, forced);
  }

  /** A sample of a fleet; nothing is too large for it that was not too large for the fleet. */
  private Problem(Problem fleet, int step) {
    this.items = fleet.items / step;
    this.regions = fleet.regions;
    this.places = fleet.places;
    this.need = new double[items * SIDES];
    this.cost = new double[items * places];
    this.now = new int[items];
    this.budget = (int) ((long) fleet.budget * items / fleet.items);
    for (int item = 0; item < items; item++) {
      System.arraycopy(fleet.need, item * step * SIDES, need, item * SIDES, SIDES);
      System.arraycopy(fleet.cost, item * step * places, cost, item * places, places);
      now[item] = fleet.now[item * step];
    }
    double[] all = fleet.needs();
    double[] sampled = needs();
    double[] used = fleet.used();
    this.capacity = used();
    for (int k = 0; k < regions * SIDES; k++) {
      double share = sampled[k % SIDES] / Math.max(1e-9, all[k % SIDES]);
      capacity[k] = Math.max(0, capacity[k] + share * (fleet.capacity[k] - used[k]));
    }
    Arrays.fill(capacity, regions * SIDES, places * SIDES, Double.MAX_VALUE);
  }

  /** Of all items, by side. */
  private double[] needs() {
    double[] sum = new double[SIDES];
    for (int k = 0; k < need.length; k++) {
      sum[k % SIDES] += need[k];
    }
    return sum;
  }

  /** By place and side, what those take that run there now. */
  private double[] used() {
    double[] used = new double[places * SIDES];
    for (int item = 0; item < items; item++) {
      for (int side = 0; side < SIDES && now[item] != NOWHERE; side++) {
        used[now[item] * SIDES + side] += need[item * SIDES + side];
      }
    }
    return used;
  }

  private static double[] rows(double[][] columns, int length) {
    double[] rows = new double[length * SIDES];
    for (int side = 0; side < SIDES; side++) {
      for (int k = 0; k < length; k++) {
        rows[k * SIDES + side] = columns[side][k];
      }
    }
    return rows;
  }

  /** An item that is larger than a whole region may not run there. */
  private boolean isTooLarge(int item, int region) {
    int i = item * SIDES;
    int r = region * SIDES;
    return need[i] > capacity[r] || need[i + 1] > capacity[r + 1] || need[i + 2] > capacity[r + 2];
  }

  public int items() {
    return items;
  }

  public int regions() {
    return regions;
  }

  /** What an item takes of a side. */
  public double needOf(int item, int side) {
    return need[item * SIDES + side];
  }

  /** What a region has of a side. */
  public double capacityOf(int region, int side) {
    return capacity[region * SIDES + side];
  }

  /** Of one item in one region, or {@link #NOWHERE}; infinite where it may not run. */
  public double costOf(int item, int region) {
    return cost[item * places + (region == NOWHERE ? regions : region)];
  }

  /** The region where an item runs now, or {@link #NOWHERE}. */
  public int runsIn(int item) {
    return now[item];
  }

  /** How many of the items that run may move at most: those that cannot stay may in any case. */
  public int budget() {
    return budget;
  }

  /** True when anything runs now. */
  boolean runs() {
    return Arrays.stream(now).anyMatch(region -> region != NOWHERE);
  }

  /** True when the item runs somewhere else now. */
  boolean moves(int item, int place) {
    return now[item] != NOWHERE && now[item] != place;
  }

  /**
   * The same fleet in small: so many of its items, evenly taken, and as much less of everything.
   * Its prices are near the fleet's own. What runs keeps the room it has; of the rest there is
   * less.
   *
   * @param size about; a fleet that is hardly larger is its own sample
   */
  Problem sample(int size) {
    int step = items / Math.max(1, size);
    return step < 2 ? this : new Problem(this, step);
  }
}
