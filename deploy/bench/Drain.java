import io.roomfleet.api.client.Calls;
import io.roomfleet.api.region.MaintenanceRequest;
import io.roomfleet.api.region.MaintenanceView;
import io.roomfleet.api.room.Ladder;
import io.roomfleet.api.room.Rendition;
import io.roomfleet.api.room.SubRoom;
import io.roomfleet.api.room.SubRoomRequest;
import io.roomfleet.deploy.audience.Audience;
import io.roomfleet.deploy.audience.Audience.Player;
import io.roomfleet.deploy.bench.RunningFleet;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * An agent is drained under players: for how many seconds each of them stalled.
 *
 * <p>Against a fleet that runs ({@code roomfleet dev --agents-per-region 2 --ready-file FILE}): live sub-rooms on one agent, and before each
 * a real player, plain hls.js in one Chromium. The agent is drained; when it is empty, the players go on for six more segments. What counts
 * is what they saw since the drain began. Arguments: ready file, sub-rooms; and the region, if not the last one. The tests have to be
 * compiled ({@code mvn test-compile}) and Chromium installed.
 */
public class Drain {
  /** Segments that each player has buffered before the drain begins, and more after it. */
  private static final int SEGMENTS = 6;

  public static void main(String[] arguments) throws Exception {
    RunningFleet fleet = new RunningFleet(Path.of(arguments[0]));
    int count = Integer.parseInt(arguments[1]);
    List<String> regions = new ArrayList<>(fleet.send(Calls.regions()).regions().stream().map(r -> r.id()).toList());
    String region = arguments.length > 2 ? arguments[2] : regions.get(regions.size() - 1);
    regions.remove(region);
    String agent = fleet.send(Calls.agents(region)).agents().get(0).id();
    List<SubRoomRequest> subRooms = IntStream.range(0, count).mapToObj(i -> subRoom("m-" + i, region)).toList();
    String room = fleet.broadcastOn(agent, regions.get(0), subRooms);
    List<URI> masters = fleet.subRooms(room).stream().map(SubRoom::playback).map(playback -> playback.hls()).toList();
    System.err.println(count + " sub-rooms are LIVE on " + agent);
    try (Audience audience = Audience.of(masters)) {
      awaitSegments(audience, count, List.of());
      List<Player> before = audience.players();
      double seconds = drain(fleet, agent);
      awaitSegments(audience, count, audience.players());
      print(before, audience.players(), seconds);
    }
    fleet.end(room);
    fleet.send(Calls.restoreAgent(agent, "the benchmark is over"));
  }

  private static SubRoomRequest subRoom(String market, String region) {
    Ladder ladder = new Ladder(null, List.of(Rendition.P180), 10);
    return new SubRoomRequest(market, "en-GB", "Europe/London", ladder, region, null, 100);
  }

  private static void awaitSegments(Audience audience, int count, List<Player> since) {
    RunningFleet.await(
        SEGMENTS + " segments more for each player",
        () -> {
          List<Player> now = audience.players();
          return now.size() == count
              && IntStream.range(0, count)
                  .allMatch(
                      i -> now.get(i).playing() && now.get(i).segments() >= (since.isEmpty() ? 0 : since.get(i).segments()) + SEGMENTS);
        });
  }

  /** Seconds until nothing was left there. */
  private static double drain(RunningFleet fleet, String agent) {
    long began = System.nanoTime();
    fleet.send(Calls.drainAgent(agent, new MaintenanceRequest(600, "a benchmark", null)));
    RunningFleet.await(
        agent + " is empty",
        () -> {
          MaintenanceView now = fleet.send(Calls.agent(agent)).maintenance();
          return now.doneAt() != null && now.moved() == now.total();
        });
    return (System.nanoTime() - began) / 1e9;
  }

  private static void print(List<Player> before, List<Player> after, double seconds) {
    System.out.println("| player | stalled | longest | late | jumped | segments from | faults |");
    System.out.println("|---|---|---|---|---|---|---|");
    double sum = 0;
    double late = 0;
    for (int i = 0; i < after.size(); i++) {
      Player was = before.get(i);
      Player is = after.get(i);
      sum += is.stalled() - was.stalled();
      late += is.late() - was.late();
      System.out.printf(
          Locale.ROOT, "| %d | %.2f s | %.2f s | %.2f s | %.2f s | %s | %s |%n",
          i + 1, is.stalled() - was.stalled(), is.stalled() > was.stalled() ? is.longest() : 0, is.late() - was.late(),
          is.jumped() - was.jumped(), String.join(", ", is.hosts()), String.join(", ", is.faults()));
    }
    System.out.printf(Locale.ROOT, "| sum | %.2f s | | %.2f s | | | |%n", sum, late);
    System.out.printf(Locale.ROOT, "%nThe agent was empty after %.1f s.%n", seconds);
  }
}
