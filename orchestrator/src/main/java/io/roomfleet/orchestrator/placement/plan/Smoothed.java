package io.roomfleet.orchestrator.placement.plan;

import java.util.Arrays;

/**
 * The relaxed cost of a plan as a function of the prices, smoothed: an item that is torn between
 * places is a little in each (softmin). With its slope and curvature, all made in one pass over the
 * items. Mutable.
 *
 * <p>The prices stand in one row: those of the first side by region, of the second, of the third,
 * then that of a move.
 */
final class Smoothed {
  /** Beyond so many temperatures above the least, a place's share of an item is below 1e-5. */
  private static final double NEAR = 12;

  /** Smaller shares of an item do not bend the cost. */
  private static final double BENDS = 0.001;

  /** Products of two of an item's needs: units by units, egress by units, egress by egress ... */
  private static final int PRODUCTS = 6;

  private static final int[][] PRODUCT = {{0, 1, 3}, {1, 2, 4}, {3, 4, 5}};

  private final Problem p;

  /** How many prices there are; the last is that of a move. */
  final int size;

  /** How much more is asked for than there is, by price. */
  final double[] slope;

  /** How fast that falls with the prices, by pair of regions (the larger first) and product. */
  private final double[] bends;

  /** The same for the price of a move and each price. */
  private final double[] moveBends;

  private final double[] red;
  private final double[] share;
  private final int[] near;
  private final double[] product = new double[PRODUCTS];

  /** The cost without smoothing: no plan costs less. */
  double exact;

  Smoothed(Problem problem) {
    this.p = problem;
    this.size = Problem.SIDES * p.regions + 1;
    this.slope = new double[size];
    this.bends = new double[pair(p.regions, 0) * PRODUCTS];
    this.moveBends = new double[size];
    this.red = new double[p.places];
    this.share = new double[p.places];
    this.near = new int[p.places];
  }

  private static int pair(int larger, int smaller) {
    return larger * (larger + 1) / 2 + smaller;
  }

  /** How fast the slope of one price falls with the other. */
  double bend(int a, int b) {
    int k = Math.max(a, b);
    int l = Math.min(a, b);
    if (k == size - 1) {
      return moveBends[l];
    }
    int one = k % p.regions;
    int other = l % p.regions;
    int product = PRODUCT[k / p.regions][l / p.regions];
    return bends[pair(Math.max(one, other), Math.min(one, other)) * PRODUCTS + product];
  }

  /** Computes all at these prices; answers the smoothed cost. */
  double look(double[] at, double temperature) {
    Arrays.fill(slope, 0);
    Arrays.fill(bends, 0);
    Arrays.fill(moveBends, 0);
    exact = 0;
    double smooth = 0;
    for (int item = 0; item < p.items; item++) {
      smooth += look(at, temperature, item);
    }
    double held = at[size - 1] * p.budget;
    slope[size - 1] -= p.budget;
    for (int side = 0; side < Problem.SIDES; side++) {
      for (int region = 0; region < p.regions; region++) {
        int k = side * p.regions + region;
        held += at[k] * p.capacityOf(region, side);
        slope[k] -= p.capacityOf(region, side);
      }
    }
    exact -= held;
    return smooth - held;
  }

  private double look(double[] at, double temperature, int item) {
    double moving = p.now[item] == Problem.NOWHERE ? 0 : at[size - 1];
    double least = priced(at, item, moving);
    exact += least + moving;
    int count = 0;
    double limit = least + NEAR * temperature;
    for (int place = 0; place < p.places; place++) {
      if (red[place] < limit) {
        near[count++] = place;
      }
    }
    if (count == 1) {
      take(item, near[0]);
      return least + moving;
    }
    double sum = 0;
    for (int n = 0; n < count; n++) {
      share[n] = Math.exp((least - red[near[n]]) / temperature);
      sum += share[n];
    }
    spread(item, count, sum, temperature);
    return least - temperature * Math.log(sum) + moving;
  }

  /** Fills {@code red}; answers the least. */
  private double priced(double[] at, int item, double moving) {
    double[] cost = p.cost;
    double[] all = red;
    int regions = p.regions;
    int row = item * p.places;
    double units = p.need[item * Problem.SIDES];
    double egress = p.need[item * Problem.SIDES + 1];
    double slots = p.need[item * Problem.SIDES + 2];
    for (int r = 0; r < regions; r++) {
      all[r] =
          cost[row + r] + units * at[r] + egress * at[regions + r] + slots * at[2 * regions + r];
    }
    all[regions] = cost[row + regions];
    if (p.now[item] != Problem.NOWHERE) {
      all[p.now[item]] -= moving;
    }
    double least = all[regions];
    for (int r = 0; r < regions; r++) {
      if (all[r] < least) {
        least = all[r];
      }
    }
    return least;
  }

  /** The usual case: the item is in one place. */
  private void take(int item, int place) {
    demand(item, place, 1);
    if (p.moves(item, place)) {
      slope[size - 1] += 1;
    }
  }

  private void demand(int item, int place, double part) {
    if (place < p.regions) {
      for (int side = 0; side < Problem.SIDES; side++) {
        slope[side * p.regions + place] += part * p.need[item * Problem.SIDES + side];
      }
    }
  }

  private void spread(int item, int count, double sum, double temperature) {
    double stays = 0;
    int bending = 0;
    for (int n = 0; n < count; n++) {
      int place = near[n];
      double part = share[n] / sum;
      demand(item, place, part);
      stays += place == p.now[item] ? part : 0;
      if (part > BENDS && place < p.regions) {
        near[bending] = place;
        share[bending++] = part;
      }
    }
    multiply(item, temperature);
    for (int n = 0; n < bending; n++) {
      double part = share[n];
      for (int m = 0; m < n; m++) {
        bend(pair(near[n], near[m]) * PRODUCTS, -part * share[m]);
      }
      bend(pair(near[n], near[n]) * PRODUCTS, part - part * part);
    }
    if (p.now[item] != Problem.NOWHERE) {
      bendMove(item, bending, stays, temperature);
    }
  }

  private void multiply(int item, double temperature) {
    for (int a = 0; a < Problem.SIDES; a++) {
      for (int b = 0; b <= a; b++) {
        product[PRODUCT[a][b]] =
            p.need[item * Problem.SIDES + a] * p.need[item * Problem.SIDES + b] / temperature;
      }
    }
  }

  private void bend(int at, double both) {
    for (int k = 0; k < PRODUCTS; k++) {
      bends[at + k] += both * product[k];
    }
  }

  /** A dearer move keeps more at home: the move's price works against that of its place. */
  private void bendMove(int item, int bending, double stays, double temperature) {
    for (int n = 0; n < bending; n++) {
      double home = (near[n] == p.now[item] ? share[n] : 0) - share[n] * stays;
      for (int side = 0; side < Problem.SIDES; side++) {
        moveBends[side * p.regions + near[n]] -=
            p.need[item * Problem.SIDES + side] * home / temperature;
      }
    }
    slope[size - 1] += 1 - stays;
    moveBends[size - 1] += stays * (1 - stays) / temperature;
  }
}
