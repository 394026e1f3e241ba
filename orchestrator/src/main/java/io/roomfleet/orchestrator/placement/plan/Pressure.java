package io.roomfleet.orchestrator.placement.plan;

import java.util.Arrays;

/**
 * What a load costs beside the prices that its items pay: what it leaves unused costs its price,
 * what it overbooks costs a penalty, which rises until nothing is overbooked. So much, and what
 * items pay more than in their first place, is what a plan costs above the bound. Mutable.
 */
final class Pressure {
  /** What brings the moves back into their budget is worth nearly anything. */
  private static final double WALL = 1e6;

  private final Problem p;
  private final double[] idle;
  private final double[] over;
  private final double idleMove;
  private double overMove;

  Pressure(Problem p, Prices prices) {
    this.p = p;
    this.idle = prices.of();
    this.over = new double[idle.length];
    double meanCost = Math.max(1e-9, Math.abs(prices.bound()) / Math.max(1, p.items));
    for (int side = 0; side < Problem.SIDES; side++) {
      double typical = typical(side, meanCost);
      for (int k = side; k < over.length; k += Problem.SIDES) {
        over[k] = 2 * Math.max(typical, idle[k]) - idle[k];
      }
    }
    this.idleMove = prices.move();
    this.overMove = Math.max(meanCost, idleMove);
  }

  /** A price of that side: the mean of those there are, or else by what an item takes. */
  private double typical(int side, double meanCost) {
    double sum = 0;
    int priced = 0;
    double need = 0;
    for (int k = side; k < idle.length; k += Problem.SIDES) {
      sum += idle[k];
      priced += idle[k] > 0 ? 1 : 0;
    }
    for (int item = 0; item < p.items; item++) {
      need += p.needOf(item, side) / p.items;
    }
    return priced > 0 ? sum / priced : meanCost / Math.max(1e-9, need);
  }

  /** Of a place with that load. */
  double of(int place, double units, double egress, double slots) {
    int k = place * Problem.SIDES;
    return side(k, units) + side(k + 1, egress) + side(k + 2, slots);
  }

  private double side(int k, double load) {
    double beyond = load - p.capacity[k];
    return beyond > 0 ? over[k] * beyond : -idle[k] * beyond;
  }

  /** Of so many moves. */
  double ofMoves(int moves) {
    return moves > p.budget ? overMove * (moves - p.budget) : idleMove * (p.budget - moves);
  }

  /** Doubles the penalty of what is overbooked. */
  void rise(Packing packing) {
    for (int k = 0; k < over.length; k++) {
      over[k] *= packing.load[k] > p.capacity[k] ? 2 : 1;
    }
    overMove *= packing.moves() > p.budget ? 2 : 1;
  }

  /**
   * From now on no place may be overbooked, and hardly anything is worth a move beyond the budget.
   */
  void harden() {
    Arrays.fill(over, Double.POSITIVE_INFINITY);
    overMove *= WALL;
  }
}
