package io.roomfleet.orchestrator.placement.plan;

import java.util.Arrays;

/** Order without boxes. */
final class Sorting {
  private Sorting() {}

  /** The indices of the keys, largest key first; equals by index. */
  static int[] descending(double[] keys) {
    // Doubles as longs that sort alike, with the index in the low bits: one primitive sort.
    int bits = 64 - Long.numberOfLeadingZeros(Math.max(1, keys.length - 1));
    long mask = (1L << bits) - 1;
    long[] packed = new long[keys.length];
    for (int i = 0; i < keys.length; i++) {
      long raw = Double.doubleToLongBits(-keys[i]);
      long ordered = raw ^ ((raw >> 63) & Long.MAX_VALUE);
      packed[i] = (ordered & ~mask) | i;
    }
    Arrays.sort(packed);
    int[] order = new int[keys.length];
    for (int i = 0; i < keys.length; i++) {
      order[i] = (int) (packed[i] & mask);
    }
    return order;
  }
}
