package io.roomfleet.orchestrator.placement.plan;

/**
 * Makes a packing cheaper step by step, and its overbooked places fit:
 *
 * <ol>
 *   <li>an item goes to another near place;
 *   <li>an item goes to another near place, and one that is there leaves it, for a third place or
 *       for where the first has come from.
 * </ol>
 *
 * <p>What counts is what items pay and the {@link Pressure} of the places. Best items first: those
 * that lose least, with prices, by going. Prices tell how little a step can gain at most, so nearly
 * all pairs need no look.
 */
final class Improvement {
  private static final int ROUNDS = 24;

  /** After so many rounds those places are looked at more closely that are overbooked still. */
  private static final int PATIENCE = 4;

  /** So many items of a place are looked at as ones that could leave it for another. */
  private static final int LEAVERS = 80;

  /** So many steps are tried in a round, as a share of the items. */
  private static final double TRIES = 0.5;

  /** A round that saves less than this share of the cost is the last. */
  private static final double WORTH_IT = 1e-5;

  private final Problem p;
  private final Packing packing;
  private final Near near;
  private final Pressure pressure;

  /** Of each place as it is loaded. */
  private final double[] pressed;

  private final double least;
  private final boolean moving;
  private double highest;

  private Improvement(Packing packing, Near near, Prices prices) {
    this.p = packing.p;
    this.packing = packing;
    this.near = near;
    this.pressure = new Pressure(p, prices);
    this.pressed = new double[p.places];
    this.least = 1e-9 * Math.max(1, Math.abs(packing.cost()) / Math.max(1, p.items));
    this.moving = p.runs();
  }

  /**
   * From a start that may overbook places, with penalties that rise.
   *
   * @return the cheapest packing that it came by which overbooks nothing, or else the last
   */
  static Packing balanced(Problem p, int[] start, Near near, Prices prices) {
    Packing packing = new Packing(p, start);
    Improvement improvement = new Improvement(packing, near, prices);
    int[] best = start;
    double cost = Double.POSITIVE_INFINITY;
    improvement.shift();
    for (int round = 0; round < ROUNDS; round++) {
      double saved = improvement.trade();
      if (!packing.holds() && round >= PATIENCE) {
        improvement.pressure.rise(packing);
        improvement.clear(LEAVERS / 2 * round);
      }
      if (packing.holds()) {
        if (packing.cost() < cost) {
          cost = packing.cost();
          best = packing.at.clone();
        }
        if (saved <= WORTH_IT * Math.abs(cost)) {
          break;
        }
      }
      improvement.pressure.rise(packing);
    }
    return cost < Double.POSITIVE_INFINITY ? new Packing(p, best) : packing;
  }

  /** From a start that overbooks nothing, by steps that overbook nothing. */
  static void improve(Packing packing, Near near, Prices prices) {
    Improvement improvement = new Improvement(packing, near, prices);
    improvement.pressure.harden();
    for (int round = 0; round < ROUNDS; round++) {
      if (improvement.trade() <= WORTH_IT * Math.abs(packing.cost())) {
        return;
      }
    }
  }

  /** The quick first round, in which items only go. */
  private void shift() {
    Torn torn = torn();
    for (int entry : torn.order) {
      step(torn, entry, 0);
    }
  }

  /** A round over the items that lose least. Answers what it has saved. */
  private double trade() {
    Torn torn = torn();
    double saved = 0;
    int tries = Math.min(torn.order.length, (int) Math.ceil(TRIES * p.items));
    for (int k = 0; k < tries; k++) {
      saved += step(torn, torn.order[k], LEAVERS);
    }
    return saved;
  }

  /**
   * A round over all that could come into an overbooked place or leave one, or go back to where
   * they run when too many have moved.
   */
  private void clear(int leavers) {
    Torn torn = torn();
    for (int entry : torn.order) {
      int item = torn.item[entry];
      int to = torn.to[entry];
      boolean returns = p.now[item] == to && packing.moves() > p.budget;
      if (returns || packing.overbooks(to) || packing.overbooks(packing.at[item])) {
        step(torn, entry, leavers);
      }
    }
  }

  private Torn torn() {
    for (int place = 0; place < p.places; place++) {
      pressed[place] = pressure(place, Problem.NOWHERE, Problem.NOWHERE);
    }
    highest();
    return new Torn(packing, near);
  }

