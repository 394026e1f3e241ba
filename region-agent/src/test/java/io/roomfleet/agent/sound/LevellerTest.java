package io.roomfleet.agent.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LevellerTest {
  private static final int SLOT = 1920;

  /** A tone on both channels; {@code amplitude} is its peak. */
  private static short[] tone(double amplitude, int from) {
    short[] pcm = new short[2 * SLOT];
    for (int i = 0; i < SLOT; i++) {
      double value = amplitude * Math.sin(2 * Math.PI * 997 * (from + i) / 48_000);
      pcm[2 * i] = pcm[2 * i + 1] = (short) Math.round(value * 32767);
    }
    return pcm;
  }

  private static double loudness(Leveller leveller, double amplitude, int seconds) {
    Loudness meter = new Loudness();
    for (int slot = 0; slot < seconds * 25; slot++) {
      float[] sum = new float[2 * SLOT];
      leveller.add(tone(amplitude, slot * SLOT), sum, true);
      for (int i = 0; i < sum.length; i += 2) {
        meter.add(sum[i], sum[i + 1]);
      }
    }
    return meter.momentary();
  }

  /** BS.1770: a sine of 997 Hz at full scale in one of two channels is -3.01 LUFS. */
  @Test
  void loudnessIsThatOfTheStandard() {
    Loudness meter = new Loudness();
    for (int i = 0; i < 48_000; i++) {
      meter.add(Math.sin(2 * Math.PI * 997 * i / 48_000), 0);
    }
    assertThat(meter.momentary()).isEqualTo(-3.01, within(0.05));
  }

  @Test
  void quietAndLoudSourcesComeToTheSameLoudness() {
    assertThat(loudness(new Leveller(), 0.03, 12)).isEqualTo(Leveller.TARGET, within(1.0));
    assertThat(loudness(new Leveller(), 0.9, 12)).isEqualTo(Leveller.TARGET, within(1.0));
  }

  @Test
  void pausesAreNotMadeLoud() {
    Leveller leveller = new Leveller();
    loudness(leveller, 0.2, 10);
    double gain = leveller.gain();
    assertThat(loudness(leveller, 0.0005, 20)).isLessThan(-60);
    assertThat(leveller.gain()).isEqualTo(gain, within(2.5));
  }

  @Test
  void whoIsNotHeardFadesOutWithoutAClick() {
    Leveller leveller = new Leveller();
    loudness(leveller, 0.2, 10);
    float[] sum = new float[2 * SLOT];
    leveller.add(tone(0.2, 0), sum, false);
    for (int i = 2; i < sum.length; i++) {
      assertThat(Math.abs(sum[i] - sum[i - 2])).isLessThan(0.06f);
    }
    assertThat(sum[2 * 481]).isZero();
  }

  @Test
  void sumOfManyStaysBelowFullScale() {
    Limiter limiter = new Limiter();
    Random random = new Random(1);
    for (int slot = 0; slot < 50; slot++) {
      float[] sum = new float[2 * SLOT];
      for (int i = 0; i < sum.length; i++) {
        sum[i] = (float) (random.nextGaussian() * (slot % 5));
      }
      byte[] pcm = limiter.pcm(sum);
      for (int i = 0; i < pcm.length; i += 2) {
        int sample = (short) ((pcm[i] & 0xFF) | pcm[i + 1] << 8);
        assertThat(Math.abs(sample)).isLessThanOrEqualTo(29_200);
      }
    }
    float[] quiet = {0.5f, -0.5f, 0.25f, 0};
    byte[] same = new Limiter().pcm(quiet);
    assertThat((short) ((same[0] & 0xFF) | same[1] << 8)).isEqualTo((short) 16384);
  }
}
