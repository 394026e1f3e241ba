package io.roomfleet.agent.ladder;

import io.roomfleet.agent.ts.Lane;
import io.roomfleet.agent.ts.PesUnit;
import io.roomfleet.agent.ts.StreamTypes;
import io.roomfleet.agent.ts.TsDemuxer;
import org.jspecify.annotations.Nullable;

/**
 * What a segment says of itself, for the master playlist.
 *
 * @param video of its picture; null when it has none
 * @param audioCodec as in RFC 6381, {@code mp4a.40.N}; null when it has no sound
 */
record SegmentFacts(@Nullable Sps video, @Nullable String audioCodec) {

  /** Reads a segment of MPEG-TS. */
  static SegmentFacts of(byte[] mpegTs) {
    Reader reader = new Reader();
    TsDemuxer demuxer = new TsDemuxer(reader);
    demuxer.write(mpegTs, 0, mpegTs.length);
    demuxer.flush();
    return new SegmentFacts(reader.video, reader.audio);
  }

  /** Both codecs, as CODECS lists them. */
  String codecs() {
    if (video == null) {
      return audioCodec == null ? "" : audioCodec;
    }
    return audioCodec == null ? video.codec() : video.codec() + "," + audioCodec;
  }

  private static final class Reader implements TsDemuxer.Sink {
    private @Nullable Sps video;
    private @Nullable String audio;

    @Override
    public void streams(StreamTypes types) {}

    @Override
    public void unit(PesUnit unit) {
      if (unit.lane() == Lane.VIDEO && video == null && unit.key()) {
        video = Sps.in(unit.data());
      } else if (unit.lane() == Lane.AUDIO && audio == null && unit.data().length > 2) {
        // ADTS holds the object type less one, in two bits.
        audio = "mp4a.40." + ((unit.data()[2] >> 6 & 3) + 1);
      }
    }
  }
}
