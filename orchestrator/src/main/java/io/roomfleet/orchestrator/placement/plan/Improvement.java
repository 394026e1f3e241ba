package io.roomfleet.orchestrator.placement.plan;

import java.util.Arrays;

/**
 * Makes a plan cheaper step by step, with no step that makes it dearer:
 *
 * <ol>
 *   <li>an item goes to a cheaper region that has the room;
 *   <li>an item goes to a cheaper region that is full, and another one leaves there for where it
 *       costs least more: a region with the room, or the one that the first has left.
 * </ol>
 *
 * <p>In which order they are tried follows the prices: what a step saves counted with what the room
 * is worth that it uses.
 */
final class Improvement {
  /**
   * How far it looks.
   *
   * @param rounds at most
   * @param leavers so many of a region's items are looked at as ones that could leave it
   * @param tries so many items are tried for a full region in one round
   */
  record Effort(int rounds, int leavers, int tries) {
    static final Effort SHORT = new Effort(3, 60, 300);
    static final Effort LONG = new Effort(20, 200, 1_500);
  }

  /** A round that saves less than this share of the cost is the last. */
  private static final double WORTH_IT = 1e-6;

  private final Problem p;
  private final Prices prices;
  private final Packing packing;
  private final Effort effort;
  private final double least;

  private Improvement(Packing packing, Prices prices, Effort effort) {
    this.effort = effort;
    this.p = packing.p;
    this.prices = prices;
    this.packing = packing;
    this.least = 1e-9 * Math.max(1, Math.abs(packing.cost()) / Math.max(1, p.items));
  }

  static void improve(Packing packing, Prices prices, Effort effort) {
    Improvement improvement = new Improvement(packing, prices, effort);
    for (int round = 0; round < effort.rounds(); round++) {
      double before = packing.cost();
      improvement.shift();
      for (int region = 0; region < packing.p.regions; region++) {
        improvement.trade(region);
      }
      if (before - packing.cost() <= WORTH_IT * Math.abs(before)) {
        return;
      }
    }
  }

  private boolean affords(int moves) {
    return moves <= 0 || packing.moves() + moves <= p.budget;
  }

  private void shift() {
    double[] hope = new double[p.items];
    for (int item = 0; item < p.items; item++) {
      double cheapest = Double.POSITIVE_INFINITY;
      for (int region = 0; region < p.regions; region++) {
        cheapest = Math.min(cheapest, p.cost[item * p.regions + region]);
      }
      hope[item] = p.costOf(item, packing.at[item]) - cheapest;
    }
    for (int item : Sorting.descending(hope)) {
      if (hope[item] <= least) {
        return;
      }
      int best = packing.at[item];
      double gain = least;
      for (int region = 0; region < p.regions; region++) {
        double saved = packing.gain(item, region);
        if (saved > gain && packing.fits(item, region) && affords(packing.movesTo(item, region))) {
          gain = saved;
          best = region;
        }
      }
      if (best != packing.at[item]) {
        packing.put(item, best);
      }
    }
  }

  /** An item of the region, where it would go, and what it would cost more there. */
  private record Leaver(int item, int to, double loss) {}

  private void trade(int region) {
    Leaver[] leavers = leavers(region);
    if (leavers.length == 0) {
      return;
    }
    double[] worth = new double[p.items];
    Arrays.fill(worth, Double.NEGATIVE_INFINITY);
    for (int item = 0; item < p.items; item++) {
      int from = packing.at[item];
      if (from != region && packing.gain(item, region) > least) {
        worth[item] = prices.priced(p, item, from) - prices.priced(p, item, region);
      }
    }
    int tries = 0;
    for (int item : Sorting.descending(worth)) {
      if (worth[item] == Double.NEGATIVE_INFINITY || tries++ == effort.tries()) {
        return;
      }
      trade(item, region, leavers);
    }
  }

  private void trade(int item, int region, Leaver[] leavers) {
    double gain = packing.gain(item, region);
    if (gain <= least) {
      return;
    }
    if (packing.fits(item, region)) {
      if (affords(packing.movesTo(item, region))) {
        packing.put(item, region);
      }
      return;
    }
    int from = packing.at[item];
    double cost = gain - least;
    int leaves = Problem.NOWHERE;
    int to = Problem.NOWHERE;
    for (Leaver leaver : leavers) {
      int other = leaver.item();
      if (packing.at[other] != region || !packing.fits(item, region, other)) {
        continue;
      }
      int moves = packing.movesTo(item, region);
      if (leaver.loss() < cost
          && leaver.to() != Problem.NOWHERE
          && packing.fits(other, leaver.to())
          && affords(moves + packing.movesTo(other, leaver.to()))) {
        cost = leaver.loss();
        leaves = other;
        to = leaver.to();
      }
      if (from != Problem.NOWHERE) {
        double back = -packing.gain(other, from);
        if (back < cost
            && packing.fits(other, from, item)
            && affords(moves + packing.movesTo(other, from))) {
          cost = back;
          leaves = other;
          to = from;
        }
      }
    }
    if (leaves != Problem.NOWHERE) {
      packing.put(leaves, Problem.NOWHERE);
      packing.put(item, region);
      packing.put(leaves, to);
    }
  }

  /** Those of the region that could leave it for the least, counted with the prices. */
  private Leaver[] leavers(int region) {
    int[] items = new int[p.items];
    int count = 0;
    for (int item = 0; item < p.items; item++) {
      if (packing.at[item] == region) {
        items[count++] = item;
      }
    }
    Leaver[] all = new Leaver[count];
    double[] order = new double[count];
    for (int k = 0; k < count; k++) {
      all[k] = leaver(items[k], region);
      int to = all[k].to();
      order[k] =
          to == Problem.NOWHERE
              ? Double.NEGATIVE_INFINITY
              : prices.priced(p, items[k], region) - prices.priced(p, items[k], to);
    }
    int[] best = Sorting.descending(order);
    Leaver[] leavers = new Leaver[Math.min(effort.leavers(), count)];
    for (int k = 0; k < leavers.length; k++) {
      leavers[k] = all[best[k]];
    }
    return leavers;
  }

  private Leaver leaver(int item, int region) {
    int to = Problem.NOWHERE;
    double cheapest = Double.POSITIVE_INFINITY;
    for (int other = 0; other < p.regions; other++) {
      double cost = p.cost[item * p.regions + other];
      if (other != region && cost < cheapest && packing.fits(item, other)) {
        cheapest = cost;
        to = other;
      }
    }
    return new Leaver(item, to, cheapest - p.costOf(item, region));
  }
}
