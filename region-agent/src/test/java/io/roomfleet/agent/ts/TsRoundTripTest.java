package io.roomfleet.agent.ts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TsRoundTripTest {
  private static final StreamTypes TYPES = new StreamTypes(StreamTypes.H264, StreamTypes.AAC_ADTS);

  private static final long NOW = Timestamps.of(Instant.parse("2026-11-11T18:00:00Z"));

  private final Random random = new Random(7);
  private final List<PesUnit> written = new ArrayList<>();
  private final TsMuxer muxer = new TsMuxer(TYPES);

  /** Units of all sizes, some of them beyond what a PES length can say. */
  private byte[] stream(int units) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(muxer.tables());
    for (int i = 0; i < units; i++) {
      long dts = (1L << 33) - 40_000 + i * 1500L; // wraps on its way
      Lane lane = random.nextInt(3) == 0 ? Lane.AUDIO : Lane.VIDEO;
      long pts = lane == Lane.AUDIO || random.nextBoolean() ? dts : dts + 3000;
      boolean large = lane == Lane.VIDEO && random.nextInt(8) == 0;
      byte[] data = new byte[large ? 60_000 + random.nextInt(20_000) : 1 + random.nextInt(2000)];
      Arrays.fill(data, (byte) (i + 1));
      boolean key = lane == Lane.VIDEO && random.nextInt(5) == 0;
      PesUnit unit =
          new PesUnit(
              lane,
              lane == Lane.VIDEO ? 0xE0 : 0xC0,
              Timestamps.wrap(pts),
              Timestamps.wrap(dts),
              key,
              lane == Lane.VIDEO && random.nextInt(3) == 0
                  ? NOW + random.nextInt()
                  : PesUnit.UNKNOWN,
              data);
      written.add(unit);
      out.writeBytes(muxer.unit(unit, pts, dts, random.nextInt(4) == 0));
    }
    return out.toByteArray();
  }

  private Collected read(byte[] bytes) {
    Collected collected = new Collected();
    int at = 0;
    while (at < bytes.length) {
      int n = Math.min(1 + random.nextInt(random.nextBoolean() ? 40 : 100_000), bytes.length - at);
      collected.demuxer.write(bytes, at, n);
      at += n;
    }
    collected.demuxer.flush();
    return collected;
  }

  private static List<String> each(Lane lane, List<PesUnit> units) {
    return units.stream().filter(u -> u.lane() == lane).map(TsRoundTripTest::text).toList();
  }

  private static String text(PesUnit u) {
    return "%s %s %s %s %s %s %s"
        .formatted(
            u.lane(),
            u.pts(),
            u.dts(),
            u.key(),
            u.taken(),
            u.data().length,
            Arrays.hashCode(u.data()));
  }

  @Test
  void whatIsWrittenIsReadAgainInChunksOfAnySize() {
    Collected read = read(stream(400));
    assertThat(read.types).containsExactly(TYPES);
    assertThat(each(Lane.AUDIO, read.units)).isEqualTo(each(Lane.AUDIO, written));
    List<String> video = each(Lane.VIDEO, written);
    // A last one that says no length and ends with its packet is not certain to be complete.
    assertThat(each(Lane.VIDEO, read.units)).isIn(video, video.subList(0, video.size() - 1));
    assertThat(read.demuxer.tornUnits()).isZero();
    assertThat(read.demuxer.syncLosses()).isZero();
  }

  @Test
  void otherStreamTypesCountTheVersionOfTheTablesUp() {
    int version = version();
    muxer.streams(TYPES);
    assertThat(version()).isEqualTo(version);
    muxer.streams(new StreamTypes(0x24, StreamTypes.AAC_ADTS));
    assertThat(version()).isEqualTo(version + 1);
    Collected read = read(muxer.tables());
    read.demuxer.write(muxer.tables(), 0, 2 * 188);
    assertThat(read.types).containsExactly(new StreamTypes(0x24, StreamTypes.AAC_ADTS));
  }

  private int version() {
    return (muxer.tables()[188 + 5 + 5] >> 1) & 0x1F;
  }

  @Nested
  class WhenBytesAreLost {
    @Test
    void noTornUnitIsHandedOnAndThePictureGoesOnAtAKeyFrame() {
      byte[] bytes = stream(600);
      ByteArrayOutputStream damaged = new ByteArrayOutputStream();
      int losses = 0;
      for (int at = 0; at < bytes.length; at += 188) {
        boolean lost = at > 3 * 188 && random.nextInt(400) == 0;
        losses += lost ? 1 : 0;
        damaged.write(bytes, at, lost ? random.nextInt(188) : 188);
      }
      Collected read = new Collected();
      read.demuxer.write(damaged.toByteArray(), 0, damaged.size());
      assertThat(losses).isGreaterThan(5);
      assertThat(read.demuxer.syncLosses()).isPositive();
      for (Lane lane : Lane.values()) {
        assertWholeAndInOrder(each(lane, written), each(lane, read.units), lane);
      }
    }

    private void assertWholeAndInOrder(List<String> sent, List<String> got, Lane lane) {
      int at = -1;
      for (String unit : got) {
        int found = sent.indexOf(unit);
        assertThat(found).as("sent: " + unit).isGreaterThan(at);
        if (lane == Lane.VIDEO && found != at + 1) {
          assertThat(unit).contains(" true ");
        }
        at = found;
      }
      assertThat(got.size()).isGreaterThan(sent.size() / 4);
    }

    @Test
    void anAnnouncedDiscontinuityTearsNothing() {
      byte[] before = stream(50);
      int known = written.size();
      stream(30); // never arrives
      byte[] gap = TsMuxer.discontinuity(muxer.counters());
      List<PesUnit> lost = List.copyOf(written.subList(known, written.size()));
      byte[] after = stream(50);
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      all.writeBytes(before);
      all.writeBytes(gap);
      all.writeBytes(after);
      Collected read = read(all.toByteArray());
      List<PesUnit> expected = new ArrayList<>(written);
      expected.removeAll(lost);
      assertThat(each(Lane.AUDIO, read.units)).isEqualTo(each(Lane.AUDIO, expected));
      assertThat(read.demuxer.tornUnits()).isLessThanOrEqualTo(1);
    }

    @Test
    void garbageBeforeTheFirstPacketIsSkipped() {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      byte[] garbage = new byte[1000];
      random.nextBytes(garbage);
      all.writeBytes(garbage);
      all.writeBytes(stream(100));
      assertThat(read(all.toByteArray()).units.size()).isGreaterThan(95);
    }

    @Test
    void randomBytesNeitherFailNorMakeUnits() {
      byte[] garbage = new byte[2_000_000];
      random.nextBytes(garbage);
      for (int i = 0; i < garbage.length; i += 188) {
        garbage[i] = 0x47;
      }
      assertThat(read(garbage).units).isEmpty();
    }
  }

  @Nested
  class Wrapping {
    @Test
    void theUnwrapperGoesOnThroughTheWrapAndThroughJumpsBack() {
      Timestamps.Unwrapper unwrapper = new Timestamps.Unwrapper();
      long wrap = 1L << 33;
      assertThat(unwrapper.unwrap(wrap - 10)).isEqualTo(wrap - 10);
      assertThat(unwrapper.unwrap(20)).isEqualTo(wrap + 20);
      assertThat(unwrapper.unwrap(wrap - 5)).isEqualTo(wrap - 5);
      assertThat(unwrapper.unwrap(90_000)).isEqualTo(wrap + 90_000);
    }
  }

  static final class Collected implements TsDemuxer.Sink {
    final List<PesUnit> units = new ArrayList<>();
    final List<StreamTypes> types = new ArrayList<>();
    final TsDemuxer demuxer = new TsDemuxer(this);

    @Override
    public void streams(StreamTypes streams) {
      types.add(streams);
    }

    @Override
    public void unit(PesUnit unit) {
      units.add(unit);
    }
  }
}
