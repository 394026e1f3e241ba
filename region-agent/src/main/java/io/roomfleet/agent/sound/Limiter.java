package io.roomfleet.agent.sound;

/**
 * Keeps a sum below full scale: turned down at once where it would be above, and up again within a
 * fifth of a second.
 */
public final class Limiter {
  private static final float CEILING = 0.89f;
  private static final float RELEASE = 1 / 9600f;

  private float gain = 1;

  /** The samples of {@code sum}, two channels in turn, as 16 bits, the lower byte first. */
  public byte[] pcm(float[] sum) {
    byte[] out = new byte[sum.length * 2];
    for (int i = 0; i + 1 < sum.length; i += 2) {
      float peak = Math.max(Math.abs(sum[i]), Math.abs(sum[i + 1]));
      gain = Math.min(1, gain + RELEASE);
      if (peak * gain > CEILING) {
        gain = CEILING / peak;
      }
      put(out, i, sum[i] * gain);
      put(out, i + 1, sum[i + 1] * gain);
    }
    return out;
  }

  private static void put(byte[] out, int at, float sample) {
    int value = Math.round(sample * 32767);
    out[2 * at] = (byte) value;
    out[2 * at + 1] = (byte) (value >> 8);
  }
}
