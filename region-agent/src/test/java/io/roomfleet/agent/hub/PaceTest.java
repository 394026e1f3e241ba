package io.roomfleet.agent.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.roomfleet.agent.ts.Timestamps;
import org.junit.jupiter.api.Test;

/** Pictures at 25 a second, as they come. */
class PaceTest {
  private static final long FRAME = Timestamps.HZ / 25;

  private final Pace pace = new Pace();
  private long now = 7_000_000;
  private long dts = 12_345;

  /** So many pictures come, each this much later than the one before. */
  private void come(int pictures, long apart) {
    for (int i = 0; i < pictures; i++) {
      now += apart;
      dts += FRAME;
      pace.picture(dts, now);
    }
  }

  @Test
  void shouldKnowNothingInTheFirstSeconds() {
    assertThat(pace.share(now)).isNull();
    come(100, FRAME);
    assertThat(pace.share(now)).isNull();
    come(25, FRAME);
    assertThat(pace.share(now)).isCloseTo(1, within(0.02));
  }

  @Test
  void shouldSayWhichPartComesInTime() {
    come(150, FRAME);
    come(100, FRAME * 10 / 6);
    assertThat(pace.share(now)).isCloseTo(0.6, within(0.05));
  }

  @Test
  void shouldNotCountWhatWasLeftOut() {
    come(150, FRAME);
    for (int i = 0; i < 4; i++) {
      come(13, FRAME);
      now += 12 * FRAME;
      dts += 2 * Timestamps.HZ;
    }
    assertThat(pace.share(now)).isBetween(0.4, 0.6);
  }

  @Test
  void shouldForgetWhatWasLongAgo() {
    come(150, FRAME);
    now += 10 * Timestamps.HZ;
    assertThat(pace.share(now)).isZero();
    come(150, FRAME);
    assertThat(pace.share(now)).isCloseTo(1, within(0.02));
  }
}
