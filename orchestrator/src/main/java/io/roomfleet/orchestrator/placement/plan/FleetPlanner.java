package io.roomfleet.orchestrator.placement.plan;

import java.util.Arrays;

/**
 * Plans a whole fleet: prices first; then each item where it is best off at these prices, which
 * overbooks some places a little; then steps that make it fit and cheaper. The same problem gives
 * the same plan.
 */
public final class FleetPlanner {
  private FleetPlanner() {}

  /**
   * A plan.
   *
   * @param at the region of each item, {@link Problem#NOWHERE} for what fits nowhere
   * @param cost in the problem's unit, what is left out counted with its {@code nowhere}
   * @param bound no plan within the budget costs less
   * @param moves how many of the items that run it moves
   */
  public record Plan(int[] at, double cost, double bound, int moves) {}

  /**
   * Plans. What runs is moved only for a gain, and only within the budget. What finds no room any
   * more where it runs counts as moved too, even beyond the budget: then nothing else is.
   */
  public static Plan plan(Problem p) {
    Prices prices = PriceSearch.of(p);
    double bound = prices.bound();
    Packing best = at(p, prices);
    if (best.leavesOut()) {
      prices = PriceSearch.high(p);
      bound = Math.max(bound, prices.bound());
      best = better(best, at(p, prices));
    }
    int[] regions =
        Arrays.stream(best.at).map(place -> place == p.regions ? Problem.NOWHERE : place).toArray();
    return new Plan(regions, best.cost(), bound, best.moves());
  }

  private static Packing at(Problem p, Prices prices) {
    Near near = new Near(p, prices);
    Packing anew = Improvement.balanced(p, near.best(), near, prices);
    if (!anew.holds()) {
      anew = Filling.of(p, anew.at, prices);
      Improvement.improve(anew, near, prices);
    }
    if (!p.runs()) {
      return anew;
    }
    int[] now = near.best();
    Arrays.setAll(now, item -> p.now[item] == Problem.NOWHERE ? now[item] : p.now[item]);
    Packing kept = Filling.of(p, now, prices);
    Improvement.improve(kept, near, prices);
    return better(kept, anew);
  }

  /** The cheaper one of those that keep the budget; the first of equals. */
  private static Packing better(Packing a, Packing b) {
    int beyondA = Math.max(0, a.moves() - a.p.budget);
    int beyondB = Math.max(0, b.moves() - b.p.budget);
    return beyondB < beyondA || (beyondB == beyondA && b.cost() < a.cost()) ? b : a;
  }
}
