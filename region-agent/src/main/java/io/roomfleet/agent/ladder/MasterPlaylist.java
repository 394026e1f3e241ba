package io.roomfleet.agent.ladder;

import io.roomfleet.agent.ffmpeg.LadderCommand;
import io.roomfleet.api.room.Rendition;
import io.roomfleet.api.steering.Pathway;
import java.util.List;
import java.util.Locale;

/**
 * The text of a master playlist (RFC 8216, 4.3.4; content steering: draft-pantos-hls-rfc8216bis,
 * 4.4.6.6 and 7).
 */
final class MasterPlaylist {
  /** What a hard picture may cost beyond the target, before any was seen. */
  private static final double PEAK = 1.4;

  // What MPEG-TS adds, as measured on ladders from 180p to 720p.
  private static final double VIDEO_OVERHEAD = 1.04;
  private static final double AUDIO_OVERHEAD = 1.15;
  private static final int TABLES = 20_000;

  private MasterPlaylist() {}

  /**
   * One variant.
   *
   * @param peak highest rate of a segment that was seen, bit/s
   * @param average of all segments that were seen, bit/s
   */
  record Variant(Rendition rendition, SegmentFacts facts, int frameRate, long peak, long average) {
    /** BANDWIDTH: not less than any segment had, with room above it. */
    long bandwidth() {
      return roundUp(Math.max(expected(rendition, PEAK), peak * 1.1));
    }

    /** AVERAGE-BANDWIDTH. */
    long averageBandwidth() {
      return Math.min(bandwidth(), roundUp(Math.max(expected(rendition, 1), average)));
    }
  }

  private static double expected(Rendition rendition, double factor) {
    return rendition.videoBitrate() * factor * VIDEO_OVERHEAD
        + rendition.audioBitrate() * AUDIO_OVERHEAD
        + TABLES;
  }

  private static long roundUp(double rate) {
    return (long) Math.ceil(rate / 1000) * 1000;
  }

  /**
   * The playlist of {@code variants}, which stand in the order in which players shall try them.
   *
   * @param pathwayId under which players know this place
   */
  static String text(List<Variant> variants, String pathwayId) {
    StringBuilder out = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:6\n");
    boolean independent = variants.stream().allMatch(v -> v.rendition().hasVideo());
    if (independent) {
      out.append("#EXT-X-INDEPENDENT-SEGMENTS\n");
    }
    out.append("#EXT-X-CONTENT-STEERING:SERVER-URI=\"").append(Pathway.STEERING);
    out.append("\",PATHWAY-ID=\"").append(pathwayId).append("\"\n");
    for (Variant variant : variants) {
      out.append("#EXT-X-STREAM-INF:BANDWIDTH=").append(variant.bandwidth());
      out.append(",AVERAGE-BANDWIDTH=").append(variant.averageBandwidth());
      Sps video = variant.facts().video();
      if (video != null) {
        out.append(",RESOLUTION=").append(video.width()).append('x').append(video.height());
        out.append(String.format(Locale.ROOT, ",FRAME-RATE=%.3f", (double) variant.frameRate()));
      }
      out.append(",CODECS=\"").append(variant.facts().codecs());
      out.append("\",STABLE-VARIANT-ID=\"").append(variant.rendition().label());
      out.append("\",PATHWAY-ID=\"").append(pathwayId).append("\"\n");
      out.append(variant.rendition().label()).append('/').append(LadderCommand.PLAYLIST);
      out.append('\n');
    }
    return out.toString();
  }
}
