package io.roomfleet.agent.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.agent.ts.Lane;
import io.roomfleet.agent.ts.PesUnit;
import io.roomfleet.agent.ts.StreamTypes;
import io.roomfleet.agent.ts.Timestamps;
import io.roomfleet.agent.ts.TsDemuxer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random histories of publishers that come, go, freeze, burst, leap and drift, on a clock that the
 * test moves. What must hold is checked on the bytes that come out.
 */
class SwitcherHistoryTest {
  private static final long STEP = Timestamps.HZ / 200;
  private static final long TICK = 4 * STEP;
  private static final HubSettings SETTINGS = HubSettings.DEFAULTS;

  /** The clock of 33 bits begins anew in the middle of a history. */
  private static final long START = 40 * (1L << 33) - 45 * Timestamps.HZ;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void theOutputIsOneUnbrokenLineOfTimeWhateverTheInputsDo(int block) {
    for (int seed = block * 1000; seed < block * 1000 + 25; seed++) {
      new History(seed).run(90 * Timestamps.HZ);
    }
  }

  /** A publisher with its feed. */
  private static final class Source {
    final Synthetic.Publisher publisher;
    final Feed feed;
    boolean frozen;
    boolean keepsWhatItMissed;

    Source(Synthetic.Publisher publisher, Feed feed) {
      this.publisher = publisher;
      this.feed = feed;
    }
  }

  private static final class History {
    private final int seed;
    private final Random random;
    private final Timeline timeline = new Timeline(START);
    private final Checker checker;
    private final Switcher switcher;
    private final List<Source> sources = new ArrayList<>();
    private long now = START;
    private long lastEvent;
    private int made;

    History(int seed) {
      this.seed = seed;
      this.random = new Random(seed);
      this.checker = new Checker(seed);
      Output output = new Output(timeline, Synthetic.TYPES, (c, at) -> checker.chunk(c, at));
      Slate slate = Slate.of(Synthetic.slateBytes());
      this.switcher = new Switcher(SETTINGS, slate, timeline, output, now);
    }

    void run(long length) {
      long end = now + length;
      while (now < end) {
        now += STEP;
        if (random.nextInt(300) == 0) {
          event();
        }
        deliver();
        if ((now - START) % TICK == 0) {
          switcher.tick(now);
          checkNearTheWallClock();
        }
      }
      assertThat(checker.pictures).as("seed " + seed).isGreaterThan(1000);
      assertThat(checker.demuxer.tornUnits()).isZero();
    }

    private void checkNearTheWallClock() {
      long lead = (timeline.lastVideo() - now) * 1000 / Timestamps.HZ;
      boolean settled = now - lastEvent > 3 * Timestamps.HZ;
      long behind = settled ? 150 : SETTINGS.stall().toMillis() + 100;
      assertThat(lead)
          .as("lead in ms, seed %s at %s ms", seed, (now - START) / 90)
          .isBetween(-behind, settled ? 300L : 600L);
      if (!switcher.live()) {
        assertThat(now - timeline.lastVideo()).as("slate, seed " + seed).isLessThan(27_000);
      }
    }

    private void deliver() {
      for (Source source : sources) {
        if (source.frozen) {
          continue;
        }
        PesUnit unit = source.publisher.next(now);
        while (unit != null) {
          switcher.unit(source.feed, unit, now);
          unit = source.publisher.next(now);
        }
      }
    }

    private void event() {
      lastEvent = now;
      int what = random.nextInt(10);
      if (sources.isEmpty() || what < 2) {
        attach();
        return;
      }
      int index = random.nextInt(sources.size());
      Source source = sources.get(index);
      if (what < 4) {
        switcher.detach(source.feed, now);
        sources.remove(index);
      } else if (what < 8) {
        source.frozen = !source.frozen;
        if (source.frozen) {
          source.keepsWhatItMissed = random.nextBoolean();
        } else if (!source.keepsWhatItMissed) {
          source.publisher.skipTo(now);
        }
      } else if (what == 8) {
        long by = (1 + random.nextInt(100_000)) * Timestamps.HZ;
        source.publisher.leap(random.nextBoolean() ? by : -by);
      }
    }

