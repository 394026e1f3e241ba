package io.roomfleet.agent.mix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.roomfleet.agent.draw.Frame;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures every 40 ms and sound every 20 ms, each marked by its own time. */
class SeatBufferTest {
  private static final int SLOT = 40 * SeatBuffer.PER_MILLI;
  private static final double CAME_AFTER = 70;

  private final SeatBuffer buffer = new SeatBuffer(2, 2);
  private final short[] pcm = new short[2 * SLOT];
  private long picturesUntil;
  private long soundUntil;

  /** All of the seat's time up to {@code until} comes at {@code now}. */
  private void comes(long until, double now) {
    for (; soundUntil + 20 <= until; soundUntil += 20) {
      byte[] sound = new byte[20 * SeatBuffer.PER_MILLI * 4];
      for (int i = 0; i < sound.length; i += 2) {
        int mark = (int) (soundUntil + i / 4 / SeatBuffer.PER_MILLI) % 30_000;
        sound[i] = (byte) mark;
        sound[i + 1] = (byte) (mark >> 8);
      }
      buffer.take(2, soundUntil, sound, now);
    }
    for (; picturesUntil <= until; picturesUntil += 40) {
      byte[] picture = new byte[6];
      picture[0] = (byte) (picturesUntil / 40);
      picture[1] = (byte) (picturesUntil / 40 >> 8);
      buffer.take(1, picturesUntil, picture, now);
    }
  }

  private int picture(double now) {
    Frame frame = buffer.picture(now);
    return frame == null ? -1 : ((frame.bytes()[0] & 0xFF) | frame.bytes()[1] << 8) * 40;
  }

  @Test
  void pictureAndSoundOfOneMomentAreDueTogether() {
    for (int now = 0; now < 4000; now += 40) {
      comes(now, now + CAME_AFTER);
    }
    assertThat(buffer.ready(500)).isTrue();
    for (int now = 4000; now < 6000; now += 40) {
      comes(now, now + CAME_AFTER);
      assertThat(buffer.sound(now + CAME_AFTER, pcm)).isTrue();
      assertThat((int) pcm[0]).isCloseTo(now - 420, within(1));
      assertThat(picture(now + CAME_AFTER)).isBetween(now - 440, now - 400);
    }
  }

  @Test
  void soundComesToWhereItShouldBeWithoutAHoleAndWithoutALeap() {
    for (int now = 0; now < 4000; now += 40) {
      comes(now, now + CAME_AFTER);
    }
    assertThat(buffer.sound(4000 + CAME_AFTER, pcm)).isTrue();
    int last = pcm[0];
    for (int now = 4040; now < 9000; now += 40) {
      comes(now, now + 40); // The way has become shorter.
      assertThat(buffer.sound(now + CAME_AFTER, pcm)).isTrue();
      assertThat(pcm[0] - last).isBetween(39, 42);
      last = pcm[0];
    }
    assertThat(last).isCloseTo(8960 - 420 + 30, within(1));
  }

  /** As a hub stamps it that keeps a line near the wall clock. */
  @ParameterizedTest
  @ValueSource(doubles = {0.98, 0.995, 1.005, 1.02})
  void timesThatGlideAreFollowedWithoutAHole(double speed) {
    short[] heard = new short[2 * 960];
    for (int block = 0; block < 1000; block++) {
      byte[] sound = new byte[20 * SeatBuffer.PER_MILLI * 4];
      Arrays.fill(sound, (byte) 1);
      // For ten seconds: further a hub does not go.
      double glided = Math.max(0, Math.min(500, block - 200)) * 20 * (speed - 1);
      long millis = Math.round(block * 20 + glided);
      double now = block * 20 + CAME_AFTER;
      buffer.take(1, millis, new byte[6], now);
      buffer.take(2, millis, sound, now);
      if (block > 50) {
        assertThat(buffer.sound(now, heard)).as("block %s is there", block).isTrue();
        for (int i = 0; i < heard.length; i++) {
          assertThat(heard[i]).as("sample %s of block %s", i, block).isEqualTo((short) 0x101);
        }
      }
    }
    assertThat(buffer.delay()).isEqualTo(400);
  }

