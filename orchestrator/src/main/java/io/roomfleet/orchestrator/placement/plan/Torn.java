package io.roomfleet.orchestrator.placement.plan;

import java.util.Arrays;

/**
 * The items of a packing that could be elsewhere at little loss: one entry for each other near
 * place of each item. The entries of one place's items lie together, least loss first.
 */
final class Torn {
  final int[] item;
  final int[] to;

  /** By which the new place is less than where the item is, with prices; most are below zero. */
  final double[] gain;

  /** All entries, best first. */
  final int[] order;

  private final int[] start;

  Torn(Packing packing, Near near) {
    Problem p = packing.p;
    int[] items = new int[near.first(p.items)];
    int[] entries = new int[items.length];
    double[] gains = new double[items.length];
    this.start = new int[p.places + 1];
    int count = 0;
    for (int i = 0; i < p.items; i++) {
      int at = packing.at[i];
      double here = near.over(i, at);
      for (int entry = near.first(i); entry < near.first(i + 1); entry++) {
        double better = here - near.over(entry);
        if (near.place(entry) != at) {
          items[count] = i;
          entries[count] = entry;
          gains[count++] = better;
          start[at + 1]++;
        }
      }
    }
    Arrays.parallelPrefix(start, Integer::sum);
    this.item = new int[count];
    this.to = new int[count];
    this.gain = new double[count];
    this.order = new int[count];
    int[] next = start.clone();
    int rank = 0;
    for (int k : Sorting.descending(Arrays.copyOf(gains, count))) {
      int at = next[packing.at[items[k]]]++;
      item[at] = items[k];
      to[at] = near.place(entries[k]);
      gain[at] = gains[k];
      order[rank++] = at;
    }
  }

  /** The entries of a place's items are those from here to before the next place's. */
  int first(int place) {
    return start[place];
  }

  /** False once the entry's item has gone from the place that it was in. */
  boolean isStill(int entry, int place) {
    return entry >= start[place] && entry < start[place + 1];
  }
}
