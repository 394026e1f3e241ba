import io.roomfleet.agent.ffmpeg.Ffmpeg;
import io.roomfleet.agent.ffmpeg.FfmpegBundle;
import io.roomfleet.api.client.Calls;
import io.roomfleet.api.room.CreateRoomRequest;
import io.roomfleet.api.room.Ladder;
import io.roomfleet.api.room.LineKind;
import io.roomfleet.api.room.LineSpec;
import io.roomfleet.api.room.LineSwitching;
import io.roomfleet.api.room.Rendition;
import io.roomfleet.api.room.RoomMode;
import io.roomfleet.api.room.SubRoomRequest;
import io.roomfleet.api.room.SubRoomStatus;
import io.roomfleet.api.room.SwitchBack;
import io.roomfleet.deploy.bench.PublishedRoom;
import io.roomfleet.deploy.bench.RunningFleet;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
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
  private static RunningFleet fleet;
  private static PublishedRoom room;

  public static void main(String[] arguments) throws Exception {
    fleet = new RunningFleet(Path.of(arguments[0]));
    int cuts = Integer.parseInt(arguments[1]);
    List<String> regions = new ArrayList<>(fleet.send(Calls.regions()).regions().stream().map(r -> r.id()).toList());
    String region = arguments.length > 2 ? arguments[2] : regions.get(regions.size() - 1);
    regions.remove(region);
    Ffmpeg ffmpeg = FfmpegBundle.locate(null, Path.of(System.getProperty("user.home"), ".cache", "roomfleet"));
    room = room(ffmpeg, regions.get(0), region);
    Process main = room.publish("main", "red");
    Process backup = room.publish("backup", "blue");
    try {
      RunningFleet.await("LIVE", () -> fleet.send(Calls.subRoom(room.id(), "cut")).status() == SubRoomStatus.LIVE);
      List<PublishedRoom.Turn> turns = new ArrayList<>();
      for (int cut = 0; cut < cuts; cut++) {
        room.await("red", Instant.now(), 1, it -> PublishedRoom.isRed(it, 0));
        Instant killed = Instant.now();
        main.destroyForcibly().waitFor();
        PublishedRoom.Turn turn = room.await("blue", killed, 1, it -> PublishedRoom.isBlue(it, 0));
        turns.add(turn);
        System.err.printf(Locale.ROOT, "cut %2d: the picture %.2f s, fetched %.2f s%n", cut + 1, turn.seen(), turn.fetched());
        main = room.publish("main", "red");
        again();
      }
      System.out.println("| from the kill of a line's publisher | median | worst | cuts |");
      System.out.println("|---|---|---|---|");
      row("to the first picture of the backup, on the players' timeline", turns.stream().map(PublishedRoom.Turn::seen).sorted().toList());
      row("until a segment with that picture can be fetched", turns.stream().map(PublishedRoom.Turn::fetched).sorted().toList());
    } finally {
      main.destroyForcibly();
      backup.destroyForcibly();
      room.end();
    }
  }

  private static PublishedRoom room(Ffmpeg ffmpeg, String source, String region) {
    CreateRoomRequest request =
        new CreateRoomRequest(
            "A benchmark", "bench", RoomMode.SINGLE_HOST, Instant.now().plusSeconds(3600), null, source, null,
            List.of(new LineSpec("main", LineKind.RTMP, null), new LineSpec("backup", LineKind.RTMP, null)), 0,
            new LineSwitching(true, 500, 1, SwitchBack.NEVER, 30));
    Ladder ladder = new Ladder(null, List.of(Rendition.P180), PublishedRoom.RATE);
    return new PublishedRoom(
        fleet, ffmpeg, request, new SubRoomRequest("cut", "en-GB", "Europe/London", ladder, region, null, 100));
  }

  /** Somebody plays the first line again. */
  private static void again() {
    RunningFleet.await("the room plays backup", () -> fleet.send(Calls.room(room.id())).activeLine().equals("backup"));
    RunningFleet.await("so does the market", () -> fleet.send(Calls.subRoom(room.id(), "cut")).ownLine() == null);
    fleet.send(Calls.switchLine(room.id(), "main", "the benchmark's next cut"));
  }

  private static void row(String what, List<Double> sorted) {
    System.out.printf(
        Locale.ROOT, "| %s | %.2f s | %.2f s | %d |%n", what, sorted.get(sorted.size() / 2), sorted.get(sorted.size() - 1), sorted.size());
  }
}
