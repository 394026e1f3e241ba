package io.roomfleet.orchestrator.placement.plan;

/**
 * What a unit of each side of each region is worth, and what a move is. With the right prices,
 * items that each go where cost and price together are least fill the regions and no more; the
 * prices are the multipliers of the capacities in the plan's linear program (Lagrangian relaxation;
 * Geoffrion 1974).
 *
 * @param of by place and side, >= 0: cost per unit of that side; nowhere is free
 * @param move added to the cost of each move of what runs now, >= 0
 * @param bound no plan costs less: the relaxed plan's cost at these prices
 */
record Prices(double[] of, double move, double bound) {
  /** Cost and price of an item in a place. */
  double priced(Problem p, int item, int place) {
    int i = item * Problem.SIDES;
    int k = place * Problem.SIDES;
    return p.cost[item * p.places + place]
        + (p.moves(item, place) ? move : 0)
        + p.need[i] * of[k]
        + p.need[i + 1] * of[k + 1]
        + p.need[i + 2] * of[k + 2];
  }
}
