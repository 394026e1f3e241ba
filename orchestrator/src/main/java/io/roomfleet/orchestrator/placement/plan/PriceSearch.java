package io.roomfleet.orchestrator.placement.plan;

import java.util.Arrays;

/**
 * Finds the prices of a problem.
 *
 * <p>The relaxed cost as a function of the prices is concave, and its slope in a price is how much
 * more of that side is asked for than there is. It has a crease wherever an item is torn between
 * two regions, so the search climbs a smoothed one ({@link Smoothed}; Nesterov 2005), by Newton's
 * steps with a line search: the prices are few (three a region), and the curvature costs little
 * beside the pass over the items. The temperature falls in stages until the smoothing is below what
 * rounding costs.
 */
final class PriceSearch {
  /** Temperatures of the first and the last stage, as shares of an item's mean cost. */
  private static final double HOT = 0.06;

  private static final double COLD = 0.0003;

  /** From hot to cold. */
  static final int STAGES = 8;

  /** Where hardly an item is torn: as curved as with so many torn in the first stage. */
  private static final double TORN = 0.5;

  /** So many temperatures a step may change what a mean item pays. */
  private static final double FARTHEST = 60;

  /** A stage is over when a step gains less than this share of the cost. */
  private static final double WORTH_IT = 1e-6;

  private final Problem p;
  private final Smoothed cost;
  private final int prices;
  private final double unit;

  /** What an item takes on average, by price. */
  private final double[] take;

  private Prices best;

  PriceSearch(Problem problem) {
    this.p = problem;
    this.cost = new Smoothed(problem);
    this.prices = cost.size;
    this.unit = meanLeastCost(problem);
    this.take = new double[prices];
    for (int side = 0; side < Problem.SIDES; side++) {
      double mean = Arrays.stream(p.need[side]).sum() / Math.max(1, p.items);
      Arrays.fill(take, side * p.regions, (side + 1) * p.regions, Math.max(1e-9, mean));
    }
    take[prices - 1] = 1;
    this.best = Prices.none(problem);
  }

  private static double meanLeastCost(Problem p) {
    double sum = 0;
    for (int item = 0; item < p.items; item++) {
      double least = p.nowhere[item];
      for (int region = 0; region < p.regions; region++) {
        least = Math.min(least, p.cost[item * p.regions + region]);
      }
      sum += least;
    }
    return Math.max(1e-9, sum / Math.max(1, p.items));
  }

  /**
   * Climbs to where leaving things out is weighed too. Prices then stand far above the costs
   * between regions, and it takes hot stages to get there.
   */
  Prices climbHigh(int steps) {
    double out = Arrays.stream(p.nowhere).average().orElse(0);
    double[] at = flat(Prices.none(p));
    for (double temperature = HOT * out; temperature > HOT * unit; temperature /= 4) {
      at = climb(at, temperature, steps);
    }
    return climb(unflat(at, 0), 0, steps);
  }

  /**
   * Climbs from the given prices.
   *
   * @param from the first stage: good prices need only the cold ones
   * @param steps at most, in each stage
   */
  Prices climb(Prices start, int from, int steps) {
    double[] at = flat(start);
    double fall = Math.pow(COLD / HOT, 1.0 / (STAGES - 1));
    for (int stage = from; stage < STAGES; stage++) {
      at = climb(at, HOT * Math.pow(fall, stage) * unit, steps);
    }
    return best;
  }

  private double[] climb(double[] start, double temperature, int steps) {
    double[] at = start;
    double height = look(at, temperature);
    for (int step = 0; step < steps; step++) {
      double[] move = newton(at, temperature);
      double rise = 0;
      for (int k = 0; k < prices; k++) {
        rise += move[k] * cost.slope[k];
      }
      double[] next = at;
      double then = height;
      for (double length = 1; length > 0.01; length /= 3) {
        next = moved(at, move, length);
        then = look(next, temperature);
        if (then > height + 1e-4 * length * rise) {
          break;
        }
      }
      if (then <= height + WORTH_IT * Math.abs(height)) {
        return then > height ? next : at;
      }
      at = next;
      height = then;
    }
    return at;
  }

  private static double[] moved(double[] at, double[] move, double length) {
    double[] next = new double[at.length];
    for (int k = 0; k < at.length; k++) {
      next[k] = Math.max(0, at[k] + length * move[k]);
    }
    return next;
  }

  private double look(double[] at, double temperature) {
    double height = cost.look(at, temperature);
    if (cost.exact > best.bound()) {
      best = unflat(at, cost.exact);
    }
    return height;
  }

  /** Newton's step among the prices that are not held at zero. */
  private double[] newton(double[] at, double temperature) {
    int[] free = new int[prices];
    int count = 0;
    for (int k = 0; k < prices; k++) {
      if (at[k] > 0 || cost.slope[k] > 0) {
        free[count++] = k;
      }
    }
    double[][] lower = new double[count][];
    double[] right = new double[count];
    for (int a = 0; a < count; a++) {
      int k = free[a];
      lower[a] = new double[a + 1];
      for (int b = 0; b <= a; b++) {
        lower[a][b] = cost.bend[k][free[b]];
      }
      lower[a][a] = 1.0001 * lower[a][a] + TORN * take[k] * take[k] / (HOT * unit);
      right[a] = cost.slope[k];
    }
    Cholesky.solve(lower, right);
    double[] move = new double[prices];
    for (int a = 0; a < count; a++) {
      double most = FARTHEST * temperature / take[free[a]];
      move[free[a]] = Math.max(-most, Math.min(most, right[a]));
    }
    return move;
  }

  private double[] flat(Prices given) {
    double[] at = new double[prices];
    for (int side = 0; side < Problem.SIDES; side++) {
      System.arraycopy(given.of()[side], 0, at, side * p.regions, p.regions);
    }
    at[prices - 1] = given.move();
    return at;
  }

  private Prices unflat(double[] at, double bound) {
    double[][] of = new double[Problem.SIDES][p.regions];
    for (int side = 0; side < Problem.SIDES; side++) {
      System.arraycopy(at, side * p.regions, of[side], 0, p.regions);
    }
    return new Prices(of, at[prices - 1], bound);
  }
}
