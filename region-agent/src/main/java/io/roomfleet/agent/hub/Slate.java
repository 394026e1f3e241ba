package io.roomfleet.agent.hub;

import io.roomfleet.agent.ts.Lane;
import io.roomfleet.agent.ts.PesUnit;
import io.roomfleet.agent.ts.StreamTypes;
import io.roomfleet.agent.ts.Timestamps;
import io.roomfleet.agent.ts.TsDemuxer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The clip that fills in while there is no live input: H.264 and AAC, encoded once, kept in memory
 * and repeated without end. One slate may serve any number of hubs.
 */
public final class Slate {
  /** A unit and its times, in ticks from the first picture. */
  record Entry(PesUnit unit, long pts, long dts) {}

  private final StreamTypes types;
  private final List<Entry> entries;
  private final long duration;

  private Slate(StreamTypes types, List<Entry> entries, long duration) {
    this.types = types;
    this.entries = entries;
    this.duration = duration;
  }

  /**
   * Reads a clip.
   *
   * @param mpegTs a transport stream with H.264 and AAC (ADTS), beginning with a key frame; a few
   *     seconds long, with a key frame every second or two, since a new reader starts at the last
   * @throws IllegalArgumentException when it lacks picture or sound, or is of other codecs
   */
  public static Slate of(byte[] mpegTs) {
    Reader reader = new Reader();
    TsDemuxer demuxer = new TsDemuxer(reader);
    demuxer.write(mpegTs, 0, mpegTs.length);
    demuxer.flush();
    return reader.slate();
  }

  StreamTypes types() {
    return types;
  }

  List<Entry> entries() {
    return entries;
  }

  /** Ticks from one beginning to the next. */
  long duration() {
    return duration;
  }

  private static final class Reader implements TsDemuxer.Sink {
    private final Timestamps.Unwrapper clock = new Timestamps.Unwrapper();
    private final List<Entry> read = new ArrayList<>();
    private StreamTypes types = new StreamTypes(StreamTypes.NONE, StreamTypes.NONE);

    @Override
    public void streams(StreamTypes streams) {
      types = streams;
    }

    @Override
    public void unit(PesUnit unit) {
      long dts = clock.unwrap(unit.dts());
      read.add(new Entry(unit, dts + Timestamps.difference(unit.pts(), unit.dts()), dts));
    }

    Slate slate() {
      if (types.video() != StreamTypes.H264 || types.audio() != StreamTypes.AAC_ADTS) {
        throw new IllegalArgumentException(
            "slate: " + types + " (expected: H.264 and AAC in ADTS)");
      }
      List<Entry> pictures = read.stream().filter(e -> e.unit.lane() == Lane.VIDEO).toList();
      if (pictures.size() < 2 || !pictures.get(0).unit.key()) {
        throw new IllegalArgumentException(
            "slate: " + pictures.size() + " pictures (expected: 2 or more, first a key frame)");
      }
      long first = pictures.get(0).dts;
      long last = pictures.get(pictures.size() - 1).dts;
      // The last picture lasts as long as the others did.
      long duration = last - first + (last - first) / (pictures.size() - 1);
      List<Entry> entries =
          read.stream()
              .map(e -> new Entry(e.unit, e.pts - first, e.dts - first))
              .filter(e -> e.dts >= 0 && e.dts < duration)
              .sorted(Comparator.comparingLong(Entry::dts))
              .toList();
      if (entries.stream().noneMatch(e -> e.unit.lane() == Lane.AUDIO)) {
        throw new IllegalArgumentException("slate: no sound (expected: AAC beside the picture)");
      }
      return new Slate(types, entries, duration);
    }
  }
}
