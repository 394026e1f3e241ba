package io.roomfleet.agent.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TimeMapTest {
  private static final long SECOND = 90_000;
  private static final long START = 10 * SECOND;
  private static final long FRAME = 3_000;
  private static final long SOURCE = 5_000_000;

  private final Timeline timeline = new Timeline(START);
  private long now = START + 10 * SECOND;

  /** A map of an input whose present is {@code SOURCE}. */
  private TimeMap map() {
    timeline.placeVideo(now, now);
    timeline.placeAudio(now, 1920);
    return new TimeMap(timeline, SOURCE - now);
  }

  @Nested
  class Squeezing {
    @Test
    void aBurstTakesOneFrameOfOutputAndThenThePresentIsThePresent() {
      TimeMap map = map();
      long first = SOURCE - 3 * SECOND;
      map.beginVideo(first, first);
      long last = now;
      for (long dts = first; dts <= SOURCE; dts += FRAME) {
        Timeline.Stamp stamp = map.video(dts, dts, now);
        assertThat(stamp.dts()).isGreaterThan(last);
        assertThat(stamp.dts()).isLessThanOrEqualTo(now + 2 * FRAME);
        last = stamp.dts();
      }
      now += 3 * FRAME;
      assertThat(map.video(SOURCE + 3 * FRAME, SOURCE + 3 * FRAME, now).dts()).isEqualTo(now);
    }

    @Test
    void theOrderInWhichPicturesAreShownIsKept() {
      TimeMap map = map();
      long first = SOURCE - SECOND;
      map.beginVideo(first + FRAME, first);
      long key = map.video(first + FRAME, first, now).pts();
      long forward = map.video(first + 4 * FRAME, first + FRAME, now).pts();
      long between = map.video(first + 2 * FRAME, first + 2 * FRAME, now).pts();
      long second = map.video(first + 3 * FRAME, first + 3 * FRAME, now).pts();
      assertThat(new long[] {key, between, second, forward}).isSorted();
    }

    @Test
    void soundOfTheBurstIsTooEarly() {
      TimeMap map = map();
      map.beginVideo(SOURCE - SECOND, SOURCE - SECOND);
      assertThat(map.tooEarly(SOURCE - SECOND / 2)).isTrue();
      assertThat(map.tooEarly(SOURCE + SECOND / 2)).isFalse();
    }

    @Test
    void aFirstPictureThatIsPresentIsNotMoved() {
      TimeMap map = map();
      now += 20 * FRAME;
      map.beginVideo(SOURCE + 20 * FRAME, SOURCE + 20 * FRAME);
      Timeline.Stamp stamp = map.video(SOURCE + 20 * FRAME, SOURCE + 20 * FRAME, now);
      assertThat(stamp.dts()).isEqualTo(now);
    }
  }

  @Nested
  class Leaping {
    private final TimeMap map = begun();

    private TimeMap begun() {
      TimeMap made = map();
      now += FRAME;
      made.beginVideo(SOURCE + FRAME, SOURCE + FRAME);
      made.video(SOURCE + FRAME, SOURCE + FRAME, now);
      made.audio(SOURCE + FRAME, false, now);
      timeline.placeAudio(now, 1920);
      return made;
    }

    @Test
    void aPictureThatLeapsGoesOnOneFrameAfterTheLast() {
      now += FRAME;
      long far = SOURCE + 1_000 * SECOND;
      assertThat(map.video(far, far, now).dts()).isEqualTo(now);
      now += FRAME;
      assertThat(map.video(far + FRAME, far + FRAME, now).dts()).isEqualTo(now);
      assertThat(map.reanchors()).isEqualTo(1);
    }

    @Test
    void pictureAndSoundThatLeapTogetherStayTogether() {
      long by = -20 * SECOND;
      now += FRAME;
      long at = SOURCE + 2 * FRAME + by;
      long picture = map.video(at, at, now).pts();
      long sound = map.audio(at, false, now);
      assertThat(sound).isEqualTo(picture);
      assertThat(map.reanchors()).isEqualTo(1);
    }

    @Test
    void soundMayLeapFirst() {
      long by = 700 * SECOND;
      now += FRAME;
      long at = SOURCE + 2 * FRAME + by;
      long sound = map.audio(at, false, now);
      long oldPicture = map.video(SOURCE + 2 * FRAME, SOURCE + 2 * FRAME, now).pts();
      long picture = oldPicture;
      for (int i = 1; i <= 3; i++) {
        now += FRAME;
        long next = map.video(at + i * FRAME, at + i * FRAME, now).pts();
        assertThat(next).isGreaterThan(picture);
        picture = next;
      }
      assertThat(picture - sound).isEqualTo(3 * FRAME);
    }
  }

  @Nested
  class Drifting {
    @Test
    void aClockThatIsABitFastOrSlowStaysNearTheWallClock() {
      for (double rate : new double[] {0.9997, 0.9999, 1.0001, 1.0003}) {
        assertThat(worstLead(rate, 3600)).as("rate " + rate).isLessThan(SECOND / 10);
      }
    }

    @Test
    void aClockThatIsOffByOnePercentIsFollowedWithoutABreak() {
      assertThat(worstLead(0.99, 600)).isLessThan(SECOND * 6 / 10);
      assertThat(worstLead(1.01, 600)).isLessThan(SECOND * 6 / 10);
      assertThat(reanchors).isZero();
    }

    @Test
    void aClockThatIsFarOffIsTiedToTheWallClockAnew() {
      assertThat(worstLead(0.95, 120)).isLessThan(SECOND * 12 / 10);
      assertThat(worstLead(1.05, 120)).isLessThan(SECOND * 12 / 10);
      assertThat(reanchors).isPositive();
    }

    @Test
    void aPublisherWhoWasHeldUpAndMakesUpForItLosesNothing() {
      unbroken(
          30, frame -> frame < 90 ? 0 : Math.max(0, SECOND * 6 / 10 - (frame - 90) * FRAME / 20));
    }

    @Test
    void anInputThatStaysLateComesBackToTheWallClockByAndBy() {
      unbroken(200, frame -> frame < 90 ? 0 : SECOND * 6 / 10);
    }

    @Test
    void anInputThatIsNearerThanItWasIsFollowed() {
      unbroken(200, frame -> frame < 90 ? 0 : -SECOND * 6 / 10);
    }

    /** Each picture that comes so late keeps its distance to the one before, and its sound. */
    private void unbroken(int seconds, LongUnaryOperator late) {
      TimeMap map = map();
      long start = now;
      now += 2 * FRAME;
      map.beginVideo(SOURCE + 2 * FRAME, SOURCE + 2 * FRAME);
      long last = now - FRAME;
      for (long frame = 2; frame < seconds * 30L; frame++) {
        long source = SOURCE + frame * FRAME;
        now = start + frame * FRAME + late.applyAsLong(frame);
        long picture = map.video(source, source, now).dts();
        assertThat(picture - last)
            .as("picture %s", frame)
            .isBetween(FRAME * 97 / 100, FRAME * 103 / 100);
        assertThat(map.audio(source, false, now)).isEqualTo(picture);
        last = picture;
      }
      assertThat(map.reanchors()).isZero();
      assertThat(Math.abs(last - now)).isLessThan(SECOND / 10);
    }

    private long reanchors;

    private long worstLead(double rate, int seconds) {
      TimeMap map = map();
      map.beginVideo(SOURCE, SOURCE);
      long start = now;
      long worst = 0;
      for (long i = 1; i < seconds * 30L; i++) {
        now = start + i * FRAME;
        long dts = SOURCE + (long) (i * FRAME * rate);
        Timeline.Stamp stamp = map.video(dts, dts, now);
        worst = Math.max(worst, Math.abs(stamp.dts() - now));
      }
      reanchors += map.reanchors();
      return worst;
    }
  }
}
