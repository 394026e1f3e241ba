package io.roomfleet.orchestrator.placement.plan;

import java.util.Arrays;

/**
 * Finds the prices of a problem.
 *
 * <p>The relaxed cost as a function of the prices is concave, and its slope in a price is how much
 * more of that side is asked for than there is. It has a crease wherever an item is torn between
 * two places, so the search climbs a smoothed one ({@link Smoothed}; Nesterov 2005), by Newton's
 * steps ({@link Step}): the prices are few (three a region), and the curvature costs little beside
 * the pass over the items. The temperature falls in stages until the smoothing is below what
 * rounding costs. While it is hot, many items are in many places at once: passes are dear then, and
 * a sample of the items tells as much as all.
 */
final class PriceSearch {
  /** Temperatures of the first and the last stage, as shares of an item's mean cost. */
  private static final double HOT = 0.06;

  private static final double COLD = 0.001;

  private static final int STAGES = 8;

  /** So many stages are climbed on a sample of so many items a region. */
  private static final int SAMPLED = 3;

  private static final int SAMPLE = 60;

  /**
   * What is left out of a sample is not what is left out of the fleet, so high prices are sought on
   * more of it: on so many items for the square of the regions, by which a hot pass grows.
   */
  private static final long HIGH_SAMPLE = 10_000_000;

  /** At most, in each stage. */
  private static final int STEPS = 40;

  /** A stage is over when the next step promises less than this share of the cost. */
  private static final double WORTH_IT = 1e-5;

  private final Problem p;
  private final Smoothed cost;
  private final double meanCost;
  private double[] at;
  private Prices best;

  private PriceSearch(Problem problem, double[] start) {
    this.p = problem;
    this.cost = new Smoothed(problem);
    this.meanCost = meanLeastCost(problem);
    this.at = start;
    this.best = prices(start, Double.NEGATIVE_INFINITY);
  }

  private static double meanLeastCost(Problem p) {
    double sum = 0;
    for (int item = 0; item < p.items; item++) {
      double least = Double.POSITIVE_INFINITY;
      for (int k = item * p.places; k < (item + 1) * p.places; k++) {
        least = Math.min(least, p.cost[k]);
      }
      sum += least;
    }
    return Math.max(1e-9, sum / Math.max(1, p.items));
  }

  /** The prices of a fleet in which nothing needs to be left out. */
  static Prices of(Problem p) {
    return search(p, HOT, SAMPLE * p.regions);
  }

  /**
   * The prices of any fleet, with what it costs to leave things out weighed too. They may stand far
   * above the costs between regions, and it takes hot stages to get there.
   */
  static Prices high(Problem p) {
    double out = 0;
    for (int item = 0; item < p.items; item++) {
      out += p.costOf(item, Problem.NOWHERE) / p.items;
    }
    long size = HIGH_SAMPLE / ((long) p.regions * p.regions);
    return search(
        p,
        HOT * out / meanLeastCost(p),
        (int) Math.min(p.items, Math.max(size, SAMPLE * p.regions)));
  }

  /**
   * @param hottest as a share of an item's mean cost; stages above {@link #HOT} go down by four
   * @param size of the sample
   */
  private static Prices search(Problem p, double hottest, int size) {
    Problem sample = p.sample(size);
    PriceSearch search = new PriceSearch(sample, new double[Problem.SIDES * p.regions + 1]);
    for (double hot = hottest; hot > HOT; hot /= 4) {
      search.climb(hot);
    }
    double fall = Math.pow(COLD / HOT, 1.0 / (STAGES - 1));
    for (int stage = 0; stage < STAGES; stage++) {
      if (stage == SAMPLED && sample != p) {
        search = new PriceSearch(p, search.at);
      }
      search.climb(HOT * Math.pow(fall, stage));
    }
    return search.best;
  }

  private void climb(double hot) {
    double temperature = hot * meanCost;
    double height = look(at, temperature);
    Step step = new Step(cost, unit());
    for (int steps = 0; steps < STEPS; steps++) {
      double[] next = step.from(at);
      double then = look(next, temperature);
      double rise = step.rise();
      if (then > height + 0.1 * rise) {
        step.taken((then - height) / rise);
        at = next;
        height = then;
      } else {
        step.refused();
      }
      if (rise <= WORTH_IT * Math.abs(height) && step.isFree()) {
        return;
      }
    }
  }

  private double look(double[] at, double temperature) {
    double height = cost.look(at, temperature);
    if (cost.exact > best.bound()) {
      best = prices(at, cost.exact);
    }
    return height;
  }

  /** The curvature that an item makes which is torn by its own mean cost, by price. */
  private double[] unit() {
    double[] unit = new double[cost.size];
    for (int side = 0; side < Problem.SIDES; side++) {
      double sum = 0;
      for (int item = 0; item < p.items; item++) {
        sum += p.needOf(item, side);
      }
      double mean = Math.max(1e-9, sum / Math.max(1, p.items));
      Arrays.fill(unit, side * p.regions, (side + 1) * p.regions, mean * mean / meanCost);
    }
    unit[cost.size - 1] = 1 / meanCost;
    return unit;
  }

  private Prices prices(double[] at, double bound) {
    double[] of = new double[p.places * Problem.SIDES];
    for (int side = 0; side < Problem.SIDES; side++) {
      for (int region = 0; region < p.regions; region++) {
        of[region * Problem.SIDES + side] = at[side * p.regions + region];
      }
    }
    return new Prices(of, at[cost.size - 1], bound);
  }
}
