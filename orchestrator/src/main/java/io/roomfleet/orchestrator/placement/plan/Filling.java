package io.roomfleet.orchestrator.placement.plan;

/**
 * Makes a packing of a wish that may overbook places: each item is where it is wished if it still
 * fits there, and else where cost and price are least and it does. Items for whom the second best
 * place is much worse go first; those who hardly care fill what is left.
 */
final class Filling {
  private final Problem p;
  private final Prices prices;
  private final Packing packing;

  private Filling(Problem problem, Prices prices) {
    this.p = problem;
    this.prices = prices;
    this.packing = Packing.empty(problem);
  }

  /** It overbooks nothing, and the budget of moves only where it must. */
  static Packing of(Problem p, int[] wish, Prices prices) {
    Filling filling = new Filling(p, prices);
    int[] byRegret = filling.byRegret();
    for (int item : byRegret) {
      if (filling.packing.fits(item, wish[item])) {
        filling.packing.put(item, wish[item]);
      }
    }
    for (int item : byRegret) {
      if (filling.packing.at[item] == p.regions) {
        filling.packing.put(item, filling.cheapest(item));
      }
    }
    filling.giveBackMoves();
    return filling.packing;
  }

  private int cheapest(int item) {
    int best = p.regions;
    double least = prices.priced(p, item, p.regions);
    for (int region = 0; region < p.regions; region++) {
      double priced = prices.priced(p, item, region);
      if (priced < least && packing.fits(item, region)) {
        least = priced;
        best = region;
      }
    }
    return best;
  }

  /** Takes back the moves that save least, until the budget is kept or none can be taken back. */
  private void giveBackMoves() {
    if (packing.moves() <= p.budget) {
      return;
    }
    double[] loss = new double[p.items];
    for (int item = 0; item < p.items; item++) {
      loss[item] =
          p.moves(item, packing.at[item])
              ? p.cost[item * p.places + packing.at[item]] - p.costOf(item, p.now[item])
              : Double.NEGATIVE_INFINITY;
    }
    for (int item : Sorting.descending(loss)) {
      if (packing.moves() <= p.budget || loss[item] == Double.NEGATIVE_INFINITY) {
        return;
      }
      if (packing.fits(item, p.now[item])) {
        packing.put(item, p.now[item]);
      }
    }
  }

  private int[] byRegret() {
    double[] regret = new double[p.items];
    for (int item = 0; item < p.items; item++) {
      double first = Double.POSITIVE_INFINITY;
      double second = Double.POSITIVE_INFINITY;
      for (int place = 0; place < p.places; place++) {
        double priced = prices.priced(p, item, place);
        if (priced < first) {
          second = first;
          first = priced;
        } else if (priced < second) {
          second = priced;
        }
      }
      regret[item] = Math.min(1e300, second - first);
    }
    return Sorting.descending(regret);
  }
}
