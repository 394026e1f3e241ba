package io.roomfleet.deploy.bench;

import io.roomfleet.agent.ffmpeg.Ffmpeg;
import io.roomfleet.api.client.Calls;
import io.roomfleet.api.room.AddSubRoomsRequest;
import io.roomfleet.api.room.CreateRoomRequest;
import io.roomfleet.api.room.Line;
import io.roomfleet.api.room.LineInput;
import io.roomfleet.api.room.Playback;
import io.roomfleet.api.room.SubRoomRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A room whose lines are published in one colour each, with one market whose segments are looked
 * at: so it is seen when viewers get another picture.
 */
public final class PublishedRoom {
  /** Pictures a second of what is published. */
  public static final int RATE = 25;

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss[.SSS][XXX][XX][X]");

  private final RunningFleet fleet;
  private final Ffmpeg ffmpeg;
  private final String market;
  private final String id;

  /**
   * A segment of the market's first rendition.
   *
   * @param begins on the players' timeline, by its programme's date
   */
  public record Segment(URI url, Instant begins, double seconds) {
    /** When the picture with that number is shown, on the players' timeline. */
    public Instant shows(int picture, int of) {
      return begins.plusNanos((long) (seconds * picture / of * 1e9));
    }
  }

  /**
   * When viewers got another picture, seconds after what caused it.
   *
   * @param seen on the players' timeline
   * @param fetched until a segment with it could be fetched
   */
  public record Turn(double seen, double fetched) {}

  /** Starts it. */
  public PublishedRoom(
      RunningFleet fleet, Ffmpeg ffmpeg, CreateRoomRequest request, SubRoomRequest market) {
    this.fleet = fleet;
    this.ffmpeg = ffmpeg;
    this.market = market.market();
    this.id = fleet.send(Calls.createRoom(request)).id();
    fleet.send(Calls.addSubRooms(id, new AddSubRoomsRequest(List.of(market))));
    fleet.send(Calls.start(id));
  }

  public String id() {
    return id;
  }

  private Line line(String lineId) {
    return fleet.send(Calls.room(id)).lines().stream()
        .filter(line -> line.id().equals(lineId))
        .findFirst()
        .orElseThrow();
  }

  /** Publishes a colour to a line by RTMP, until the process is ended; returns once it comes in. */
  public Process publish(String lineId, String colour) throws IOException {
    RunningFleet.await(lineId + " listens", () -> line(lineId).ingestUrl() != null);
    List<String> words =
        new ArrayList<>(
            List.of(
                "-re",
                "-f",
                "lavfi",
                "-i",
                "color=%s:size=320x180:rate=%d".formatted(colour, RATE),
                "-re",
                "-f",
                "lavfi",
                "-i",
                "sine",
                "-c:v",
                "libopenh264",
                "-b:v",
                "200k",
                "-g",
                "50",
                "-threads",
                "1",
                "-c:a",
                "aac",
                "-f",
                "flv",
                String.valueOf(line(lineId).ingestUrl())));
    Process process =
        ffmpeg(words)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    RunningFleet.await(lineId + " comes in", () -> line(lineId).input() == LineInput.LIVE);
    return process;
  }

  private ProcessBuilder ffmpeg(List<String> arguments) {
    List<String> words =
        new ArrayList<>(
            List.of(ffmpeg.ffmpeg().toString(), "-hide_banner", "-loglevel", "error", "-nostdin"));
    words.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(words);
    ffmpeg.prepare(builder);
    return builder;
  }

  /** What the playlist has now; nothing before the market plays. */
  public List<Segment> segments() throws IOException {
    Playback playback = fleet.send(Calls.subRoom(id, market)).playback();
    if (playback == null) {
      return List.of();
    }
    URI master = playback.hls();
    URI media =
        master.resolve(
            text(master)
                .lines()
                .filter(l -> !l.isBlank() && !l.startsWith("#"))
                .findFirst()
                .orElseThrow());
    List<Segment> all = new ArrayList<>();
    Instant at = Instant.EPOCH;
    double seconds = 0;
    for (String line : text(media).lines().toList()) {
      if (line.startsWith("#EXTINF:")) {
        seconds = Double.parseDouble(line.substring(8, line.indexOf(',')));
      } else if (line.startsWith("#EXT-X-PROGRAM-DATE-TIME:")) {
        at = OffsetDateTime.parse(line.substring(25), DATE).toInstant();
      } else if (!line.isBlank() && !line.startsWith("#")) {
        all.add(new Segment(media.resolve(line), at, seconds));
        at = at.plusNanos((long) (seconds * 1e9));
      }
    }
    return all;
  }

  private static String text(URI uri) throws IOException {
    try (InputStream in = uri.toURL().openStream()) {
      return new String(in.readAllBytes());
    }
  }

  /**
   * The pictures of a segment, each as so many columns of one colour: red, green and blue of the
   * first, then of the next.
   */
  public List<int[]> pictures(Segment segment, int columns) throws IOException {
    List<String> words =
        List.of(
            "-i",
            segment.url().toString(),
            "-vf",
            "format=rgb24,scale=%d:1:flags=area".formatted(columns),
            "-fps_mode",
            "passthrough",
            "-f",
            "rawvideo",
            "pipe:1");
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    ProcessBuilder builder = ffmpeg(words).redirectError(ProcessBuilder.Redirect.DISCARD);
    try (InputStream in = builder.start().getInputStream()) {
      in.transferTo(all);
    }
    byte[] bytes = all.toByteArray();
    List<int[]> pictures = new ArrayList<>();
    for (int at = 0; at + 3 * columns <= bytes.length; at += 3 * columns) {
      int[] colours = new int[3 * columns];
      for (int i = 0; i < colours.length; i++) {
        colours[i] = bytes[at + i] & 0xFF;
      }
      pictures.add(colours);
    }
    return pictures;
  }

  /** Waits for the first picture as wanted that is shown after {@code caused}. */
  public Turn await(String what, Instant caused, int columns, Predicate<int[]> wanted) {
    Set<URI> looked = new HashSet<>();
    List<Turn> found = new ArrayList<>();
    RunningFleet.await(
        what,
        () -> {
          try {
            List<Segment> all = segments();
            Segment newest = all.isEmpty() ? null : all.get(all.size() - 1);
            if (newest != null && looked.add(newest.url())) {
              found.addAll(turn(newest, pictures(newest, columns), caused, wanted));
            }
            return !found.isEmpty();
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
    return found.get(0);
  }

  private static List<Turn> turn(
      Segment segment, List<int[]> pictures, Instant caused, Predicate<int[]> wanted) {
    for (int i = 0; i < pictures.size(); i++) {
      Instant shown = segment.shows(i, pictures.size());
      if (shown.isAfter(caused) && wanted.test(pictures.get(i))) {
        return List.of(new Turn(seconds(caused, shown), seconds(caused, Instant.now())));
      }
    }
    return List.of();
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1000.0;
  }

  /** Whether that column is red. */
  public static boolean isRed(int[] picture, int column) {
    return picture[3 * column] > 150 && picture[3 * column + 2] < 80;
  }

  /** Whether that column is blue. */
  public static boolean isBlue(int[] picture, int column) {
    return picture[3 * column + 2] > 150 && picture[3 * column] < 80;
  }

  /** Ends it, and waits until nothing of it is held anywhere. */
  public void end() {
    fleet.end(id);
  }
}
