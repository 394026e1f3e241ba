package io.roomfleet.agent.hub;

import io.roomfleet.agent.ts.Lane;
import io.roomfleet.agent.ts.PesUnit;
import io.roomfleet.agent.ts.StreamTypes;
import io.roomfleet.agent.ts.Timestamps;
import io.roomfleet.agent.ts.TsMuxer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Units that say in their bytes where they come from, so that the output can be accounted for. */
public final class Synthetic {
  static final StreamTypes TYPES = new StreamTypes(StreamTypes.H264, StreamTypes.AAC_ADTS);
  static final long AUDIO_STEP = 1920; // 1,024 samples of 48 kHz

  private Synthetic() {}

  /**
   * What a unit's bytes say.
   *
   * @param source number of the publisher; 0 is the slate
   * @param sequence counts the lane's units
   * @param capture when it was captured, in ticks
   */
  record Label(int source, long sequence, long capture, boolean key) {
    static Label of(PesUnit unit) {
      String text = new String(unit.data(), StandardCharsets.US_ASCII);
      String[] parts = text.substring(text.indexOf('<') + 1, text.indexOf('>')).split(";");
      return new Label(
          Integer.parseInt(parts[0]),
          Long.parseLong(parts[1]),
          Long.parseLong(parts[2]),
          Boolean.parseBoolean(parts[3]));
    }

    private byte[] bytes(int padding) {
      String text = "<" + source + ";" + sequence + ";" + capture + ";" + key + ">";
      return (text + "x".repeat(padding)).getBytes(StandardCharsets.US_ASCII);
    }
  }

  static PesUnit picture(Label label, long pts, long dts, int padding) {
    return new PesUnit(
        Lane.VIDEO,
        0xE0,
        Timestamps.wrap(pts),
        Timestamps.wrap(dts),
        label.key,
        label.bytes(padding));
  }

  /** One ADTS frame of 48 kHz stereo whose payload is the label. */
  static PesUnit sound(Label label, long pts) {
    byte[] payload = label.bytes(100);
    int length = payload.length + 7;
    byte[] frame = new byte[length];
    frame[0] = (byte) 0xFF;
    frame[1] = (byte) 0xF1;
    frame[2] = 0x4C;
    frame[3] = (byte) (0x80 | length >> 11);
    frame[4] = (byte) (length >> 3);
    frame[5] = (byte) ((length & 7) << 5 | 0x1F);
    frame[6] = (byte) 0xFC;
    System.arraycopy(payload, 0, frame, 7, payload.length);
    return new PesUnit(Lane.AUDIO, 0xC0, Timestamps.wrap(pts), Timestamps.wrap(pts), false, frame);
  }

  static boolean isSilence(PesUnit unit) {
    return unit.lane() == Lane.AUDIO
        && !new String(unit.data(), StandardCharsets.US_ASCII).contains("<");
  }

  /** Two seconds at 30 pictures a second, a key frame each half second. */
  public static byte[] slateBytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TsMuxer muxer = new TsMuxer(TYPES);
    long base = 126_000;
    long sounds = 0;
    for (int i = 0; i < 60; i++) {
      long dts = base + i * 3000L;
      while (base + sounds * AUDIO_STEP <= dts) {
        long pts = base + sounds * AUDIO_STEP;
        PesUnit sound = sound(new Label(0, sounds++, pts, false), pts);
        out.writeBytes(muxer.unit(sound, pts, pts, false));
      }
      PesUnit picture = picture(new Label(0, i, dts, i % 15 == 0), dts, dts, 400);
      out.writeBytes(muxer.unit(picture, dts, dts, picture.key()));
    }
    return out.toByteArray();
  }

  /** A publisher whose units are asked for as time goes by. */
  static final class Publisher {
    final int number;
    final boolean hasVideo;
    final boolean hasAudio;
    private final Random random;
    private final long frame;
    private final int group; // pictures in a mini group: 1 has no B-frames
    private final int gop;
    private final double drift;
    private final long audioDelay;
    private final long jitter;
    private final long began;
    private long stampBase;
    private long frames;
    private long inGop;
    private long sounds;
    boolean leapt;

    /** Begins {@code burst} ticks before {@code now}, all of which is delivered at once. */
    Publisher(int number, Random random, long now, long burst, boolean video, boolean audio) {
      this.number = number;
      this.random = random;
      this.hasVideo = video;
      this.hasAudio = audio;
      this.frame = 90_000 / new int[] {15, 24, 25, 30, 50, 60}[random.nextInt(6)];
      this.group = 1 + random.nextInt(3);
      this.gop = 1 + group * (5 + random.nextInt(12));
      this.drift = 1 + (random.nextDouble() - 0.5) * 0.0006;
      this.audioDelay = random.nextInt(20_000);
      this.jitter = random.nextInt(3_000);
      this.began = now - burst;
      this.stampBase =
          random.nextInt(3) == 0 ? (1L << 33) - random.nextInt(900_000) : random.nextInt(1 << 30);
    }

    StreamTypes types() {
      return new StreamTypes(
          hasVideo ? StreamTypes.H264 : StreamTypes.NONE,
          hasAudio ? StreamTypes.AAC_ADTS : StreamTypes.NONE);
    }

    void leap(long by) {
      stampBase += by;
      leapt = true;
    }

    /** Leaves out what was captured until {@code now}, and goes on with a key frame. */
    void skipTo(long now) {
      while (hasVideo && capture(frames) < now) {
        frames++;
      }
      inGop = 0;
      while (hasAudio && soundCapture(sounds) < now) {
        sounds++;
      }
    }

    private long capture(long index) {
      return began + (long) (index * frame * drift);
    }

    private long soundCapture(long index) {
      return began + (long) (index * AUDIO_STEP * drift);
    }

    /** The next unit that has arrived by {@code now}, or null. */
    PesUnit next(long now) {
      long late = jitter == 0 ? 0 : random.nextInt((int) jitter);
      boolean videoDue = hasVideo && capture(frames) + late <= now;
      boolean audioDue = hasAudio && soundCapture(sounds) + audioDelay + late <= now;
      if (videoDue && (!audioDue || capture(frames) <= soundCapture(sounds) + audioDelay)) {
        return nextPicture();
      }
      if (audioDue) {
        long index = sounds++;
        long stamp = index * AUDIO_STEP;
        return sound(new Label(number, index, stamp, false), stampBase + frame + stamp);
      }
      return null;
    }

    private PesUnit nextPicture() {
      long index = frames++;
      boolean key = inGop == 0;
      long dts = index * frame;
      long pts = dts;
      if (group > 1) {
        boolean forward = !key && (inGop - 1) % group == 0;
        pts = key ? dts + frame : forward ? dts + frame * group : dts;
      } else {
        pts = dts + frame;
      }
      inGop = (inGop + 1) % gop;
      return picture(
          new Label(number, index, pts - frame, key),
          stampBase + pts,
          stampBase + dts,
          random.nextInt(3000));
    }
  }
}
