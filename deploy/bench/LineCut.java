import io.roomfleet.agent.ffmpeg.Ffmpeg;
import io.roomfleet.agent.ffmpeg.FfmpegBundle;
import io.roomfleet.api.client.Calls;
import io.roomfleet.api.room.AddSubRoomsRequest;
import io.roomfleet.api.room.CreateRoomRequest;
import io.roomfleet.api.room.Ladder;
import io.roomfleet.api.room.Line;
import io.roomfleet.api.room.LineInput;
import io.roomfleet.api.room.LineKind;
import io.roomfleet.api.room.LineSpec;
import io.roomfleet.api.room.LineSwitching;
import io.roomfleet.api.room.Rendition;
import io.roomfleet.api.room.RoomMode;
import io.roomfleet.api.room.SubRoomRequest;
import io.roomfleet.api.room.SubRoomStatus;
import io.roomfleet.api.room.SwitchBack;
import io.roomfleet.deploy.bench.RunningFleet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * The publisher of a line is killed: how long until the backup's picture is in what players fetch.
 *
 * <p>Against a fleet that runs ({@code roomfleet dev --ready-file FILE}): a room with two published lines, red and blue, and a market in another
 * region than they are taken in. Each round kills the publisher of the line that plays (SIGKILL), and decodes every segment that comes. Two
 * figures: the hole in the broadcast, from the kill to the first picture of the backup on the players' own timeline (program date times),
 * and when a segment with that picture could first be fetched, which waits for the end of a segment of 2 s. Then somebody plays the first
 * line again. Arguments: ready file, cuts; and the market's region, if not the last one.
 */
public class LineCut {
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss[.SSS][XXX][XX][X]");
  private static final double RATE = 25;
  private static Ffmpeg ffmpeg;
  private static RunningFleet fleet;
  private static String room;

  private record Segment(URI url, Instant begins, double seconds) {}

  public static void main(String[] arguments) throws Exception {
    fleet = new RunningFleet(Path.of(arguments[0]));
    int cuts = Integer.parseInt(arguments[1]);
    List<String> regions = new ArrayList<>(fleet.send(Calls.regions()).regions().stream().map(r -> r.id()).toList());
    String region = arguments.length > 2 ? arguments[2] : regions.get(regions.size() - 1);
    regions.remove(region);
    ffmpeg = FfmpegBundle.locate(null, Path.of(System.getProperty("user.home"), ".cache", "roomfleet"));
    begin(regions.get(0), region);
    Process main = publish("main", "red");
    Process backup = publish("backup", "blue");
    try {
      RunningFleet.await("LIVE", () -> fleet.send(Calls.subRoom(room, "cut")).status() == SubRoomStatus.LIVE);
      List<Double> hole = new ArrayList<>();
      List<Double> fetched = new ArrayList<>();
      for (int cut = 0; cut < cuts; cut++) {
        Instant restored = Instant.now();
        await("red", segment -> segment.begins().isAfter(restored) && shows(segment, "red") == 0 && shows(segment, "blue") < 0);
        Instant killed = Instant.now();
        main.destroyForcibly().waitFor();
        double[] first = firstBlue(killed);
        hole.add(first[0]);
        fetched.add(first[1]);
        System.err.printf(Locale.ROOT, "cut %2d: the picture %.2f s, fetched %.2f s%n", cut + 1, first[0], first[1]);
        main = publish("main", "red");
        again();
      }
      System.out.println("| from the kill of a line's publisher | median | worst | cuts |");
      System.out.println("|---|---|---|---|");
      row("to the first picture of the backup, on the players' timeline", hole);
      row("until a segment with that picture can be fetched", fetched);
    } finally {
      main.destroyForcibly();
      backup.destroyForcibly();
      fleet.end(room);
    }
  }

  private static void begin(String source, String region) {
    CreateRoomRequest request =
        new CreateRoomRequest(
            "A benchmark", "bench", RoomMode.SINGLE_HOST, Instant.now().plusSeconds(3600), null, source, null,
            List.of(new LineSpec("main", LineKind.RTMP, null), new LineSpec("backup", LineKind.RTMP, null)), 0,
            new LineSwitching(true, 500, 1, SwitchBack.NEVER, 30));
    room = fleet.send(Calls.createRoom(request)).id();
    Ladder ladder = new Ladder(null, List.of(Rendition.P180), (int) RATE);
    SubRoomRequest market = new SubRoomRequest("cut", "en-GB", "Europe/London", ladder, region, null, 100);
    fleet.send(Calls.addSubRooms(room, new AddSubRoomsRequest(List.of(market))));
    fleet.send(Calls.start(room));
  }