  /** Of a place once an item has come and another has gone. */
  private double pressure(int place, int comes, int goes) {
    int k = place * Problem.SIDES;
    double units = packing.load[k];
    double egress = packing.load[k + 1];
    double slots = packing.load[k + 2];
    if (comes != Problem.NOWHERE) {
      units += p.need[comes * Problem.SIDES];
      egress += p.need[comes * Problem.SIDES + 1];
      slots += p.need[comes * Problem.SIDES + 2];
    }
    if (goes != Problem.NOWHERE) {
      units -= p.need[goes * Problem.SIDES];
      egress -= p.need[goes * Problem.SIDES + 1];
      slots -= p.need[goes * Problem.SIDES + 2];
    }
    return pressure.of(place, units, egress, slots);
  }

  /** Takes the step or the best trade that begins with it, if any saves. Answers what is saved. */
  private double step(Torn torn, int entry, int leavers) {
    int item = torn.item[entry];
    int from = packing.at[item];
    int to = torn.to[entry];
    if (!torn.isStill(entry, from)) {
      return 0;
    }
    double left = pressed[from] - pressure(from, Problem.NOWHERE, item);
    double alone =
        torn.gain[entry]
            + left
            + pressed[to]
            - pressure(to, item, Problem.NOWHERE)
            + fewer(packing.movesTo(item, to));
    double saved = Math.max(alone, least);
    int leaver = leavers == 0 ? Problem.NOWHERE : leaver(torn, entry, left, saved, leavers);
    if (leaver != Problem.NOWHERE) {
      saved = saved(torn, entry, leaver, left);
      put(torn.item[leaver], torn.to[leaver]);
    } else if (alone <= least) {
      return 0;
    }
    put(item, to);
    highest();
    return saved;
  }

  /**
   * The entry of the one that should leave when the item comes.
   *
   * @param left what is saved where the item leaves
   * @param worth what must be saved at least
   * @return {@link Problem#NOWHERE} when nobody should
   */
  private int leaver(Torn torn, int entry, double left, double worth, int leavers) {
    int from = packing.at[torn.item[entry]];
    int to = torn.to[entry];
    double most = torn.gain[entry] + pressed[from] + pressed[to] + (moving ? movesPressure(0) : 0);
    double best = worth;
    int leaver = Problem.NOWHERE;
    int end = Math.min(torn.first(to + 1), torn.first(to) + leavers);
    for (int k = torn.first(to); k < end && most + torn.gain[k] + highest > best; k++) {
      double third = torn.to[k] == from ? 0 : pressed[torn.to[k]];
      if (packing.at[torn.item[k]] != to || most + torn.gain[k] + third <= best) {
        continue;
      }
      double room = pressed[to] - pressure(to, torn.item[entry], torn.item[k]);
      if (most - pressed[to] + room + torn.gain[k] + third > best) {
        double saved = saved(torn, entry, k, left);
        if (saved > best) {
          best = saved;
          leaver = k;
        }
      }
    }
    return leaver;
  }

  /** What is saved when the one entry's item comes and the other's leaves. */
  private double saved(Torn torn, int comes, int leaves, double left) {
    int item = torn.item[comes];
    int other = torn.item[leaves];
    int from = packing.at[item];
    int to = torn.to[comes];
    int third = torn.to[leaves];
    double elsewhere =
        third == from
            ? pressed[from] - pressure(from, other, item)
            : left + pressed[third] - pressure(third, other, Problem.NOWHERE);
    return torn.gain[comes]
        + torn.gain[leaves]
        + pressed[to]
        - pressure(to, item, other)
        + elsewhere
        + (moving ? fewer(packing.movesTo(item, to) + packing.movesTo(other, third)) : 0);
  }

  /** What it saves to have so many moves more. */
  private double fewer(int more) {
    return more == 0 ? 0 : movesPressure(0) - movesPressure(more);
  }

  private double movesPressure(int more) {
    return pressure.ofMoves(packing.moves() + more);
  }

  private void put(int item, int to) {
    int from = packing.at[item];
    packing.put(item, to);
    pressed[from] = pressure(from, Problem.NOWHERE, Problem.NOWHERE);
    pressed[to] = pressure(to, Problem.NOWHERE, Problem.NOWHERE);
  }

  private void highest() {
    highest = 0;
    for (double one : pressed) {
      highest = Math.max(highest, one);
    }
  }
}
