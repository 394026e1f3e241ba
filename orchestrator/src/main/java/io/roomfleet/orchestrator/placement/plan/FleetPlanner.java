package io.roomfleet.orchestrator.placement.plan;

import io.roomfleet.orchestrator.placement.plan.Improvement.Effort;

/**
 * Plans a whole fleet: prices first, then a plan at these prices, then steps that make it cheaper.
 * The same problem gives the same plan.
 */
public final class FleetPlanner {
  /** Above so many costs, prices are first sought on a sample. */
  private static final int LARGE = 1_000_000;

  private static final int STEPS = 30;

  /** Shares of the capacity that are kept back when the plan is filled. */
  private static final double[] KEPT_BACK = {0.003, 0.006, 0.01};

  private FleetPlanner() {}

  /**
   * A plan.
   *
   * @param at the region of each item, {@link Problem#NOWHERE} for what fits nowhere
   * @param cost in the problem's unit, what is left out counted with its {@code nowhere}
   * @param bound no plan costs less
   * @param moves how many of the items that run it moves
   */
  public record Plan(int[] at, double cost, double bound, int moves) {}

  /**
   * Plans. What runs is moved only for a gain, and only within the budget. What cannot stay where
   * it runs counts as moved too, even beyond the budget: then nothing else is.
   */
  public static Plan plan(Problem p) {
    Prices prices = prices(p);
    double bound = prices.bound();
    Packing best = anew(p, prices);
    if (best.leavesOut()) {
      prices = new PriceSearch(p).climbHigh(STEPS);
      bound = Math.max(bound, prices.bound());
      Packing high = anew(p, prices);
      best = high.cost() < best.cost() ? high : best;
    }
    Improvement.improve(best, prices, Effort.LONG);
    if (p.runs()) {
      Packing kept = Filling.keeping(p, prices);
      Improvement.improve(kept, prices, Effort.LONG);
      if (best.moves() > p.budget || kept.cost() <= best.cost()) {
        best = kept;
      }
    }
    return new Plan(best.at, best.cost(), bound, best.moves());
  }

  /**
   * The best of some plans that were filled at the fleet's prices and at those of a fleet with a
   * little less capacity. Items are whole: at the fleet's own prices the last of them find no room
   * where they should be, or no room at all; a little dearer, and the room for them is left.
   */
  private static Packing anew(Problem p, Prices prices) {
    Packing best = Filling.anew(p, prices);
    Improvement.improve(best, prices, Effort.SHORT);
    for (double share : KEPT_BACK) {
      Prices dearer =
          new PriceSearch(p.tighter(share)).climb(prices, PriceSearch.STAGES - 3, STEPS / 2);
      Packing packing = Filling.anew(p, dearer);
      Improvement.improve(packing, prices, Effort.SHORT);
      if (packing.cost() < best.cost()) {
        best = packing;
      }
    }
    return best;
  }

  private static Prices prices(Problem p) {
    long size = (long) p.items * p.regions;
    if (size <= LARGE) {
      return new PriceSearch(p).climb(Prices.none(p), 0, STEPS);
    }
    Problem sample = p.sample((int) Math.min(p.items, (size + LARGE - 1) / LARGE));
    Prices rough = new PriceSearch(sample).climb(Prices.none(sample), 0, STEPS);
    return new PriceSearch(p).climb(rough, PriceSearch.STAGES - 5, STEPS);
  }
}