  private static Line line(String id) {
    return fleet.send(Calls.room(room)).lines().stream().filter(line -> line.id().equals(id)).findFirst().orElseThrow();
  }

  private static Process publish(String id, String colour) throws IOException {
    RunningFleet.await(id + " listens", () -> line(id).ingestUrl() != null);
    List<String> words =
        new ArrayList<>(List.of(ffmpeg.ffmpeg().toString(), "-hide_banner", "-loglevel", "error", "-nostdin"));
    words.addAll(List.of("-re", "-f", "lavfi", "-i", "color=" + colour + ":size=320x180:rate=25", "-re", "-f", "lavfi", "-i", "sine"));
    words.addAll(List.of("-c:v", "libopenh264", "-b:v", "200k", "-g", "50", "-threads", "1", "-c:a", "aac"));
    words.addAll(List.of("-f", "flv", line(id).ingestUrl().toString()));
    ProcessBuilder builder = new ProcessBuilder(words);
    ffmpeg.prepare(builder);
    Process process =
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    RunningFleet.await(id + " comes in", () -> line(id).input() == LineInput.LIVE);
    return process;
  }

  /** Somebody plays the first line again. */
  private static void again() {
    RunningFleet.await("the room plays backup", () -> fleet.send(Calls.room(room)).activeLine().equals("backup"));
    RunningFleet.await("so does the market", () -> fleet.send(Calls.subRoom(room, "cut")).ownLine() == null);
    fleet.send(Calls.switchLine(room, "main", "the benchmark's next cut"));
  }

  /** Seconds from {@code killed} to the first blue picture: on its timeline, and until it could be fetched. */
  private static double[] firstBlue(Instant killed) throws Exception {
    Segment found = await("blue", segment -> segment.begins().plusNanos((long) (segment.seconds() * 1e9)).isAfter(killed) && shows(segment, "blue") >= 0);
    double fetched = Duration.between(killed, Instant.now()).toMillis() / 1000.0;
    Instant picture = found.begins().plusNanos((long) (shows(found, "blue") / RATE * 1e9));
    return new double[] {Duration.between(killed, picture).toMillis() / 1000.0, fetched};
  }

  private interface Wanted {
    boolean test(Segment segment) throws Exception;
  }

  /** The newest segment, when it is as wanted. */
  private static Segment await(String what, Wanted wanted) {
    List<Segment> found = new ArrayList<>();
    List<URI> looked = new ArrayList<>();
    RunningFleet.await(
        what,
        () -> {
          try {
            List<Segment> all = segments();
            Segment newest = all.get(all.size() - 1);
            if (!looked.contains(newest.url())) {
              looked.add(newest.url());
              if (wanted.test(newest)) {
                found.add(newest);
              }
            }
            return !found.isEmpty();
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
    return found.get(0);
  }

  private static List<Segment> segments() throws Exception {
    URI master = fleet.send(Calls.subRoom(room, "cut")).playback().hls();
    URI media = master.resolve(text(master).lines().filter(l -> !l.isBlank() && !l.startsWith("#")).findFirst().orElseThrow());
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

  /** Number of the first picture of this colour; -1 when there is none. */
  private static int shows(Segment segment, String colour) throws Exception {
    List<String> words =
        List.of(
            ffmpeg.ffmpeg().toString(), "-hide_banner", "-loglevel", "error", "-nostdin", "-i", segment.url().toString(), "-vf",
            "scale=1:1,format=rgb24", "-fps_mode", "passthrough", "-f", "rawvideo", "pipe:1");
    ProcessBuilder builder = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD);
    ffmpeg.prepare(builder);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (InputStream in = builder.start().getInputStream()) {
      in.transferTo(all);
    }
    byte[] pictures = all.toByteArray();
    for (int i = 0; i + 3 <= pictures.length; i += 3) {
      int red = pictures[i] & 0xFF;
      int blue = pictures[i + 2] & 0xFF;
      if (colour.equals("red") ? red > 150 && blue < 80 : blue > 150 && red < 80) {
        return i / 3;
      }
    }
    return -1;
  }

  private static void row(String what, List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    System.out.printf(
        Locale.ROOT, "| %s | %.2f s | %.2f s | %d |%n", what, sorted.get(sorted.size() / 2), sorted.get(sorted.size() - 1), sorted.size());
  }
}
