package io.roomfleet.agent.hub;

import io.roomfleet.agent.ts.Lane;
import io.roomfleet.agent.ts.PesUnit;
import io.roomfleet.agent.ts.Timestamps;

/**
 * Plays the slate in real time: each unit is sent when the wall clock has reached its time in the
 * output. So it waits where a live input ran ahead, and catches up at once where there was a hole.
 */
final class SlatePlayer {
  /** A longer hole is left, since nobody is served by a burst of that much slate. */
  private static final long LONGEST_CATCH_UP = 2 * Timestamps.HZ;

  private final Slate slate;
  private final Timeline timeline;
  private final Output output;
  private long begins;
  private int next;

  SlatePlayer(Slate slate, Timeline timeline, Output output) {
    this.slate = slate;
    this.timeline = timeline;
    this.output = output;
  }

  /** Begins anew, right after the last picture that was shown. */
  void start(long now) {
    begins = Math.max(timeline.nextVideo(), now - LONGEST_CATCH_UP);
    next = 0;
  }

  /** Sends what is due; {@code withSound} is false while a live input brings the sound. */
  void play(boolean withSound, long now) {
    long behind = now - due();
    if (behind > LONGEST_CATCH_UP) {
      begins += behind;
    }
    while (due() <= now) {
      Slate.Entry entry = slate.entries().get(next);
      if (entry.unit().lane() == Lane.VIDEO) {
        Timeline.Stamp stamp = timeline.placeVideo(begins + entry.pts(), begins + entry.dts());
        output.video(entry.unit(), stamp, PesUnit.UNKNOWN, now);
      } else if (withSound) {
        output.audio(entry.unit(), begins + entry.pts(), now);
      }
      advance();
    }
  }

  private long due() {
    return begins + slate.entries().get(next).dts();
  }

  private void advance() {
    next++;
    if (next == slate.entries().size()) {
      next = 0;
      begins += slate.duration();
    }
  }
}
