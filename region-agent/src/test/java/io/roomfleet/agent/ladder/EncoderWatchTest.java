package io.roomfleet.agent.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.agent.EncoderQuality;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
  void itIsSlowAndNotStuckForAsLongAsPicturesCome() {
    Duration five = Duration.ofSeconds(5);
    at(1, progress(0, "N/A", 0));
    assertThat(watch.movedWithin(five, time(1))).as("none yet").isFalse();
    at(2, progress(3, "100000", 0));
    at(4, progress(4, "130000", 0));
    assertThat(watch.movedWithin(five, time(8.9))).isTrue();
    at(8, progress(4, "130000", 0));
    assertThat(watch.movedWithin(five, time(9)))
        .as("it says something, and encodes none")
        .isFalse();
  }

  /** What the encoder says of a picture. */
  private void picture(double seconds, double light, int bright, double change) {
    at(
        seconds,
        ("frame:8    pts:8       pts_time:4\nlavfi.signalstats.YAVG=%s\n"
                + "frame:8    pts:8       pts_time:4\nlavfi.signalstats.YHIGH=%s\n"
                + "frame:8    pts:8       pts_time:4\nlavfi.signalstats.YDIF=%s\n")
            .formatted(light, bright, change));
  }

  private void sound(double seconds, String peak) {
    at(seconds, "frame:1 pts:9 pts_time:0.5\nlavfi.astats.Overall.Peak_level=" + peak + "\n");
  }

  @Test
  void aBlackPictureIsSaidAfterASecondWithWhenItBegan() {
    picture(9.5, 90, 180, 4);
    picture(10, 17, 19, 0.9);
    assertThat(quality(10.4).blackSince()).isNull();
    assertThat(quality(10.5).blackSince()).isEqualTo(time(9.5));
    picture(10.5, 16, 16, 0.3);
    assertThat(quality(14).blackSince()).isEqualTo(time(9.5));
    picture(14, 90, 180, 30);
    assertThat(quality(20).blackSince()).isNull();
  }

  @Test
  void aDarkSceneIsNotBlack() {
    for (double at = 10; at < 13; at += 0.5) {
      picture(at, 30, 37, 1); // all of it dim
      picture(at, 22, 90, 1); // a spot of light
    }
    assertThat(quality(13).blackSince()).isNull();
  }

  @Test
  void aPictureThatStandsStillAndSilenceAreSaidAfterTwoSeconds() {
    picture(10, 90, 180, 3);
    sound(10, "-18.06");
    for (double at = 10.5; at <= 12; at += 0.5) {
      picture(at, 90, 180, 0.1);
      sound(at, at == 11 ? "-inf" : "-71.5");
    }
    assertThat(quality(11.9).frozenSince()).isNull();
    assertThat(quality(11.9).silentSince()).isNull();
    assertThat(quality(12).frozenSince()).isEqualTo(time(10));
    assertThat(quality(12).silentSince()).isEqualTo(time(10));
    picture(12.5, 90, 180, 2);
    assertThat(quality(12.5).frozenSince()).isNull();
    assertThat(quality(12.5).silentSince()).isEqualTo(time(10));
    sound(13, "-49.9");
    assertThat(quality(13).silentSince()).isNull();
  }

  @Test
  void figuresThatAreNoneSayNothing() {
    at(10, "lavfi.signalstats.YAVG=nan\nlavfi.signalstats.YHIGH=\nlavfi.signalstats.YDIF=x\n");
    at(10, "lavfi.astats.Overall.Peak_level=nan\n");
    assertThat(quality(20)).isEqualTo(new EncoderQuality("t", null, null, 0, null, null, null));
  }

  @Test
  void otherTextIsPassedOverHoweverLong() {
    at(1, "x".repeat(100_000) + "\n=\nframe=\nframe=abc\nprogress=\n\u0000\n");
    assertThat(quality(1)).isEqualTo(new EncoderQuality("t", null, null, 0, null, null, null));
  }
}
