package io.roomfleet.agent.sound;

/**
 * Brings one source to the loudness that all have in a mix, {@link #TARGET}. What it goes by is the
 * loudness of the last seconds in which there was more than silence (EBU R128 calls it the gate),
 * so that pauses are not made loud; and it turns slowly, so that speech keeps its life. It knows
 * the past only, and delays nothing.
 */
public final class Leveller {
  /** LUFS. Speech of live programmes; the limiter has room above it. */
  public static final double TARGET = -18;

  private static final double GATE = -50;
  private static final double MOST = 20;
  private static final double LEAST = -24;

  /** How much of the mean a new step of 0.1 s is: the last three seconds count most. */
  private static final double WEIGHT = 1 / 30.0;

  /** dB that it turns within a step of 0.1 s: up slowly, down faster, since loud hurts. */
  private static final double UP = 0.6;

  private static final double DOWN = 1.5;

  /** At first it knows little, and learns faster. */
  private static final int LEARNING = 30;

  private final Loudness loudness = new Loudness();
  private double power;
  private int heard;
  private double gain;
  private double factor = 1;
  private double wanted = 1;
  private double fade;

  /**
   * Adds the source to a sum.
   *
   * @param pcm samples of both channels in turn
   * @param sum of as many, -1 to 1 each, in which there may be more already
   * @param audible false to fade it out within a few milliseconds
   */
  public void add(short[] pcm, float[] sum, boolean audible) {
    double step = (audible ? 1 : -1) / 480.0;
    for (int i = 0; i + 1 < pcm.length; i += 2) {
      double left = pcm[i] / 32768.0;
      double right = pcm[i + 1] / 32768.0;
      if (loudness.add(left, right)) {
        turn(loudness.momentary());
      }
      factor += (wanted - factor) / 2400;
      fade = Math.max(0, Math.min(1, fade + step));
      if (fade > 0) {
        sum[i] += (float) (left * factor * fade);
        sum[i + 1] += (float) (right * factor * fade);
      }
    }
  }

  private void turn(double momentary) {
    if (momentary < GATE) {
      return;
    }
    heard++;
    double now = Math.pow(10, momentary / 10);
    power = heard == 1 ? now : power + (now - power) * Math.max(WEIGHT, 1.0 / heard);
    double aim = Math.max(LEAST, Math.min(MOST, TARGET - 10 * Math.log10(power)));
    double haste = heard < LEARNING ? 3 : 1;
    gain += Math.max(-DOWN * haste, Math.min(UP * haste, aim - gain));
    wanted = Math.pow(10, gain / 20);
  }

  /** dB by which it is made louder now. */
  double gain() {
    return gain;
  }
}