    private void attach() {
      int kind = random.nextInt(8);
      long burst = random.nextInt(3) == 0 ? random.nextInt(270_000) : 0;
      Synthetic.Publisher publisher =
          new Synthetic.Publisher(++made, random, now, burst, kind != 0, kind != 1);
      Source source = new Source(publisher, switcher.attach(now));
      switcher.streams(source.feed, publisher.types());
      sources.add(source);
      checker.publishers.put(made, publisher);
      sources.removeIf(s -> !switcher.attached(s.feed));
    }
  }

  /** Reads the output as a reader does, and holds it to what is promised. */
  private static final class Checker implements TsDemuxer.Sink {
    private final int seed;
    final Map<Integer, Synthetic.Publisher> publishers = new HashMap<>();
    final TsDemuxer demuxer = new TsDemuxer(this);
    private final Timestamps.Unwrapper clock = new Timestamps.Unwrapper();
    private final int[] counters = {-1, -1};
    private long lastVideo = Long.MIN_VALUE;
    private long lastAudio = Long.MIN_VALUE;
    private int videoSource = -1;
    private long videoSequence;
    private long videoShift;
    private long sinceSwitch;
    private long lastTables;
    private long now;
    int pictures;

    Checker(int seed) {
      this.seed = seed;
    }

    void chunk(Chunk chunk, long at) {
      now = at;
      byte[] bytes = chunk.bytes();
      assertThat(bytes.length % 188).isZero();
      for (int i = 0; i < bytes.length; i += 188) {
        int pid = (bytes[i + 1] & 0x1F) << 8 | bytes[i + 2] & 0xFF;
        if (pid == 0) {
          lastTables = at;
        } else if (pid == 0x100 || pid == 0x101) {
          int counter = bytes[i + 3] & 0x0F;
          int lane = pid - 0x100;
          if (counters[lane] >= 0) {
            assertThat(counter).as("counter").isEqualTo((counters[lane] + 1) & 0x0F);
          }
          counters[lane] = counter;
        }
      }
      assertThat(at - lastTables).as("ticks since the tables").isLessThanOrEqualTo(9_000 + TICK);
      if (chunk.key()) {
        assertThat(bytes[1] & 0x1F).as("a key chunk begins with the PAT").isZero();
        assertThat(bytes[2]).isZero();
      }
      demuxer.write(bytes, 0, bytes.length);
    }

    @Override
    public void streams(StreamTypes types) {
      assertThat(types.hasVideo() && types.hasAudio()).isTrue();
    }

    @Override
    public void unit(PesUnit unit) {
      long dts = clock.unwrap(unit.dts());
      long pts = dts + Timestamps.difference(unit.pts(), unit.dts());
      assertThat(pts).isGreaterThanOrEqualTo(dts);
      if (unit.lane() == Lane.VIDEO) {
        picture(unit, pts, dts);
      } else {
        sound(unit, pts);
      }
    }

    private void picture(PesUnit unit, long pts, long dts) {
      pictures++;
      assertThat(dts).as("picture DTS, seed " + seed).isGreaterThan(lastVideo);
      lastVideo = dts;
      Synthetic.Label label = Synthetic.Label.of(unit);
      boolean follows = label.source() == videoSource && label.sequence() == videoSequence + 1;
      if (!follows) {
        assertThat(label.key())
            .as("seed %s: %s after %s/%s", seed, label, videoSource, videoSequence)
            .isTrue();
        sinceSwitch = now;
      }
      videoSource = label.source();
      videoSequence = label.sequence();
      videoShift = pts - label.capture();
    }

    private void sound(PesUnit unit, long pts) {
      assertThat(pts).as("sound PTS, seed " + seed).isGreaterThan(lastAudio);
      lastAudio = pts;
      if (Synthetic.isSilence(unit)) {
        return;
      }
      Synthetic.Label label = Synthetic.Label.of(unit);
      Synthetic.Publisher publisher = publishers.get(label.source());
      boolean comparable =
          label.source() == videoSource
              && label.source() != 0
              && publisher != null
              && !publisher.leapt
              && now - sinceSwitch > Timestamps.HZ / 2;
      if (comparable) {
        assertThat(pts - label.capture())
            .as("sound against picture, seed %s, source %s", seed, label.source())
            .isBetween(videoShift - 270, videoShift + 270);
      }
    }
  }
}
