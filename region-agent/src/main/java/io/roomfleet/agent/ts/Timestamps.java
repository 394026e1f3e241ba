package io.roomfleet.agent.ts;

import java.time.Duration;
import java.time.Instant;

/** The 90 kHz clock of MPEG, which has 33 bits and so wraps every 26.5 hours. */
public final class Timestamps {
  /** Ticks in a second. */
  public static final long HZ = 90_000;

  private static final int UNUSED_BITS = 64 - 33;
  private static final long MASK = (1L << 33) - 1;

  private Timestamps() {}

  /** The low 33 bits, as they stand in a stream. */
  public static long wrap(long ticks) {
    return ticks & MASK;
  }

  /**
   * The shortest way from {@code from} to {@code to}, in ticks; negative when it is backwards. Both
   * may be wrapped or not.
   */
  public static long difference(long to, long from) {
    return ((to - from) << UNUSED_BITS) >> UNUSED_BITS;
  }

  /** How many ticks have passed since 1970, not wrapped. */
  public static long of(Instant time) {
    return time.getEpochSecond() * HZ + time.getNano() * 9L / 100_000;
  }

  /** The time at which {@link #of} gives these low 33 bits: of all such times the nearest one. */
  public static Instant time(long wrapped, Instant near) {
    return near.plus(Duration.ofNanos(difference(wrapped, of(near)) * 100_000 / 9));
  }

  /** Reads the five bytes of a PTS or DTS field. */
  static long read(byte[] b, int at) {
    return ((long) (b[at] & 0x0E) << 29)
        | ((b[at + 1] & 0xFFL) << 22)
        | ((b[at + 2] & 0xFEL) << 14)
        | ((b[at + 3] & 0xFFL) << 7)
        | ((b[at + 4] & 0xFEL) >> 1);
  }

  /** Writes the five bytes of a PTS or DTS field; {@code prefix} is its leading four bits. */
  static void write(byte[] b, int at, int prefix, long ticks) {
    b[at] = (byte) ((prefix << 4) | ((ticks >> 29) & 0x0E) | 1);
    b[at + 1] = (byte) (ticks >> 22);
    b[at + 2] = (byte) (((ticks >> 14) & 0xFE) | 1);
    b[at + 3] = (byte) (ticks >> 7);
    b[at + 4] = (byte) (((ticks << 1) & 0xFE) | 1);
  }

  /**
   * Makes the 33-bit stamps of one source continuous. The first stamp stands as it is; each later
   * one is taken to be within 13 hours of the one before.
   */
  public static final class Unwrapper {
    private boolean begun;
    private long last;

    public long unwrap(long wrapped) {
      if (!begun) {
        begun = true;
        last = wrap(wrapped);
      } else {
        last += difference(wrapped, last);
      }
      return last;
    }
  }
}
