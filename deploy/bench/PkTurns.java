import io.roomfleet.agent.ffmpeg.Ffmpeg;
import io.roomfleet.agent.ffmpeg.FfmpegBundle;
import io.roomfleet.api.agent.Canvas;
import io.roomfleet.api.client.Calls;
import io.roomfleet.api.client.CohostCalls;
import io.roomfleet.api.cohost.CohostMode;
import io.roomfleet.api.cohost.CohostSeatAction;
import io.roomfleet.api.cohost.CohostSeatSpec;
import io.roomfleet.api.cohost.CohostStatus;
import io.roomfleet.api.cohost.CohostTimes;
import io.roomfleet.api.cohost.CreateCohostSessionRequest;
import io.roomfleet.api.cohost.PkRules;
import io.roomfleet.api.room.CreateRoomRequest;
import io.roomfleet.api.room.Ladder;
import io.roomfleet.api.room.LineKind;
import io.roomfleet.api.room.LineSpec;
import io.roomfleet.api.room.Rendition;
import io.roomfleet.api.room.RoomMode;
import io.roomfleet.api.room.SubRoomRequest;
import io.roomfleet.deploy.bench.PublishedRoom;
import io.roomfleet.deploy.bench.RunningFleet;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Two rooms meet in a PK and part: how long until their viewers see both hosts, and until they see their own again.
 *
 * <p>Against a fleet that runs ({@code roomfleet dev --ready-file FILE}): a room in each of two regions, one published in red, the other in blue,
 * with a market beside the source. Each round times from the answer to {@code :accept} to the first picture that is red on the left and blue on the right,
 * and from that to {@code :end} to the first that is of one colour, on the players' timeline and until it could be fetched. Arguments: ready file, rounds.
 */
public class PkTurns {
  private static RunningFleet fleet;
  private static Ffmpeg ffmpeg;

  public static void main(String[] arguments) throws Exception {
    fleet = new RunningFleet(Path.of(arguments[0]));
    int rounds = Integer.parseInt(arguments[1]);
    List<String> regions = fleet.send(Calls.regions()).regions().stream().map(r -> r.id()).toList();
    ffmpeg = FfmpegBundle.locate(null, Path.of(System.getProperty("user.home"), ".cache", "roomfleet"));
    PublishedRoom red = room(regions.get(0));
    PublishedRoom blue = room(regions.get(1));
    List<Process> publishers = List.of(red.publish("main", "red"), blue.publish("main", "blue"));
    try {
      List<PublishedRoom.Turn> begun = new ArrayList<>();
      List<PublishedRoom.Turn> over = new ArrayList<>();
      for (int round = 1; round <= rounds; round++) {
        red.await("red alone", Instant.now(), 2, it -> PublishedRoom.isRed(it, 0) && PublishedRoom.isRed(it, 1));
        blue.await("blue alone", Instant.now(), 2, it -> PublishedRoom.isBlue(it, 0) && PublishedRoom.isBlue(it, 1));
        String session = fleet.send(CohostCalls.create(request(red.id(), blue.id()))).id();
        fleet.send(CohostCalls.accept(session, new CohostSeatAction("blue", null, null)));
        Predicate<int[]> both = it -> PublishedRoom.isRed(it, 0) && PublishedRoom.isBlue(it, 1);
        begun.addAll(turns(red, blue, Instant.now(), both, both));
        fleet.send(CohostCalls.end(session, "the next round", null));
        over.addAll(
            turns(
                red,
                blue,
                Instant.now(),
                it -> PublishedRoom.isRed(it, 0) && PublishedRoom.isRed(it, 1),
                it -> PublishedRoom.isBlue(it, 0) && PublishedRoom.isBlue(it, 1)));
        RunningFleet.await("its end", () -> fleet.send(CohostCalls.get(session)).status() == CohostStatus.ENDED);
        System.err.printf(Locale.ROOT, "round %2d: both %s, own %s%n", round, last(begun), last(over));
      }
      System.out.println("| | median | worst | rooms |");
      System.out.println("|---|---|---|---|");
      rows("from `:accept` to the first picture of both", begun);
      rows("from `:end` to the first picture of the room's own", over);
    } finally {
      publishers.forEach(Process::destroyForcibly);
      red.end();
      blue.end();
    }
  }

  private static PublishedRoom room(String region) {
    CreateRoomRequest request =
        new CreateRoomRequest(
            "A benchmark", "bench", RoomMode.SINGLE_HOST, Instant.now().plusSeconds(3600), null, region, null,
            List.of(new LineSpec("main", LineKind.RTMP, null)), 0);
    Ladder ladder = new Ladder(null, List.of(Rendition.P180), 15);
    return new PublishedRoom(
        fleet, ffmpeg, request, new SubRoomRequest("m", "en-GB", "Europe/London", ladder, region, null, 100));
  }

  private static CreateCohostSessionRequest request(String red, String blue) {
    return new CreateCohostSessionRequest(
        CohostMode.PK,
        List.of(new CohostSeatSpec("red", null, red, null, null), new CohostSeatSpec("blue", null, blue, null, null)),
        null,
        new CohostTimes(60, 30, 60, 60, 3600),
        new PkRules(0, 600, 30, 1, 0),
        new Canvas(320, 180, 15));
  }

  /** What each room's viewers see, looked at beside each other. */
  private static List<PublishedRoom.Turn> turns(
      PublishedRoom red, PublishedRoom blue, Instant caused, Predicate<int[]> inRed, Predicate<int[]> inBlue) throws InterruptedException {
    List<PublishedRoom.Turn> turns = Collections.synchronizedList(new ArrayList<>());
    Thread other = new Thread(() -> turns.add(blue.await("the turn of blue", caused, 2, inBlue)));
    other.start();
    turns.add(red.await("the turn of red", caused, 2, inRed));
    other.join();
    return turns;
  }

  private static String last(List<PublishedRoom.Turn> turns) {
    return turns.subList(turns.size() - 2, turns.size()).toString();
  }

  private static void rows(String what, List<PublishedRoom.Turn> turns) {
    row(what + ", on the players' timeline", turns.stream().map(PublishedRoom.Turn::seen).sorted().toList());
    row(what + ", until a segment with it can be fetched", turns.stream().map(PublishedRoom.Turn::fetched).sorted().toList());
  }

  private static void row(String what, List<Double> sorted) {
    System.out.printf(
        Locale.ROOT, "| %s | %.2f s | %.2f s | %d |%n", what, sorted.get(sorted.size() / 2), sorted.get(sorted.size() - 1), sorted.size());
  }
}
