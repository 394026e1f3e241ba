import io.roomfleet.api.client.Calls;
import io.roomfleet.api.client.SteeringCalls;
import io.roomfleet.api.region.AgentStatus;
import io.roomfleet.api.room.AddSubRoomsRequest;
import io.roomfleet.api.room.Ladder;
import io.roomfleet.api.room.Rendition;
import io.roomfleet.api.room.SubRoom;
import io.roomfleet.api.room.SubRoomRequest;
import io.roomfleet.api.steering.RouteView;
import io.roomfleet.deploy.audience.Audience;
import io.roomfleet.deploy.audience.SlowEdge;
import io.roomfleet.deploy.bench.RunningFleet;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * From an edge whose network becomes too narrow to players in Chromium that have their segments from another one. The edge is a real agent
 * behind a TCP proxy, which from one instant on passes 60 % of what the players took before.
 *
 * <p>Needs a fleet whose viewers come back soon: {@code ROOMFLEET_STEERING_CALM=2s bin/roomfleet dev --data D --ready-file F
 * --agents-per-region 1}. Arguments: the ready file, rounds, players in each.
 */
public class ThrottledEdge {
  private static final double NARROW = 0.6;

  public static void main(String[] arguments) throws Exception {
    Path ready = Path.of(arguments[0]);
    int rounds = Integer.parseInt(arguments[1]);
    int players = Integer.parseInt(arguments[2]);
    String json = Files.readString(ready);
    RunningFleet fleet = new RunningFleet(ready);
    List<Double> took = new ArrayList<>();
    List<Double> stalled = new ArrayList<>();
    Path folder = Files.createTempDirectory("roomfleet-edge");
    try (SlowEdge edge = new SlowEdge(URI.create(field(json, "apiUrl")), Path.of(field(json, "data")), "eu-west", "eu-west-slow", folder)) {
      RunningFleet.await("the edge", () -> fleet.send(Calls.agents("eu-west")).agents().stream().anyMatch(it -> it.id().equals("eu-west-slow") && it.status() == AgentStatus.UP));
      String room = fleet.broadcastOn("eu-west-slow", "us-east", List.of(subRoom("gb", "eu-west", List.of("us"))));
      fleet.send(Calls.addSubRooms(room, new AddSubRoomsRequest(List.of(subRoom("us", "us-east", null)))));
      RunningFleet.await("both", () -> fleet.subRooms(room).stream().filter(it -> it.playback() != null).count() == 2);
      URI here = master(fleet, room, "gb");
      String there = master(fleet, room, "us").getAuthority();
      RunningFleet.await("a playlist of some length", () -> segments(here) >= 6);
      for (int round = 0; round < rounds; round++) {
        RunningFleet.await("all at home", () -> share(fleet, room) == 1);
        round(edge, here, there, players, took, stalled);
        System.err.printf(Locale.ROOT, "round %d: %s s, stalled %s s%n", round + 1, last(took, players), last(stalled, players));
      }
      fleet.end(room);
    }
    Collections.sort(took);
    System.out.println("| players | median | worst | picture stood still: players, longest |");
    System.out.println("|---|---|---|---|");
    System.out.printf(Locale.ROOT, "| %d | %.1f s | %.1f s | %d, %.1f s |%n", took.size(), took.get(took.size() / 2), took.get(took.size() - 1), stalled.stream().filter(it -> it >= 0.3).count(), Collections.max(stalled));
  }

  private static void round(SlowEdge edge, URI here, String there, int players, List<Double> took, List<Double> stalled) throws Exception {
    try (Audience audience = Audience.of(Collections.nCopies(players, here))) {
      long from = edge.throttle().passed();
      RunningFleet.await("they play", () -> audience.players().size() == players && audience.players().stream().allMatch(it -> it.playing() && it.segments() >= 8 && it.host().equals(here.getAuthority())));
      long seconds = audience.players().stream().mapToLong(it -> it.segments() * 2).max().orElseThrow();
      double rate = (edge.throttle().passed() - from) / (double) seconds;
      double[] moved = new double[players];
      long began = System.nanoTime();
      edge.throttle().limit(rate * NARROW);
      RunningFleet.await("they are elsewhere", () -> {
        List<Audience.Player> now = audience.players();
        boolean all = true;
        for (int i = 0; i < players; i++) {
          boolean there_ = now.get(i).host().equals(there);
          if (there_ && moved[i] == 0) {
            moved[i] = (System.nanoTime() - began) / 1e9;
          }
          all &= there_;
        }
        return all;
      });
      long then = audience.players().stream().mapToLong(Audience.Player::segments).min().orElseThrow();
      RunningFleet.await("they play on", () -> audience.players().stream().allMatch(it -> it.segments() >= then + 3));
      for (int i = 0; i < players; i++) {
        took.add(moved[i]);
        stalled.add(audience.players().get(i).stalled());
      }
    } finally {
      edge.throttle().limit(Double.MAX_VALUE);
    }
  }

  /** In the playlist of its first rendition. */
  private static long segments(URI master) {
    return text(master.resolve(text(master).lines().filter(line -> !line.startsWith("#")).findFirst().orElseThrow())).lines().filter(line -> line.startsWith("#EXTINF")).count();
  }

  private static String text(URI uri) {
    try (InputStream in = uri.toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double share(RunningFleet fleet, String room) {
    RouteView.Candidate best = fleet.send(SteeringCalls.route(room, new SteeringCalls.Viewer("gb", null, null, null, null))).best();
    return best != null && best.subRoomId().equals("gb") ? best.share() : 0;
  }

  private static URI master(RunningFleet fleet, String room, String subRoomId) {
    SubRoom found = fleet.subRooms(room).stream().filter(it -> it.id().equals(subRoomId)).findFirst().orElseThrow();
    return found.playback().hls();
  }

  private static SubRoomRequest subRoom(String market, String region, List<String> fallbacks) {
    return new SubRoomRequest(market, "en-GB", "Europe/London", new Ladder(null, List.of(Rendition.P720), 10), region, null, 100, fallbacks);
  }

  private static String last(List<Double> values, int count) {
    StringBuilder text = new StringBuilder();
    values.subList(values.size() - count, values.size()).forEach(it -> text.append(String.format(Locale.ROOT, "%.1f ", it)));
    return text.toString().strip();
  }

  private static String field(String json, String name) {
    return json.replaceAll("(?s).*\"" + name + "\"\\s*:\\s*\"([^\"]+)\".*", "$1");
  }
}