  /** A decoder that begins with the pictures since a key frame, on a machine that is busy. */
  @Test
  void longBeginningLeavesNoDelayBehind() {
    for (int now = 0; now < 4000; now += 40) {
      comes(3 * now, now + 8000);
    }
    for (int now = 12_000; now < 20_000; now += 40) {
      comes(now, now + CAME_AFTER);
      buffer.sound(now + CAME_AFTER, pcm);
    }
    assertThat((int) pcm[0]).isBetween(19_960 - 420 - 500, 19_960 - 420);
  }

  /** What was late is made good for, and at the same time the way becomes shorter. */
  @Test
  void twoThingsThatAreMadeGoodDoNotAddUpToALeap() {
    int last = -1;
    for (int now = 0; now < 60_000; now += 40) {
      double late = now < 5000 ? 0 : now < 35_000 ? 600 : Math.max(0, 600 - (now - 35_000) / 20.0);
      comes((long) (now - late), now + CAME_AFTER);
      if (now > 600 && buffer.sound(now + CAME_AFTER, pcm)) {
        if (now > 10_000) {
          assertThat((pcm[0] - last + 30_000) % 30_000).as("at %s", now).isBetween(38, 42);
        }
        last = pcm[0];
      } else {
        assertThat(now).isLessThan(10_000);
      }
    }
    assertThat(buffer.delay()).isLessThan(700);
  }

  @Test
  void stallLeavesOneHoleAndNothingIsLostOrApart() {
    int holes = 0;
    int last = -1;
    for (int now = 0; now < 10_000; now += 40) {
      boolean stalled = now > 5000 && now < 5700;
      if (!stalled) {
        comes(now, now + CAME_AFTER);
      }
      if (now > 600 && buffer.sound(now + CAME_AFTER, pcm)) {
        if (last >= 0 && now > 1000) {
          assertThat(pcm[0] - last).isBetween(39, 41);
        }
        last = pcm[0];
        int apart = pcm[0] - picture(now + CAME_AFTER);
        assertThat(apart).isBetween(-21, 21);
      } else if (now > 600) {
        holes++;
      }
    }
    // 700 ms came late, and 400 were in store.
    assertThat(holes * 40).isBetween(240, 400);
  }

  @Test
  void delayThatIsNotNeededAnyMoreIsMadeGoodWithoutAHole() {
    for (int now = 0; now < 5000; now += 40) {
      comes(now, now + CAME_AFTER);
    }
    for (int now = 5000; now < 30_000; now += 40) {
      if (now > 8000) {
        comes(now, now + CAME_AFTER);
      }
      boolean there = buffer.sound(now + CAME_AFTER, pcm);
      if (now > 8000 && now < 12_000) {
        assertThat(buffer.delay()).isGreaterThan(2500);
      }
      assertThat(there || now < 8040 && now > 5000).isTrue();
    }
    assertThat(buffer.delay()).isLessThan(600);
  }

  @Test
  void gapOfPicturesAloneKeepsThePictureAndTheVoice() {
    double now = untilThreeSeconds();
    picturesUntil = 5000;
    for (int moment = 3040; moment < 4900; moment += 40) {
      comes(moment, moment + CAME_AFTER);
      now = moment + CAME_AFTER;
      assertThat(buffer.ready(now)).isTrue();
      assertThat(buffer.sound(now, pcm)).isTrue();
      assertThat((int) pcm[0]).isCloseTo(moment - 420, within(1));
      assertThat(picture(now)).isBetween(Math.min(moment - 440, 3000), 3000);
    }
    assertThat(picture(now)).isEqualTo(3000);
  }

  @Test
  void whatEndsAltogetherIsGoneWithinASecond() {
    double now = untilThreeSeconds();
    assertThat(picture(now + 700)).isEqualTo(3000);
    assertThat(buffer.ready(now + 700)).isTrue();
    assertThat(buffer.ready(now + 900)).isFalse();
  }

  /** When its last came. */
  private double untilThreeSeconds() {
    for (int moment = 0; moment <= 3000; moment += 40) {
      comes(moment, moment + CAME_AFTER);
      picture(moment + CAME_AFTER);
    }
    return 3000 + CAME_AFTER;
  }

  @Test
  void burstOfABeginningDoesNotCountAsLate() {
    comes(2000, 2500);
    for (int now = 2540; now < 4000; now += 40) {
      comes(now - 60, now);
      assertThat(picture(now)).isLessThanOrEqualTo(now - 380);
    }
    assertThat(buffer.delay()).isEqualTo(400);
  }
}
