package io.roomfleet.agent.ladder;

import io.roomfleet.agent.ffmpeg.LadderCommand;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A media playlist (RFC 8216), as ffmpeg writes it and as players get it.
 *
 * @param longest no segment is longer, in whole seconds
 * @param sequence media sequence number of the first segment
 * @param breaks how many discontinuities were in the playlist and went with their segments
 * @param segments in order
 */
record MediaPlaylist(long longest, long sequence, long breaks, List<Segment> segments) {
  private static final String LONGEST = "#EXT-X-TARGETDURATION:";
  private static final String SEQUENCE = "#EXT-X-MEDIA-SEQUENCE:";
  private static final String BREAKS = "#EXT-X-DISCONTINUITY-SEQUENCE:";
  private static final String BREAK = "#EXT-X-DISCONTINUITY";
  private static final String SECONDS = "#EXTINF:";
  private static final String BEGINS = "#EXT-X-PROGRAM-DATE-TIME:";
  private static final String END = "#EXT-X-ENDLIST";

  private static final DateTimeFormatter READ =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss[.SSS][XXX][XX]");
  private static final DateTimeFormatter WRITE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

  /**
   * A segment.
   *
   * @param name of its file
   * @param seconds its length
   * @param begins when its first picture was, null when that is not known
   * @param afterBreak whether the timeline breaks off before it
   */
  record Segment(String name, double seconds, @Nullable Instant begins, boolean afterBreak) {}

  /** Without segments; the first one will have number {@code sequence}. */
  static MediaPlaylist from(long sequence) {
    return new MediaPlaylist(LadderCommand.SEGMENT_SECONDS, sequence, 0, List.of());
  }

  /** Reads a playlist's text; lines that make no sense are passed over. */
  static MediaPlaylist parse(String text) {
    List<Segment> segments = new ArrayList<>();
    long longest = LadderCommand.SEGMENT_SECONDS;
    long sequence = 0;
    long breaks = 0;
    double seconds = 0;
    Instant begins = null;
    boolean afterBreak = false;
    for (String line : text.lines().map(String::strip).filter(l -> !l.isEmpty()).toList()) {
      if (!line.startsWith("#")) {
        segments.add(new Segment(line, seconds, begins, afterBreak));
        seconds = 0;
        begins = null;
        afterBreak = false;
      } else if (line.startsWith(SECONDS)) {
        seconds = number(line.substring(SECONDS.length()));
      } else if (line.startsWith(BEGINS)) {
        begins = time(line.substring(BEGINS.length()));
      } else if (line.startsWith(BREAKS)) {
        breaks = (long) number(line.substring(BREAKS.length()));
      } else if (line.equals(BREAK)) {
        afterBreak = true;
      } else if (line.startsWith(SEQUENCE)) {
        sequence = (long) number(line.substring(SEQUENCE.length()));
      } else if (line.startsWith(LONGEST)) {
        longest = Math.max(longest, (long) number(line.substring(LONGEST.length())));
      }
    }
    return new MediaPlaylist(longest, sequence, breaks, List.copyOf(segments));
  }

  private static double number(String text) {
    int comma = text.indexOf(',');
    try {
      return Double.parseDouble(comma < 0 ? text : text.substring(0, comma));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static @Nullable Instant time(String text) {
    try {
      return OffsetDateTime.parse(text, READ).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** Media sequence number of the last segment; one less than the first when there is none. */
  long last() {
    return sequence + segments.size() - 1;
  }

  /** How many discontinuities lie before the end of the last segment, with those that went. */
  long allBreaks() {
    return breaks + segments.stream().filter(Segment::afterBreak).count();
  }

  /** With one more segment, and without those at the front that are too many then. */
  MediaPlaylist with(Segment segment) {
    List<Segment> all = new ArrayList<>(segments);
    all.add(segment);
    List<Segment> gone = all.subList(0, Math.max(0, all.size() - LadderCommand.PLAYLIST_SEGMENTS));
    return new MediaPlaylist(
        Math.max(longest, Math.round(segment.seconds())),
        sequence + gone.size(),
        breaks + gone.stream().filter(Segment::afterBreak).count(),
        List.copyOf(all.subList(gone.size(), all.size())));
  }

  /** Without the segments after number {@code last}. */
  MediaPlaylist endingAt(long last) {
    int keep = (int) Math.max(0, Math.min(segments.size(), last - sequence + 1));
    return new MediaPlaylist(longest, sequence, breaks, segments.subList(0, keep));
  }

  /** Its text, going on or ended. */
  String text(boolean ended) {
    StringBuilder out = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:6\n");
    out.append(LONGEST).append(longest).append('\n');
    out.append(SEQUENCE).append(sequence).append('\n');
    out.append(BREAKS).append(breaks).append('\n');
    out.append("#EXT-X-INDEPENDENT-SEGMENTS\n");
    for (Segment segment : segments) {
      if (segment.afterBreak()) {
        out.append(BREAK).append('\n');
      }
      out.append(SECONDS).append(String.format(Locale.ROOT, "%.6f,\n", segment.seconds()));
      if (segment.begins() != null) {
        out.append(BEGINS).append(WRITE.format(segment.begins())).append('\n');
      }
      out.append(segment.name()).append('\n');
    }
    return ended ? out.append(END).append('\n').toString() : out.toString();
  }
}
