package io.roomfleet.orchestrator.placement;

import io.roomfleet.api.room.Candidate;
import io.roomfleet.orchestrator.placement.price.Bill;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The candidates that an explanation names, so that it does not grow with the fleet: the {@link
 * #NAMED} cheapest of those that could have been chosen, as many of those that could not, and of
 * the rest how many there were and why.
 */
final class Shortlist {
  static final int NAMED = 10;

  private final int[] cheapest = new int[NAMED];
  private final double[] costs = new double[NAMED];
  private int possible;
  private double leastUnnamed = Double.POSITIVE_INFINITY;
  private final int[] impossible = new int[NAMED];
  private final int[] counts = new int[Exclusion.values().length];
  private int excluded;

  /** One that could be chosen. Come in the order of their ids, so that equals stay in it. */
  void add(int candidate, double cost) {
    int at = Math.min(possible, NAMED);
    while (at > 0 && costs[at - 1] > cost) {
      at--;
    }
    if (possible++ >= NAMED) {
      leastUnnamed = Math.min(leastUnnamed, at == NAMED ? cost : costs[NAMED - 1]);
    }
    if (at < NAMED) {
      System.arraycopy(cheapest, at, cheapest, at + 1, NAMED - 1 - at);
      System.arraycopy(costs, at, costs, at + 1, NAMED - 1 - at);
      cheapest[at] = candidate;
      costs[at] = cost;
    }
  }

  /** One that could not. */
  void add(int candidate, Exclusion why) {
    if (excluded < NAMED) {
      impossible[excluded] = candidate;
    }
    excluded++;
    counts[why.ordinal()]++;
  }

  boolean isEmpty() {
    return possible + excluded == 0;
  }

  /** The reasons of those that could not be chosen: {@code 3 draining, 1 not heard}. */
  String exclusions() {
    List<String> words = new ArrayList<>();
    for (Exclusion why : Exclusion.values()) {
      if (counts[why.ordinal()] > 0) {
        words.add(counts[why.ordinal()] + " " + why.words());
      }
    }
    return String.join(", ", words);
  }

  /**
   * The list, the cheapest first, the impossible last.
   *
   * @param kind of one candidate; with an s it is that of several
   */
  List<Candidate> candidates(
      String kind, IntFunction<Candidate> ofPossible, IntFunction<Candidate> ofImpossible) {
    List<Candidate> listed = new ArrayList<>();
    int named = Math.min(possible, NAMED);
    Arrays.stream(cheapest, 0, named).mapToObj(ofPossible).forEach(listed::add);
    if (possible > named) {
      listed.add(
          new Candidate(
              kind + "s",
              possible - named + " more",
              Bill.rounded(leastUnnamed),
              "costlier",
              "each costs as much or more",
              null));
    }
    if (excluded <= NAMED) {
      Arrays.stream(impossible, 0, excluded).mapToObj(ofImpossible).forEach(listed::add);
    } else {
      for (Exclusion why : Exclusion.values()) {
        int count = counts[why.ordinal()];
        if (count > 0) {
          listed.add(
              new Candidate(kind + "s", count + " more", null, "impossible", why.words(), null));
        }
      }
    }
    return listed;
  }
}
