package io.roomfleet.orchestrator.telemetry.window;

/**
 * Which ids were counted in one window: a table of 64-bit hashes with open addressing, 16 to 32
 * bytes for each. Kept half empty: most ids are new, and in a fuller table those are looked for
 * long.
 */
final class SeenIds {
  private long[] table = new long[64];
  private int size;
  private boolean zero;

  /** True when it was not there before. */
  boolean add(long hash) {
    if (hash == 0) {
      boolean first = !zero;
      zero = true;
      return first;
    }
    long[] in = table;
    int mask = in.length - 1;
    int at = (int) (hash >>> 20) & mask;
    while (in[at] != 0) {
      if (in[at] == hash) {
        return false;
      }
      at = at + 1 & mask;
    }
    in[at] = hash;
    if (++size > in.length / 2) {
      grow();
    }
    return true;
  }

  private void grow() {
    long[] before = table;
    long[] after = new long[before.length * 2];
    int mask = after.length - 1;
    for (long hash : before) {
      if (hash != 0) {
        int at = (int) (hash >>> 20) & mask;
        while (after[at] != 0) {
          at = at + 1 & mask;
        }
        after[at] = hash;
      }
    }
    table = after;
  }
}
