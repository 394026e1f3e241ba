package io.roomfleet.agent.hub;

import io.roomfleet.agent.ts.Timestamps;
import org.jspecify.annotations.Nullable;

/**
 * The output's time: one unbroken line of ticks (90 kHz, never wrapped here) that is tied to the
 * wall clock, whatever inputs come and go.
 *
 * <p>It holds where the last picture and the last sound stand, and places the next ones after them.
 * It knows no clock: {@code now} is always passed in, in ticks of this line.
 */
final class Timeline {
  /** Where the line begins; above 0 so that the programme clock, which lags, is never negative. */
  static final long START = 10 * Timestamps.HZ;

  private static final long SHORTEST_FRAME = Timestamps.HZ / 120;
  private static final long LONGEST_FRAME = Timestamps.HZ / 10;

  /** How far a sound frame may reach into the one before: half an AAC frame. */
  private static final long OVERLAP = 960;

  private long lastDts = START - 1;
  private long lastPts = START - 1;
  private long frame = Timestamps.HZ / 30;
  private long lastAudio = START - 1;
  private long audioEnd = START;

  /** When a unit is decoded and when it is shown. */
  record Stamp(long pts, long dts) {}

  /** The tick at which a steady clock stands that counts from the line's beginning. */
  static long tick(long nanosSinceStart) {
    return START + nanosSinceStart * 9 / 100_000;
  }

  /** The earliest time for the first picture of another input: a frame after all that was shown. */
  long nextVideo() {
    return lastPts < START ? START : lastPts + frame;
  }

  long lastVideo() {
    return lastDts;
  }

  long audioEnd() {
    return audioEnd;
  }

  /** The time from one picture to the next, as last seen. */
  long frame() {
    return frame;
  }

  /** Puts a picture on the line, moving it just as far as needed to keep decoding times rising. */
  Stamp placeVideo(long pts, long dts) {
    long step = dts - lastDts;
    if (step >= SHORTEST_FRAME && step <= LONGEST_FRAME) {
      frame = step;
    }
    lastDts = Math.max(dts, lastDts + 1);
    long shown = Math.max(pts, lastDts);
    lastPts = Math.max(lastPts, shown);
    return new Stamp(shown, lastDts);
  }

  /** Whether sound at this time would follow what was sent. */
  boolean takesAudio(long pts) {
    return pts > lastAudio && pts >= audioEnd - OVERLAP;
  }

  /** Puts sound on the line; null when it lies before what was sent already. */
  @Nullable Stamp placeAudio(long pts, long duration) {
    if (!takesAudio(pts)) {
      return null;
    }
    lastAudio = pts;
    audioEnd = pts + duration;
    return new Stamp(pts, pts);
  }
}
