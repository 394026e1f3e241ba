package io.roomfleet.orchestrator.placement.plan;

import java.util.Arrays;

/** Where each item is while a plan is worked out, and what that takes of each place. Mutable. */
final class Packing {
  final Problem p;

  /** By item, a place. */
  final int[] at;

  /** By place and side. */
  final double[] load;

  private double cost;
  private int moves;

  Packing(Problem problem, int[] places) {
    this.p = problem;
    this.at = places.clone();
    this.load = new double[p.places * Problem.SIDES];
    for (int item = 0; item < p.items; item++) {
      cost += p.cost[item * p.places + at[item]];
      moves += p.moves(item, at[item]) ? 1 : 0;
      shift(item, at[item], 1);
    }
  }

  static Packing empty(Problem p) {
    int[] nowhere = new int[p.items];
    Arrays.fill(nowhere, p.regions);
    return new Packing(p, nowhere);
  }

  double cost() {
    return cost;
  }

  /** How many of the items that run are not where they run. */
  int moves() {
    return moves;
  }

  boolean leavesOut() {
    return Arrays.stream(at).anyMatch(place -> place == p.regions);
  }

  /** True when nothing is overbooked, nor the budget of moves. */
  boolean holds() {
    for (int place = 0; place < p.places; place++) {
      if (overbooks(place)) {
        return false;
      }
    }
    return moves <= p.budget;
  }

  boolean overbooks(int place) {
    int k = place * Problem.SIDES;
    return load[k] > p.capacity[k]
        || load[k + 1] > p.capacity[k + 1]
        || load[k + 2] > p.capacity[k + 2];
  }

  /** True when the item fits beside what is there. */
  boolean fits(int item, int place) {
    for (int side = 0; side < Problem.SIDES; side++) {
      int k = place * Problem.SIDES + side;
      if (load[k] + p.need[item * Problem.SIDES + side] > p.capacity[k]) {
        return false;
      }
    }
    return p.cost[item * p.places + place] != Double.POSITIVE_INFINITY;
  }

  /** How many moves more it is to have the item there. */
  int movesTo(int item, int place) {
    return (p.moves(item, place) ? 1 : 0) - (p.moves(item, at[item]) ? 1 : 0);
  }

  void put(int item, int place) {
    cost += p.cost[item * p.places + place] - p.cost[item * p.places + at[item]];
    moves += movesTo(item, place);
    shift(item, at[item], -1);
    shift(item, place, 1);
    at[item] = place;
  }

  private void shift(int item, int place, int sign) {
    for (int side = 0; side < Problem.SIDES; side++) {
      load[place * Problem.SIDES + side] += sign * p.need[item * Problem.SIDES + side];
    }
  }
}
