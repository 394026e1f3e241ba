package io.roomfleet.agent.hub;

import io.roomfleet.agent.ts.Adts;
import io.roomfleet.agent.ts.Lane;
import io.roomfleet.agent.ts.Timestamps;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How far the sound of an input is ahead of its picture: each time sound comes, the end of it minus
 * the latest picture's time, as a mean in which the last 16 count most. A source that sends both as
 * they are made is near 0, give or take a picture and what its multiplexer holds back. Under the
 * hub's lock; in ticks.
 */
final class AvOffset {
  private static final double WEIGHT = 1.0 / 16;

  /** A longer way apart is a leap of one lane that the other has yet to follow. */
  private static final long LEAP = 10 * Timestamps.HZ;

  /** Pictures that are sent before others that are shown earlier are not further apart. */
  private static final long REORDERED = Timestamps.HZ;

  private static final long NONE = Long.MIN_VALUE / 2;

  private long picture = NONE;
  private double mean;
  private boolean known;

  void unit(Feed.Timed timed) {
    if (timed.unit().lane() == Lane.VIDEO) {
      // The latest to be shown, which with pictures out of order is not always the newest.
      if (timed.pts() < picture - REORDERED || timed.pts() > picture + LEAP) {
        picture = timed.pts();
        known = false;
      }
      picture = Math.max(picture, timed.pts());
    } else if (picture != NONE) {
      Adts frames = Adts.of(timed.unit().data());
      long ahead = timed.pts() + (frames == null ? 0 : frames.ticks()) - picture;
      if (Math.abs(ahead) > LEAP) {
        known = false;
      } else {
        mean = known ? mean + (ahead - mean) * WEIGHT : ahead;
        known = true;
      }
    }
  }

  /** Above 0, sound is ahead; null while there was not both. */
  @Nullable Duration mean() {
    return known ? Duration.ofMillis(Math.round(mean * 1000 / Timestamps.HZ)) : null;
  }
}
