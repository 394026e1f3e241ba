package io.roomfleet.agent.ts;

import java.util.Arrays;

/**
 * The time at which a picture was taken in, as it travels beside the picture: a TEMI timeline
 * descriptor with an NTP time stamp, in the adaptation field of the packet in which the picture
 * begins (ISO/IEC 13818-1, annex U). Readers that do not know it pass over it.
 */
final class Temi {
  /** Bytes of the adaptation field's extension: its length, its flags, the descriptor. */
  static final int SIZE = 15;

  private static final int TAG = 4;
  private static final int LENGTH = 11;
  private static final int WITH_NTP = 0x20;
  private static final int OF_OTHERS = 0xD8;
  private static final int TIMELINE = 1;

  /** From 1900, when NTP begins, to 1970. */
  private static final long NTP_BEGINS = 2_208_988_800L;

  private static final double FRACTION = 4_294_967_296.0;

  private Temi() {}

  /** Writes the extension with {@code taken}, in ticks since 1970. */
  static void write(byte[] out, int at, long taken) {
    out[at] = SIZE - 1;
    out[at + 1] = 0x0F; // of what an extension may hold, descriptors alone
    out[at + 2] = TAG;
    out[at + 3] = LENGTH;
    out[at + 4] = WITH_NTP;
    out[at + 5] = 0x7F;
    out[at + 6] = TIMELINE;
    long seconds = Math.floorDiv(taken, Timestamps.HZ) + NTP_BEGINS;
    long rest = Math.floorMod(taken, Timestamps.HZ);
    long ntp = seconds << 32 | Math.round(rest * FRACTION / Timestamps.HZ);
    for (int i = 0; i < 8; i++) {
      out[at + 7 + i] = (byte) (ntp >> (56 - 8 * i));
    }
  }

  /**
   * What an adaptation field's extension says.
   *
   * @param at its length byte
   * @param end of the adaptation field
   * @return ticks since 1970, or {@link PesUnit#UNKNOWN}
   */
  static long read(byte[] b, int at, int end) {
    if (at + 1 >= end || at + 1 + (b[at] & 0xFF) > end) {
      return PesUnit.UNKNOWN;
    }
    int flags = b[at + 1] & 0xFF;
    int last = at + 1 + (b[at] & 0xFF);
    int next = at + 2;
    next += (flags & 0x80) != 0 ? 2 : 0;
    next += (flags & 0x40) != 0 ? 3 : 0;
    next += (flags & 0x20) != 0 ? 5 : 0;
    boolean descriptors = (flags & 0x10) == 0;
    for (; descriptors && next + 2 <= last; next += 2 + (b[next + 1] & 0xFF)) {
      boolean mine = b[next] == TAG && b[next + 1] == LENGTH && next + 2 + LENGTH <= last;
      if (mine && (b[next + 2] & (WITH_NTP | OF_OTHERS)) == WITH_NTP && b[next + 4] == TIMELINE) {
        return ticks(b, next + 5);
      }
    }
    return PesUnit.UNKNOWN;
  }

  private static long ticks(byte[] b, int at) {
    long ntp = 0;
    for (byte each : Arrays.copyOfRange(b, at, at + 8)) {
      ntp = ntp << 8 | (each & 0xFF);
    }
    long seconds = (ntp >>> 32) - NTP_BEGINS;
    return seconds * Timestamps.HZ + Math.round((ntp & 0xFFFFFFFFL) * Timestamps.HZ / FRACTION);
  }
}
