package io.roomfleet.agent.ladder;

import io.roomfleet.agent.ts.Lane;
import io.roomfleet.agent.ts.PesUnit;
import io.roomfleet.agent.ts.StreamTypes;
import io.roomfleet.agent.ts.TsDemuxer;
import org.jspecify.annotations.Nullable;

/**
 * What a segment says of itself.
 *
 * @param video of its picture; null when it has none
 * @param audioCodec as in RFC 6381, {@code mp4a.40.N}; null when it has no sound
 * @param firstPts time stamp of its first picture, of its first sound where it has none, 33 bits;
 *     null when it has neither
 */
record SegmentFacts(@Nullable Sps video, @Nullable String audioCodec, @Nullable Long firstPts) {

  /** Reads a segment of MPEG-TS. */
  static SegmentFacts of(byte[] mpegTs) {
    Reader reader = new Reader();
    TsDemuxer demuxer = new TsDemuxer(reader);
    demuxer.write(mpegTs, 0, mpegTs.length);
    demuxer.flush();
    Long pts = reader.videoPts == null ? reader.audioPts : reader.videoPts;
    return new SegmentFacts(reader.video, reader.audio, pts);
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
    private @Nullable Long videoPts;
    private @Nullable String audio;
    private @Nullable Long audioPts;

    @Override
    public void streams(StreamTypes types) {}

    @Override
    public void unit(PesUnit unit) {
      if (unit.lane() == Lane.VIDEO && video == null && unit.key()) {
        video = Sps.in(unit.data());
        videoPts = unit.pts();
      } else if (unit.lane() == Lane.AUDIO && audio == null && unit.data().length > 2) {
        // ADTS holds the object type less one, in two bits.
        audio = "mp4a.40." + ((unit.data()[2] >> 6 & 3) + 1);
        audioPts = unit.pts();
      }
    }
  }
}
