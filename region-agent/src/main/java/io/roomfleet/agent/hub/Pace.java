package io.roomfleet.agent.hub;

import io.roomfleet.agent.ts.Timestamps;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How much of its picture's time an input brings while that time goes by. A line that comes through
 * a way that is too narrow brings less: frames come late, and some never. Under the hub's lock; all
 * times in ticks of the output.
 */
final class Pace {
  private static final int BUCKETS = 8;
  private static final long BUCKET = Timestamps.HZ / 2;

  /** What lies further apart is a hole, or a new beginning. */
  private static final long STEP = Timestamps.HZ;

  private final long[] came = new long[BUCKETS + 1];
  private long newest = Long.MIN_VALUE;
  private long first = Long.MIN_VALUE;
  private long last = Long.MIN_VALUE;

  /** A picture came. */
  void picture(long dts, long now) {
    turn(now);
    long step = last == Long.MIN_VALUE ? 0 : dts - last;
    if (step > 0 && step <= STEP) {
      came[(int) (newest % came.length)] += step;
    }
    last = dts;
  }

  /**
   * The time that came in the last four seconds, as a share of them; null until they are over.
   * Above 1 while what was late is made up for.
   */
  @Nullable Double share(long now) {
    if (newest == Long.MIN_VALUE) {
      return null;
    }
    turn(now);
    if (newest - first <= BUCKETS) {
      return null;
    }
    long sum = Arrays.stream(came).sum() - came[(int) (newest % came.length)];
    return (double) sum / (BUCKETS * BUCKET);
  }

  private void turn(long now) {
    long bucket = Math.floorDiv(now, BUCKET);
    if (newest == Long.MIN_VALUE) {
      newest = bucket;
      first = bucket;
    }
    if (bucket - newest > BUCKETS) {
      Arrays.fill(came, 0);
      newest = bucket;
    }
    while (newest < bucket) {
      newest++;
      came[(int) (newest % came.length)] = 0;
    }
  }
}
