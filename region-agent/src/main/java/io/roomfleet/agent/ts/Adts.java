package io.roomfleet.agent.ts;

import org.jspecify.annotations.Nullable;

/**
 * AAC in ADTS frames.
 *
 * @param rateIndex index into the table of sampling rates (3 is 48 kHz)
 * @param channels channel configuration, 1 is mono and 2 stereo
 * @param frames how many frames the unit has
 */
public record Adts(int rateIndex, int channels, int frames) {
  private static final int[] RATES = {
    96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350
  };
  private static final int SAMPLES = 1024;
  private static final int HEADER = 7;

  /** 48 kHz stereo. */
  public static final Adts DEFAULT = new Adts(3, 2, 1);

  public Adts {
    if (rateIndex < 0 || rateIndex >= RATES.length) {
      throw new IllegalArgumentException("rateIndex: " + rateIndex + " (expected: 0 to 12)");
    }
  }

  /** Reads the frames of a unit; null when it does not begin with a whole ADTS header. */
  public static @Nullable Adts of(byte[] data) {
    int frames = 0;
    int at = 0;
    while (at + HEADER <= data.length && isHeader(data, at)) {
      int length =
          ((data[at + 3] & 3) << 11) | ((data[at + 4] & 0xFF) << 3) | ((data[at + 5] & 0xE0) >> 5);
      if (length < HEADER) {
        break;
      }
      frames++;
      at += length;
    }
    int rateIndex = frames == 0 ? RATES.length : (data[2] >> 2) & 0x0F;
    if (rateIndex >= RATES.length) {
      return null;
    }
    int channels = ((data[2] & 1) << 2) | ((data[3] & 0xC0) >> 6);
    return new Adts(rateIndex, channels, frames);
  }

  private static boolean isHeader(byte[] b, int at) {
    return b[at] == (byte) 0xFF && (b[at + 1] & 0xF6) == 0xF0;
  }

  /** Samples a second. */
  public int rate() {
    return RATES[rateIndex];
  }

  /** Of the whole unit, in ticks of 90 kHz. */
  public long ticks() {
    return frames * ticksOfOneFrame();
  }

  public long ticksOfOneFrame() {
    return SAMPLES * Timestamps.HZ / rate();
  }

  /**
   * One frame of silence of this sampling rate, mono or (for any other number of channels) stereo.
   *
   * <p>The payload is what an AAC-LC encoder makes of zeros: one element whose window has no
   * scale-factor band, a fill element, and the end. It does not depend on the sampling rate.
   */
  public byte[] silence() {
    boolean mono = channels == 1;
    int[] payload =
        mono
            ? new int[] {0x00, 0xC8, 0x00, 0x80, 0x23, 0x80}
            : new int[] {0x21, 0x00, 0x49, 0x90, 0x02, 0x19, 0x00, 0x23, 0x80};
    int length = HEADER + payload.length;
    byte[] frame = new byte[length];
    int config = mono ? 1 : 2;
    frame[0] = (byte) 0xFF;
    frame[1] = (byte) 0xF1; // MPEG-4, no CRC
    frame[2] = (byte) (0x40 | (rateIndex << 2)); // AAC-LC
    frame[3] = (byte) (config << 6 | length >> 11);
    frame[4] = (byte) (length >> 3);
    frame[5] = (byte) ((length & 7) << 5 | 0x1F);
    frame[6] = (byte) 0xFC;
    for (int i = 0; i < payload.length; i++) {
      frame[HEADER + i] = (byte) payload[i];
    }
    return frame;
  }
}
