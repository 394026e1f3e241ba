package io.roomfleet.agent.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.agent.ts.PesUnit;
import io.roomfleet.agent.ts.StreamTypes;
import io.roomfleet.agent.ts.TsDemuxer;
import io.roomfleet.agent.ts.TsMuxer;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;

class ReaderQueueTest {
  private static final int MAX_BYTES = 60_000;
  private static final long MAX_LAG = 90_000;

  private final TsMuxer muxer = new TsMuxer(Synthetic.TYPES);
  private long frame;

  private Chunk next(boolean key, int padding) {
    long dts = 900_000 + frame * 3000;
    int counters = muxer.counters();
    PesUnit unit = Synthetic.picture(new Synthetic.Label(1, frame, dts, key), dts, dts, padding);
    frame++;
    return new Chunk(muxer.unit(unit, dts, dts, key), key, counters, dts);
  }

  @Test
  void aReaderThatComesBeforeAnyKeyFrameWaitsForOneAndThatIsNoDrop() {
    ReaderQueue queue = new ReaderQueue(MAX_BYTES, MAX_LAG, () -> {});
    queue.begin(List.of(), 0);
    queue.offer(next(false, 100), 0);
    assertThat(queue.poll(1 << 20)).isNull();
    Chunk key = next(true, 100);
    queue.offer(key, 0);
    assertThat(queue.poll(1 << 20)).isEqualTo(ByteString.fromArray(key.bytes()));
    assertThat(queue.counts()).isEqualTo(new ReaderQueue.Counts(0, 0, key.bytes().length));
  }

  @Test
  void itIsWokenOnceAfterItFoundNothing() {
    List<String> woken = new ArrayList<>();
    ReaderQueue queue = new ReaderQueue(MAX_BYTES, MAX_LAG, () -> woken.add("woken"));
    queue.begin(List.of(), 0);
    queue.offer(next(true, 10), 0);
    assertThat(woken).isEmpty();
    queue.poll(1 << 20);
    assertThat(queue.poll(1 << 20)).isNull();
    queue.offer(next(false, 10), 0);
    queue.offer(next(false, 10), 0);
    assertThat(woken).hasSize(1);
  }

  @Test
  void whatWaitsTooLongIsThrownAway() {
    ReaderQueue queue = new ReaderQueue(MAX_BYTES, MAX_LAG, () -> {});
    queue.begin(List.of(), 0);
    queue.offer(next(true, 10), 0);
    queue.offer(next(false, 10), MAX_LAG);
    assertThat(queue.counts().drops()).isZero();
    queue.offer(next(false, 10), MAX_LAG + 1);
    assertThat(queue.counts().drops()).isEqualTo(1);
    assertThat(queue.poll(1 << 20)).isNull();
  }

  @Test
  void whatItWasGivenAtTheBeginningMayBeMoreThanTheLimitIfItIsTaken() {
    ReaderQueue queue = new ReaderQueue(1000, MAX_LAG, () -> {});
    Chunk key = next(true, 5000);
    queue.begin(List.of(key), 0);
    assertThat(queue.poll(1 << 20)).isEqualTo(ByteString.fromArray(key.bytes()));
  }

  @Test
  void afterItIsClosedWhatWaitsCanStillBeTaken() {
    ReaderQueue queue = new ReaderQueue(MAX_BYTES, MAX_LAG, () -> {});
    queue.begin(List.of(next(true, 10)), 0);
    queue.close();
    queue.offer(next(true, 10), 0);
    assertThat(queue.drained()).isFalse();
    assertThat(queue.poll(1)).isNotNull();
    assertThat(queue.drained()).isTrue();
  }

  @Test
  void inRandomHistoriesAReaderOnlyEverMissesWholeStretchesUpToAKeyFrame() {
    for (int seed = 0; seed < 60; seed++) {
      history(new Random(seed));
    }
  }

  private void history(Random random) {
    Fanout fanout = new Fanout(limits());
    List<Reader> readers = new ArrayList<>();
    List<Long> sent = new ArrayList<>();
    Reader swift = new Reader(fanout.add(() -> {}, 0), 1.0);
    readers.add(swift);
    for (int i = 0; i < 3000; i++) {
      long now = i * 3000L;
      boolean key = i == 0 || random.nextInt(30) == 0;
      sent.add(frame);
      fanout.send(next(key, random.nextInt(3000)), now);
      if (random.nextInt(300) == 0) {
        readers.add(new Reader(fanout.add(() -> {}, now), random.nextDouble()));
      }
      if (readers.size() > 1 && random.nextInt(500) == 0) {
        fanout.remove(readers.remove(1).queue);
      }
      for (Reader reader : readers) {
        reader.mayTake(random);
      }
    }
    assertThat(swift.sequences).isEqualTo(sent);
    for (Reader reader : readers) {
      reader.check();
    }
    assertThat(fanout.readers()).isEqualTo(readers.size());
    long read = readers.stream().mapToLong(r -> r.taken.size()).sum();
    assertThat(fanout.counts().bytesRead()).isGreaterThanOrEqualTo(read);
  }

  private static HubSettings limits() {
    HubSettings d = HubSettings.DEFAULTS;
    return new HubSettings(
        d.stall(),
        d.settle(),
        d.settleAtMost(),
        d.silenceAfter(),
        MAX_BYTES,
        Duration.ofSeconds(1),
        1 << 20,
        d.cacheSpan());
  }

  private static final class Reader implements TsDemuxer.Sink {
    private final ReaderQueue queue;
    private final double swiftness;
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private final TsDemuxer demuxer = new TsDemuxer(this);
    private final List<Long> sequences = new ArrayList<>();
    private long gaps;

    Reader(ReaderQueue queue, double swiftness) {
      this.queue = queue;
      this.swiftness = swiftness;
    }

    void mayTake(Random random) {
      if (random.nextDouble() <= swiftness * swiftness) {
        ByteString bytes = queue.poll(swiftness == 1.0 ? 1 << 20 : 3000);
        if (bytes != null) {
          byte[] array = bytes.toArray();
          taken.writeBytes(array);
          demuxer.write(array, 0, array.length);
        }
      }
    }

    @Override
    public void streams(StreamTypes types) {}

    @Override
    public void unit(PesUnit unit) {
      Synthetic.Label label = Synthetic.Label.of(unit);
      long last = sequences.isEmpty() ? -2 : sequences.get(sequences.size() - 1);
      if (label.sequence() != last + 1) {
        assertThat(label.key()).as("begins at a key frame").isTrue();
        gaps++;
      }
      sequences.add(label.sequence());
    }

    void check() {
      assertThat(demuxer.tornUnits()).isZero();
      // The first gap is the beginning.
      assertThat(Math.max(0, gaps - 1)).isLessThanOrEqualTo(queue.counts().drops());
      if (swiftness == 1.0) {
        assertThat(queue.counts().drops()).isZero();
      }
    }
  }
}
