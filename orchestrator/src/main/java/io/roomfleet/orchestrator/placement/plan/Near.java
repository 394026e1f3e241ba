package io.roomfleet.orchestrator.placement.plan;

import java.util.Arrays;

/**
 * For each item the few places where cost and price together are least, best first, with how much
 * more they are than in the first. Where else an item could go is too dear to be looked at.
 */
final class Near {
  /** So many places at most. */
  private static final int MOST = 5;

  /** In mean costs of an item. */
  private static final double REACH = 0.2;

  private final Problem p;
  private final Prices prices;
  private final double limit;
  private final int[] start;
  private int[] place;
  private double[] over;

  Near(Problem p, Prices prices) {
    this.p = p;
    this.prices = prices;
    this.limit = REACH * Math.abs(prices.bound()) / Math.max(1, p.items);
    this.start = new int[p.items + 1];
    this.place = new int[p.items * 2 + MOST];
    this.over = new double[place.length];
    double[] priced = new double[p.places];
    for (int item = 0; item < p.items; item++) {
      if (start[item] + MOST > place.length) {
        place = Arrays.copyOf(place, place.length * 2);
        over = Arrays.copyOf(over, place.length);
      }
      start[item + 1] = start[item] + collect(item, start[item], priced);
    }
  }

  private int collect(int item, int from, double[] priced) {
    double least = Double.POSITIVE_INFINITY;
    for (int other = 0; other < p.places; other++) {
      priced[other] = prices.priced(p, item, other);
      least = Math.min(least, priced[other]);
    }
    int count = 0;
    for (int other = 0; other < p.places; other++) {
      double more = priced[other] - least;
      if (more > limit || (count == MOST && more >= over[from + MOST - 1])) {
        continue;
      }
      int k = from + Math.min(count, MOST - 1);
      for (; k > from && over[k - 1] > more; k--) {
        over[k] = over[k - 1];
        place[k] = place[k - 1];
      }
      over[k] = more;
      place[k] = other;
      count = Math.min(MOST, count + 1);
    }
    return count;
  }

  /** The places of an item are the entries from here to before the next item's. */
  int first(int item) {
    return start[item];
  }

  int place(int entry) {
    return place[entry];
  }

  double over(int entry) {
    return over[entry];
  }

  /** How much more the item's place is, wherever it is. */
  double over(int item, int at) {
    for (int entry = start[item]; entry < start[item + 1]; entry++) {
      if (place[entry] == at) {
        return over[entry];
      }
    }
    return prices.priced(p, item, at) - prices.priced(p, item, place[start[item]]);
  }

  /** Each item in its first place, whether there is room or not. */
  int[] best() {
    return Arrays.stream(start, 0, p.items).map(entry -> place[entry]).toArray();
  }
}
