package io.roomfleet.orchestrator.telemetry.beacon;

/**
 * A 64-bit hash of text, for ids and pseudonyms: the text itself is not kept. Four characters at a
 * time are multiplied to 128 bits and folded, as wyhash does. Of n ids in one window two are taken
 * for the same with a chance of n&sup2;/2&#x2076;&#x2075;: one in 37 million for a million ids.
 */
final class Hash64 {
  private static final long P0 = 0xa0761d6478bd642fL;
  private static final long P1 = 0xe7037ed1a0b428dbL;

  private Hash64() {}

  /** The hash of {@code length} characters from {@code offset}; the same on every node. */
  static long of(char[] text, int offset, int length) {
    long hash = P0 ^ length;
    int at = offset;
    int end = offset + length;
    for (; at + 4 <= end; at += 4) {
      long four =
          text[at]
              | (long) text[at + 1] << 16
              | (long) text[at + 2] << 32
              | (long) text[at + 3] << 48;
      hash = fold(hash ^ four, P1);
    }
    long rest = 0;
    for (; at < end; at++) {
      rest = rest << 16 | text[at];
    }
    return fold(fold(hash ^ rest, P1), P0 ^ length);
  }

  private static long fold(long a, long b) {
    return Math.multiplyHigh(a, b) ^ (a * b);
  }
}
