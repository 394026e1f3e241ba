package io.roomfleet.orchestrator.placement.plan;

/**
 * First whole plans at given prices. Items for whom the second best region is much worse go first;
 * those who hardly care fill what is left.
 */
final class Filling {
  private final Problem p;
  private final Prices prices;
  private final Packing packing;
  private final int[] byRegret;

  private Filling(Problem problem, Prices prices) {
    this.p = problem;
    this.prices = prices;
    this.packing = new Packing(problem);
    this.byRegret = byRegret(problem, prices);
  }

  /** Each item goes where cost and price together are least and it still fits. */
  static Packing anew(Problem p, Prices prices) {
    Filling filling = new Filling(p, prices);
    filling.placeTheRest();
    filling.giveBackMoves();
    return filling.packing;
  }

  /** What runs stays where it runs, as far as it still fits; the rest goes as in {@link #anew}. */
  static Packing keeping(Problem p, Prices prices) {
    Filling filling = new Filling(p, prices);
    for (int item : filling.byRegret) {
      int now = p.now[item];
      if (now != Problem.NOWHERE && filling.packing.fits(item, now)) {
        filling.packing.put(item, now);
      }
    }
    filling.placeTheRest();
    return filling.packing;
  }

  private void placeTheRest() {
    for (int item : byRegret) {
      if (packing.at[item] != Problem.NOWHERE) {
        continue;
      }
      int best = Problem.NOWHERE;
      double least = prices.priced(p, item, Problem.NOWHERE);
      for (int region = 0; region < p.regions; region++) {
        double priced = prices.priced(p, item, region);
        if (priced < least && packing.fits(item, region)) {
          least = priced;
          best = region;
        }
      }
      if (best != Problem.NOWHERE) {
        packing.put(item, best);
      }
    }
  }

  /** Takes back the moves that save least, until the budget is kept or none can be taken back. */
  private void giveBackMoves() {
    if (packing.moves() <= p.budget) {
      return;
    }
    double[] loss = new double[p.items];
    for (int item = 0; item < p.items; item++) {
      boolean moved = packing.movesTo(item, p.now[item]) < 0;
      loss[item] = moved ? packing.gain(item, p.now[item]) : Double.NEGATIVE_INFINITY;
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

  private static int[] byRegret(Problem p, Prices prices) {
    double[] regret = new double[p.items];
    for (int item = 0; item < p.items; item++) {
      double first = prices.priced(p, item, Problem.NOWHERE);
      double second = Double.POSITIVE_INFINITY;
      for (int region = 0; region < p.regions; region++) {
        double priced = prices.priced(p, item, region);
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
