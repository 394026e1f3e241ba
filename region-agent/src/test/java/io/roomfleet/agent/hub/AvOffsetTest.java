package io.roomfleet.agent.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.roomfleet.agent.testing.TestFfmpeg;
import io.roomfleet.agent.ts.Lane;
import io.roomfleet.agent.ts.PesUnit;
import io.roomfleet.agent.ts.StreamTypes;
import io.roomfleet.agent.ts.Timestamps;
import io.roomfleet.agent.ts.TsDemuxer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On the units of a real encoder, some with the clock of their sound put wrong. */
class AvOffsetTest {
  private static List<PesUnit> units;

  @BeforeAll
  static void encode() throws IOException {
    byte[] media =
        TestFfmpeg.output(
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=320x180:r=25:d=8",
            "-f",
            "lavfi",
            "-i",
            "sine=r=48000:d=8",
            "-c:v",
            "libopenh264",
            "-b:v",
            "300k",
            "-c:a",
            "aac",
            "-f",
            "mpegts",
            "-");
    units = new ArrayList<>();
    TsDemuxer demuxer =
        new TsDemuxer(
            new TsDemuxer.Sink() {
              @Override
              public void streams(StreamTypes types) {}

              @Override
              public void unit(PesUnit unit) {
                units.add(unit);
              }
            });
    demuxer.write(media, 0, media.length);
    assertThat(units).hasSizeGreaterThan(200);
  }

  /** What is measured when the sound's stamps are ahead by {@code ticks}. */
  private static Duration measured(Feed feed, long ticks) {
    return measured(feed, 0, ticks);
  }

  /** As that, with everything {@code later}. */
  private static Duration measured(Feed feed, long later, long ticks) {
    for (PesUnit unit : units) {
      boolean sound = unit.lane() == Lane.AUDIO;
      feed.timed(moved(unit, later + (sound ? ticks : 0)), 0);
    }
    return feed.avOffset().mean();
  }

  private static PesUnit moved(PesUnit unit, long ticks) {
    return new PesUnit(
        unit.lane(),
        unit.streamId(),
        Timestamps.wrap(unit.pts() + ticks),
        Timestamps.wrap(unit.dts() + ticks),
        unit.key(),
        unit.data());
  }

  private static Feed feed() {
    return new Feed(HubSettings.DEFAULTS, 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 600, -600, 80, 5_000})
  void soundWhoseClockIsWrongIsSeenByAsMuch(int millis) {
    Duration right = measured(feed(), 0);
    assertThat(right).isBetween(Duration.ofMillis(-150), Duration.ofMillis(150));
    assertThat(measured(feed(), millis * 90L).minus(right))
        .isBetween(Duration.ofMillis(millis - 5), Duration.ofMillis(millis + 5));
  }

  @Test
  void aChangeIsFollowedAsFastAsTheLastSixteenCount() {
    Feed feed = feed();
    Duration right = measured(feed, 0);
    Duration changed = measured(feed, 8 * Timestamps.HZ, 400 * 90);
    long sounds = units.stream().filter(unit -> unit.lane() == Lane.AUDIO).count();
    double followed = 400 * (1 - Math.pow(15 / 16.0, sounds));
    assertThat((double) changed.minus(right).toMillis()).isCloseTo(followed, within(30.0));
  }

  @Test
  void aClockThatGoesRoundAndALeapOfOneLaneDoNotMatterForLong() {
    Feed feed = feed();
    assertThat(feed.avOffset().mean()).isNull();
    measured(feed, 0);
    assertThat(measured(feed, 3_600 * Timestamps.HZ)).as("an hour apart is no offset").isNull();
    assertThat(measured(feed, 0)).isBetween(Duration.ofMillis(-150), Duration.ofMillis(150));
  }
}
