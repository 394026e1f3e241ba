package io.roomfleet.orchestrator.telemetry.viewing;

import org.jspecify.annotations.Nullable;

/**
 * What is added up of the viewers. Codes stand in kept rows and never change their meaning.
 *
 * @see Viewing
 */
public enum Tally {
  /** Each second's viewers, added up: divided by the seconds, the mean. */
  VIEWER_SECONDS(1),
  JOINS(2),
  LEAVES(3),
  SEGMENTS(4),
  /** Of {@link #SEGMENTS}, those of sessions that their agent had no memory for. */
  OVERFLOW(5),
  MEASURED_MILLIS(6),
  /** The part of {@link #MEASURED_MILLIS} in which the buffer starved. */
  STALLED_MILLIS(7),
  /** For each second's viewers how far behind the picture was that they could have, added up. */
  LATENCY_MILLIS(8),
  /** The part of {@link #VIEWER_SECONDS} of which that is known. */
  LATENCY_SECONDS(9),
  /** For each second's viewers how far their sound was ahead of the picture, added up. */
  AV_OFFSET_MILLIS(10),
  /** The part of {@link #VIEWER_SECONDS} of which that is known. */
  AV_OFFSET_SECONDS(11);

  private final int code;

  Tally(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  /** The one with this code; null for one that a newer version keeps. */
  static @Nullable Tally ofCode(int code) {
    for (Tally tally : values()) {
      if (tally.code == code) {
        return tally;
      }
    }
    return null;
  }
}
