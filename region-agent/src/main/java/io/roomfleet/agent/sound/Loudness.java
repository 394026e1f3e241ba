package io.roomfleet.agent.sound;

/**
 * Momentary loudness of stereo sound at 48 kHz, by ITU-R BS.1770-4: both channels through the two
 * filters of its K-weighting, and the mean of their power over the last 400 ms, a tenth of a second
 * at a time.
 */
final class Loudness {
  private static final double[] SHELF = {
    1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241, 0.73248077421585
  };
  private static final double[] HIGH_PASS = {1, -2, 1, -1.99004745483398, 0.99007225036621};
  private static final int STEP = 4800;
  private static final int STEPS = 4;

  /** Below everything that is heard. */
  static final double SILENT = -120;

  private final Biquad[] filters = {
    new Biquad(SHELF), new Biquad(SHELF), new Biquad(HIGH_PASS), new Biquad(HIGH_PASS)
  };
  private final double[] powers = new double[STEPS];
  private int filled;
  private double sum;
  private int count;
  private double momentary = SILENT;

  /**
   * Takes the next sample.
   *
   * @param left and {@code right}: -1 to 1
   * @return whether {@link #momentary} is a new one
   */
  boolean add(double left, double right) {
    double l = filters[2].next(filters[0].next(left));
    double r = filters[3].next(filters[1].next(right));
    sum += l * l + r * r;
    if (++count < STEP) {
      return false;
    }
    powers[filled++ % STEPS] = sum / STEP;
    sum = 0;
    count = 0;
    double power = 0;
    for (double each : powers) {
      power += each / STEPS;
    }
    momentary = power <= 0 ? SILENT : Math.max(SILENT, -0.691 + 10 * Math.log10(power));
    return true;
  }

  /** LUFS. */
  double momentary() {
    return momentary;
  }

  private static final class Biquad {
    private final double[] c;
    private double x1;
    private double x2;
    private double y1;
    private double y2;

    Biquad(double[] coefficients) {
      this.c = coefficients;
    }

    double next(double x) {
      double y = c[0] * x + c[1] * x1 + c[2] * x2 - c[3] * y1 - c[4] * y2;
      x2 = x1;
      x1 = x;
      y2 = y1;
      y1 = Math.abs(y) < 1e-20 ? 0 : y;
      return y;
    }
  }
}
