package io.roomfleet.orchestrator.placement.plan;

import java.util.Arrays;

/**
 * The relaxed cost of a plan as a function of the prices, smoothed: an item that is torn between
 * regions is a little in each (softmin). With its slope and curvature, all made in one pass over
 * the items. Mutable.
 *
 * <p>The prices stand in one row: those of the first side by region, of the second, of the third,
 * then that of a move.
 */
final class Smoothed {
  /** Beyond so many temperatures above the least, a region's share of an item is below 1e-5. */
  private static final double NEAR = 12;

  private final Problem p;

  /** How many prices there are. */
  final int size;

  /** How much more is asked for than there is, by price. */
  final double[] slope;

  /** How fast that falls with the prices: the lower half, row by row. */
  final double[][] bend;

  private final double[] red;
  private final double[] share;
  private final int[] near;

  /** The cost without smoothing: no plan costs less. */
  double exact;

  Smoothed(Problem problem) {
    this.p = problem;
    this.size = Problem.SIDES * p.regions + 1;
    this.slope = new double[size];
    this.bend = new double[size][];
    for (int k = 0; k < size; k++) {
      bend[k] = new double[k + 1];
    }
    this.red = new double[p.regions];
    this.share = new double[p.regions + 1];
    this.near = new int[p.regions + 1];
  }

  /** Computes all at these prices; answers the smoothed cost. */
  double look(double[] at, double temperature) {
    Arrays.fill(slope, 0);
    for (double[] row : bend) {
      Arrays.fill(row, 0);
    }
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
        held += at[k] * p.capacity[side][region];
        slope[k] -= p.capacity[side][region];
      }
    }
    exact -= held;
    return smooth - held;
  }

  private double look(double[] at, double temperature, int item) {
    int now = p.now[item];
    double moving = now == Problem.NOWHERE ? 0 : at[size - 1];
    double least = priced(at, item, moving);
    exact += least + moving;
    double sum = 0;
    int count = 0;
    double limit = least + NEAR * temperature;
    for (int region = 0; region < p.regions; region++) {
      if (red[region] < limit) {
        share[count] = Math.exp((least - red[region]) / temperature);
        sum += share[count];
        near[count++] = region;
      }
    }
    if (p.nowhere[item] < limit) {
      share[count] = Math.exp((least - p.nowhere[item]) / temperature);
      sum += share[count];
      near[count++] = Problem.NOWHERE;
    }
    if (count == 1) {
      take(item, near[0]);
    } else {
      spread(item, count, sum, temperature);
    }
    return least - temperature * Math.log(sum) + moving;
  }

  /** Fills {@code red}; answers the least. */
  private double priced(double[] at, int item, double moving) {
    int regions = p.regions;
    double units = p.need[0][item];
    double egress = p.need[1][item];
    double slots = p.need[2][item];
    int row = item * regions;
    for (int r = 0; r < regions; r++) {
      red[r] =
          p.cost[row + r] + units * at[r] + egress * at[regions + r] + slots * at[2 * regions + r];
    }
    if (p.now[item] != Problem.NOWHERE) {
      red[p.now[item]] -= moving;
    }
    double least = p.nowhere[item];
    for (int r = 0; r < regions; r++) {
      least = Math.min(least, red[r]);
    }
    return least;
  }

  /** The usual case: the item is in one place. */
  private void take(int item, int region) {
    if (region != Problem.NOWHERE) {
      for (int side = 0; side < Problem.SIDES; side++) {
        slope[side * p.regions + region] += p.need[side][item];
      }
    }
    if (p.now[item] != Problem.NOWHERE && region != p.now[item]) {
      slope[size - 1] += 1;
    }
  }

  private void spread(int item, int count, double sum, double temperature) {
    int now = p.now[item];
    double stays = 0;
    for (int n = 0; n < count; n++) {
      share[n] /= sum;
      stays += near[n] == now ? share[n] : 0;
    }
    for (int n = 0; n < count; n++) {
      if (near[n] == Problem.NOWHERE) {
        continue;
      }
      for (int side = 0; side < Problem.SIDES; side++) {
        int k = side * p.regions + near[n];
        double need = p.need[side][item];
        slope[k] += share[n] * need;
        for (int m = 0; m < count; m++) {
          if (near[m] != Problem.NOWHERE) {
            double both = (n == m ? share[n] : 0) - share[n] * share[m];
            bend(k, near[m], item, need * both / temperature);
          }
        }
        if (now != Problem.NOWHERE) {
          // A dearer move keeps more at home: the move's price works against that of its place.
          double home = (near[n] == now ? share[n] : 0) - share[n] * stays;
          bend[size - 1][k] -= need * home / temperature;
        }
      }
    }
    if (now != Problem.NOWHERE) {
      slope[size - 1] += 1 - stays;
      bend[size - 1][size - 1] += stays * (1 - stays) / temperature;
    }
  }

  private void bend(int k, int region, int item, double factor) {
    for (int side = 0; side < Problem.SIDES; side++) {
      int l = side * p.regions + region;
      if (l <= k) {
        bend[k][l] += factor * p.need[side][item];
      }
    }
  }
}
