package io.roomfleet.agent.hub;

import io.roomfleet.agent.ts.Timestamps;
import org.jspecify.annotations.Nullable;

/**
 * The output's time: one unbroken line of ticks (90 kHz, never wrapped here) that is tied to the
 * wall clock, whatever inputs come and go. It begins at the ticks since 1970, as {@link
 * Timestamps#of} counts them, so that every hub of a line stamps a picture with nearly the same
 * time: encoders of different agents are on one timeline, and players may change between them.
 *
 * <p>It holds where the last picture and the last sound stand, and places the next ones after them.
 * It knows no clock: {@code now} is always passed in, in ticks of this line.
 */
final class Timeline {
  private static final long SHORTEST_FRAME = Timestamps.HZ / 120;
  private static final long LONGEST_FRAME = Timestamps.HZ / 10;

  /** How far a sound frame may reach into the one before: half an AAC frame. */
  private static final long OVERLAP = 960;

  private final long start;
  private long lastDts;
  private long lastPts;
  private long frame = Timestamps.HZ / 30;
  private long lastAudio;
  private long audioEnd;

  /**
   * @param start where the line begins, ticks
   */
  Timeline(long start) {
    this.start = start;
    this.lastDts = start - 1;
    this.lastPts = start - 1;
    this.lastAudio = start - 1;
    this.audioEnd = start;
  }

  /** When a unit is decoded and when it is shown. */
  record Stamp(long pts, long dts) {}

  /** The tick at which a steady clock stands that counts from the line's beginning. */
  long tick(long nanosSinceStart) {
    return start + nanosSinceStart * 9 / 100_000;
  }

  /** The earliest time for the first picture of another input: a frame after all that was shown. */
  long nextVideo() {
    return lastPts < start ? start : lastPts + frame;
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
