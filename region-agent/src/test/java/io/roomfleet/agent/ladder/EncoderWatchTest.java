package io.roomfleet.agent.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.agent.EncoderQuality;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EncoderWatchTest {
  private static final Instant START = Instant.parse("2026-11-11T12:00:00Z");

  private final EncoderWatch watch = new EncoderWatch();

  private void at(double seconds, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    // In two pieces, as a pipe may give them.
    int half = bytes.length / 2;
    byte[] rest = text.substring(half).getBytes(StandardCharsets.US_ASCII);
    watch.bytes(bytes, half, time(seconds));
    watch.bytes(rest, rest.length, time(seconds));
  }

  private static Instant time(double seconds) {
    return START.plusMillis(Math.round(seconds * 1000));
  }

  private EncoderQuality quality(double seconds) {
    return watch.quality("t", time(seconds));
  }

  private static String progress(int frames, String micros, int dropped) {
    return "frame="
        + frames
        + "\nfps=12.3\nout_time_us="
        + micros
        + "\ndup_frames=0\ndrop_frames="
        + dropped
        + "\nspeed=0.9x\nprogress=continue\n";
  }

  @Test
  void ratesAreOverTheLastSecondAndNotSinceTheStart() {
    at(1, progress(0, "N/A", 0));
    assertThat(quality(1)).isEqualTo(new EncoderQuality("t", null, null, 0, null, null, null));
    at(2, progress(50, "2000000", 0));
    assertThat(quality(2).fps()).isEqualTo(50.0);
    assertThat(quality(2).speed()).isNull();
    at(3, progress(75, "3000000", 2));
    at(3.01, progress(76, "3010000", 2));
    assertThat(quality(3)).isEqualTo(new EncoderQuality("t", 25.0, 1.0, 2, null, null, null));
    at(5, progress(100, "4000000", 2));
    assertThat(quality(5).fps()).isEqualTo(12.5);
    assertThat(quality(5).speed()).isEqualTo(0.5);
  }

  @Test
  void aBlackPictureIsSaidAfterASecondWithWhenItBegan() {
    at(10, "frame:8    pts:8       pts_time:4\nlavfi.black_start=4\n");
    assertThat(quality(10.9).blackSince()).isNull();
    assertThat(quality(11).blackSince()).isEqualTo(time(10));
    at(14, "lavfi.black_end=8\n");
    assertThat(quality(20).blackSince()).isNull();
    at(20, "lavfi.black_start=9\n");
    assertThat(quality(25).blackSince()).isEqualTo(time(20));
  }

  @Test
  void aPictureThatStandsStillAndSilenceBeganBeforeTheyWereSaid() {
    at(10, "lavfi.freezedetect.freeze_start=4\nlavfi.silence_start=4.5\n");
    assertThat(quality(10).frozenSince()).isEqualTo(time(8));
    assertThat(quality(10).silentSince()).isEqualTo(time(8));
    at(12, "lavfi.freezedetect.freeze_duration=4\nlavfi.freezedetect.freeze_end=8\n");
    assertThat(quality(12).frozenSince()).isNull();
    assertThat(quality(12).silentSince()).isEqualTo(time(8));
    at(13, "lavfi.silence_end=9\nlavfi.silence_duration=4.5\n");
    assertThat(quality(13).silentSince()).isNull();
  }

  @Test
  void otherTextIsPassedOverHoweverLong() {
    at(1, "x".repeat(100_000) + "\n=\nframe=\nframe=abc\nprogress=\n\u0000\n");
    assertThat(quality(1)).isEqualTo(new EncoderQuality("t", null, null, 0, null, null, null));
  }
}
