package io.roomfleet.orchestrator.placement.plan;

/**
 * What a unit of each side of each region is worth, and what a move is. With the right prices,
 * items that each go where cost and price together are least fill the regions and no more; the
 * prices are the multipliers of the capacities in the plan's linear program (Lagrangian relaxation;
 * Geoffrion 1974).
 *
 * @param of by side and region, >= 0: cost per unit of that side
 * @param move added to the cost of each move of what runs now, >= 0
 * @param bound no plan costs less: the relaxed plan's cost at these prices
 */
record Prices(double[][] of, double move, double bound) {
  static Prices none(Problem problem) {
    return new Prices(new double[Problem.SIDES][problem.regions], 0, Double.NEGATIVE_INFINITY);
  }

  /** Cost and price of an item in a region, or nowhere. */
  double priced(Problem p, int item, int region) {
    double moving = p.now[item] != Problem.NOWHERE && p.now[item] != region ? move : 0;
    if (region == Problem.NOWHERE) {
      return p.nowhere[item] + moving;
    }
    return p.cost[item * p.regions + region]
        + moving
        + p.need[0][item] * of[0][region]
        + p.need[1][item] * of[1][region]
        + p.need[2][item] * of[2][region];
  }
}
