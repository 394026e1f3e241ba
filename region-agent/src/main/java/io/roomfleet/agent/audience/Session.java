package io.roomfleet.agent.audience;

import org.jspecify.annotations.Nullable;

/** A player in one sub-room, for as long as it is followed. All times in milliseconds. */
final class Session {
  private static final long NEVER = Long.MIN_VALUE;

  /** Time in which a player said nothing is not measured beyond this. */
  private static final long LONGEST_SPAN = 10_000;

  private final String country;
  private long asked;
  private long master = NEVER;
  private long firstSegment = NEVER;
  private long lastSaid = NEVER;
  private boolean joinTold;
  private @Nullable String rendition;

  Session(String country, long now) {
    this.country = country;
    this.asked = now;
  }

  String country() {
    return country;
  }

  @Nullable String rendition() {
    return rendition;
  }

  void rendition(String label) {
    rendition = label;
  }

  /** Whether it has asked for a segment. */
  boolean viewer() {
    return firstSegment != NEVER;
  }

  /** Asks for the master playlist; only the first time counts. */
  void master(long now) {
    if (master == NEVER && !viewer()) {
      master = now;
    }
  }

  /** Asks for a segment. */
  void segment(long now) {
    if (!viewer()) {
      firstSegment = now;
    }
    asked = now;
  }

  /** When it last asked for a segment, or came. */
  long asked() {
    return asked;
  }

  long dwell() {
    return asked - firstSegment;
  }

  /** Whether the end of its next segment's sending is to be told to {@link #sent}. */
  boolean joining() {
    return master != NEVER && !joinTold;
  }

  /**
   * Its first segment was sent.
   *
   * @return how long that was after it asked for the master playlist; -1 when that is not known, or
   *     was said before
   */
  long sent(long now) {
    if (!joining()) {
      return -1;
    }
    joinTold = true;
    return Math.max(0, now - master);
  }

  /** Speaks by CMCD; answers the time since it did so before, 10 s at most, 0 the first time. */
  long said(long now) {
    long span = lastSaid == NEVER ? 0 : Math.min(LONGEST_SPAN, Math.max(0, now - lastSaid));
    lastSaid = now;
    return span;
  }
}
