package io.roomfleet.agent.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.agent.ts.Lane;
import io.roomfleet.agent.ts.PesUnit;
import io.roomfleet.agent.ts.StreamTypes;
import io.roomfleet.agent.ts.Timestamps;
import io.roomfleet.agent.ts.TsDemuxer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A publisher whose network or processor was busy for a moment, through as many hubs as there are
 * from one region's line to another's encoder: nothing of it is cut or silenced, and no encoder has
 * to play its sound by more than 2.1 % faster or slower.
 */
class HeldUpPublisherTest {
  private static final long SECOND = Timestamps.HZ;
  private static final long START = 1_000 * SECOND;
  private static final long STEP = SECOND / 100;
  private static final long PICTURE = SECOND / 30;

  /** When it comes; until then all hubs have the slate. */
  private static final long COMES = START + 2 * SECOND;

  /** When it is held up. */
  private static final long HELD_UP = COMES + 5 * SECOND;

  private final List<Hub> hubs = new ArrayList<>();
  private final List<Long> sounds = new ArrayList<>();
  private final List<Long> numbers = new ArrayList<>();
  private long now = START;

  /** One on the way; what it sends goes to the next one. */
  private final class Hub implements TsDemuxer.Sink {
    private final int number = hubs.size();
    private final Timeline timeline = new Timeline(START);
    private final TsDemuxer reader = new TsDemuxer(this);
    private final Output output =
        new Output(
            timeline,
            Synthetic.TYPES,
            (chunk, at) -> reader.write(chunk.bytes(), 0, chunk.bytes().length));
    private final Switcher switcher =
        new Switcher(HubSettings.DEFAULTS, Slate.of(Synthetic.slateBytes()), timeline, output, now);
    private final Feed feed = switcher.attach(now);

    @Override
    public void streams(StreamTypes types) {
      if (!isLast()) {
        hubs.get(number + 1).switcher.streams(hubs.get(number + 1).feed, types);
      }
    }

    @Override
    public void unit(PesUnit unit) {
      if (isLast()) {
        arrived(unit);
      } else {
        hubs.get(number + 1).switcher.unit(hubs.get(number + 1).feed, unit, now);
      }
    }

    private boolean isLast() {
      return number + 1 >= hubs.size();
    }
  }

  private void arrived(PesUnit unit) {
    if (unit.lane() == Lane.AUDIO && !Synthetic.isSilence(unit)) {
      Synthetic.Label label = Synthetic.Label.of(unit);
      if (label.source() == 1) {
        numbers.add(label.sequence());
        sounds.add(unit.pts());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void whoMakesUpForItByAndBy(int length) {
    play(length, 40, since -> Math.max(0, SECOND * 6 / 10 - since / 20));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void whoStaysLate(int length) {
    play(length, 120, since -> SECOND * 65 / 100);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void whoIsAheadOfItsBeginning(int length) {
    play(length, 120, since -> -Math.min(SECOND / 2, since / 20));
  }

  @Test
  void whoIsLateForLongAndThenNotAnyMore() {
    play(
        2,
        120,
        since ->
            since < 30 * SECOND
                ? SECOND * 6 / 10
                : Math.max(0, SECOND * 6 / 10 - (since - 30 * SECOND) / 20));
  }

  /**
   * @param late by how much, by the time since it was held up
   */
  private void play(int length, int seconds, LongUnaryOperator late) {
    for (int i = 0; i < length; i++) {
      hubs.add(new Hub());
    }
    Hub first = hubs.get(0);
    first.switcher.streams(first.feed, Synthetic.TYPES);
    long picture = 0;
    long sound = 0;
    while (now < START + seconds * SECOND) {
      now += STEP;
      long since = now - HELD_UP;
      long made = now - COMES - (since < 0 ? 0 : late.applyAsLong(since));
      while (picture * PICTURE <= made || sound * Synthetic.AUDIO_STEP <= made) {
        if (picture * PICTURE <= sound * Synthetic.AUDIO_STEP) {
          long dts = picture * PICTURE;
          boolean key = picture % 30 == 0;
          var label = new Synthetic.Label(1, picture++, dts, key);
          first.switcher.unit(first.feed, Synthetic.picture(label, dts, dts, 400), now);
        } else {
          long pts = sound * Synthetic.AUDIO_STEP;
          var label = new Synthetic.Label(1, sound++, pts, false);
          first.switcher.unit(first.feed, Synthetic.sound(label, pts), now);
        }
      }
      hubs.forEach(hub -> hub.switcher.tick(now));
    }
    check();
  }

  private void check() {
    assertThat(sounds).hasSizeGreaterThan(1000);
    int second = (int) (SECOND / Synthetic.AUDIO_STEP);
    for (int i = 1; i < sounds.size(); i++) {
      assertThat(numbers.get(i) - numbers.get(i - 1)).as("after sound %s", i).isEqualTo(1);
      if (i >= second) {
        long took = Timestamps.difference(sounds.get(i), sounds.get(i - second));
        double speed = took / (double) (second * Synthetic.AUDIO_STEP);
        assertThat(speed).as("the second before sound %s", i).isBetween(0.979, 1.021);
      }
    }
    for (Hub hub : hubs) {
      assertThat(hub.switcher.reanchors()).as("hub %s", hub.number).isZero();
      assertThat(hub.switcher.switches()).as("hub %s", hub.number).isLessThanOrEqualTo(2);
      assertThat(Math.abs(hub.timeline.lastVideo() - now))
          .as("near the wall clock, hub %s", hub.number)
          .isLessThan(SECOND / 5);
    }
  }
}
