package io.roomfleet.agent.ladder;

import java.util.ArrayList;
import java.util.List;

/**
 * A media playlist as ffmpeg writes it (RFC 8216).
 *
 * @param header its lines before the first segment
 * @param sequence media sequence number of the first segment
 * @param segments in order
 */
record MediaPlaylist(List<String> header, long sequence, List<Segment> segments) {
  private static final String SEQUENCE = "#EXT-X-MEDIA-SEQUENCE:";
  private static final String DURATION = "#EXTINF:";
  private static final String END = "#EXT-X-ENDLIST";
  private static final List<String> SEGMENT_TAGS =
      List.of(DURATION, "#EXT-X-DISCONTINUITY", "#EXT-X-PROGRAM-DATE-TIME:");

  /**
   * A segment.
   *
   * @param lines its tags and its name, as they stand
   * @param name of its file
   * @param seconds its length
   */
  record Segment(List<String> lines, String name, double seconds) {}

  /** Reads a playlist's text; lines that make no sense are passed over. */
  static MediaPlaylist parse(String text) {
    List<String> header = new ArrayList<>();
    List<Segment> segments = new ArrayList<>();
    List<String> tags = new ArrayList<>();
    long sequence = 0;
    double seconds = 0;
    for (String line : text.lines().map(String::strip).filter(l -> !l.isEmpty()).toList()) {
      if (!line.startsWith("#")) {
        tags.add(line);
        segments.add(new Segment(List.copyOf(tags), line, seconds));
        tags.clear();
      } else if (SEGMENT_TAGS.stream().anyMatch(line::startsWith)) {
        tags.add(line);
        seconds = line.startsWith(DURATION) ? number(line.substring(DURATION.length())) : seconds;
      } else if (line.startsWith(SEQUENCE)) {
        sequence = (long) number(line.substring(SEQUENCE.length()));
      } else if (!line.equals(END)) {
        header.add(line);
      }
    }
    return new MediaPlaylist(List.copyOf(header), sequence, List.copyOf(segments));
  }

  private static double number(String text) {
    int comma = text.indexOf(',');
    try {
      return Double.parseDouble(comma < 0 ? text : text.substring(0, comma));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** Media sequence number of the last segment; one less than the first when there is none. */
  long last() {
    return sequence + segments.size() - 1;
  }

  /** Without the segments after number {@code last}. */
  MediaPlaylist endingAt(long last) {
    int keep = (int) Math.max(0, Math.min(segments.size(), last - sequence + 1));
    return new MediaPlaylist(header, sequence, segments.subList(0, keep));
  }

  /** Its text, going on or ended. */
  String text(boolean ended) {
    StringBuilder out = new StringBuilder();
    header.forEach(line -> out.append(line).append('\n'));
    out.append(SEQUENCE).append(sequence).append('\n');
    for (Segment segment : segments) {
      segment.lines().forEach(line -> out.append(line).append('\n'));
    }
    return ended ? out.append(END).append('\n').toString() : out.toString();
  }
}
