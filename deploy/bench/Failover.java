import io.roomfleet.api.client.Calls;
import io.roomfleet.api.region.AgentStatus;
import io.roomfleet.api.room.Ladder;
import io.roomfleet.api.room.Rendition;
import io.roomfleet.api.room.SubRoom;
import io.roomfleet.api.room.SubRoomRequest;
import io.roomfleet.api.room.SubRoomStatus;
import io.roomfleet.deploy.bench.RunningFleet;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * An agent is killed: from SIGKILL until the first new segment of each of its sub-rooms has been fetched.
 *
 * <p>Against a fleet that runs ({@code roomfleet dev --agents-per-region 2 --ready-file FILE}): three sub-rooms on one agent, whose line
 * comes from another region. Each round kills the agent that has them, follows each sub-room by the API to its new place, and fetches there
 * as a player does: master playlist, media playlist, the first segment whose picture was taken after the kill. Then the agent is started
 * again, and they are on the other one. Arguments: ready file, rounds; and the region, if not the last one.
 */
public class Failover {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss[.SSS][XXX][XX][X]");
  private static final List<String> MARKETS = List.of("a", "b", "c");
  private static final int PAUSE_MILLIS = 20;

  /** Seconds since the kill, of one sub-room. */
  private record Times(double lost, double placed, double plays, double fetched) {}

  public static void main(String[] arguments) throws Exception {
    RunningFleet fleet = new RunningFleet(Path.of(arguments[0]));
    int rounds = Integer.parseInt(arguments[1]);
    List<String> regions = new ArrayList<>(fleet.send(Calls.regions()).regions().stream().map(r -> r.id()).toList());
    String region = arguments.length > 2 ? arguments[2] : regions.get(regions.size() - 1);
    regions.remove(region);
    String agent = fleet.send(Calls.agents(region)).agents().get(0).id();
    String room = fleet.broadcastOn(agent, regions.get(0), MARKETS.stream().map(market -> subRoom(market, region)).toList());
    List<Times> all = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      List<Times> times = round(fleet, room);
      for (Times t : times) {
        System.err.printf(
            Locale.ROOT, "round %2d: lost %.2f s, placed %.2f s, plays %.2f s, fetched %.2f s%n",
            round, t.lost(), t.placed(), t.plays(), t.fetched());
      }
      all.addAll(times);
    }
    fleet.end(room);
    System.out.println("| from SIGKILL, until | median | worst | " + rounds + " rounds of " + MARKETS.size() + " sub-rooms |");
    System.out.println("|---|---|---|---|");
    row("the agent is LOST", all, Times::lost);
    row("the sub-room has its new agent", all, Times::placed);
    row("it plays there, says the API", all, Times::plays);
    row("its first new segment is fetched", all, Times::fetched);
    System.out.println("| of which after LOST | | | |");
    row("placed", all, t -> t.placed() - t.lost());
    row("encoder started, first segment in every rendition, reported", all, t -> t.plays() - t.placed());
    row("fetched", all, t -> t.fetched() - t.plays());
  }

  private static SubRoomRequest subRoom(String market, String region) {
    Ladder ladder = new Ladder(null, List.of(Rendition.P180, Rendition.AUDIO), 15);
    return new SubRoomRequest(market, "en-GB", "Europe/London", ladder, region, null, 100);
  }

  private static List<Times> round(RunningFleet fleet, String room) throws Exception {
    List<SubRoom> before = fleet.subRooms(room);
    String dead = before.get(0).agentId();
    if (!before.stream().allMatch(it -> it.agentId().equals(dead))) {
      throw new IllegalStateException("agents: " + before.stream().map(SubRoom::agentId).toList() + " (expected: one)");
    }
    ProcessHandle process = fleet.process(dead);
    Instant killed = Instant.now();
    long began = System.nanoTime();
    process.destroyForcibly();
    CompletableFuture<Double> lost =
        inThread(() -> {
          until(() -> fleet.send(Calls.agent(dead)), agent -> agent.status() == AgentStatus.LOST);
          return since(began);
        });
    List<CompletableFuture<Times>> each = new ArrayList<>();
    for (SubRoom subRoom : before) {
      each.add(inThread(() -> follow(fleet, subRoom, killed, began, lost)));
    }
    List<Times> times = each.stream().map(CompletableFuture::join).toList();
    fleet.restart(dead);
    Instant settled = Instant.now().plusSeconds(4);
    for (SubRoom subRoom : fleet.subRooms(room)) {
      until(() -> firstSince(media(subRoom.playback().hls()), settled), Optional::isPresent);
    }
    return times;
  }

  private static Times follow(RunningFleet fleet, SubRoom before, Instant killed, long began, CompletableFuture<Double> lost) {
    Supplier<SubRoom> now = () -> fleet.send(Calls.subRoom(before.roomId(), before.id()));
    until(now, it -> it.agentId() != null && !it.agentId().equals(before.agentId()));
    double placed = since(began);
    SubRoom there = until(now, it -> it.status() == SubRoomStatus.LIVE && !it.agentId().equals(before.agentId()));
    double plays = since(began);
    URI media = media(there.playback().hls());
    URI segment = until(() -> firstSince(media, killed), Optional::isPresent).orElseThrow();
    until(() -> fetch(segment), body -> body.length() > 188);
    return new Times(lost.join(), placed, plays, since(began));
  }

  /** The first media playlist of a master playlist. */
  private static URI media(URI master) {
    return master.resolve(until(() -> uris(fetch(master)), found -> !found.isEmpty()).get(0));
  }

  private static List<String> uris(String playlist) {
    return playlist.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
  }

  /** The first segment that begins after {@code from}. */
  private static Optional<URI> firstSince(URI media, Instant from) {
    Instant at = Instant.MIN;
    double seconds = 0;
    for (String line : fetch(media).lines().toList()) {
      if (line.startsWith("#EXTINF:")) {
        seconds = Double.parseDouble(line.substring(8, line.indexOf(',')));
      } else if (line.startsWith("#EXT-X-PROGRAM-DATE-TIME:")) {
        at = OffsetDateTime.parse(line.substring(25), DATE).toInstant();
      } else if (!line.isBlank() && !line.startsWith("#")) {
        if (at.isAfter(from)) {
          return Optional.of(media.resolve(line));
        }
        at = at.plusNanos((long) (seconds * 1e9));
      }
    }
    return Optional.empty();
  }

  /** A whole answer, read as bytes; empty unless it is 200. */
  private static String fetch(URI uri) {
    try {
      HttpRequest request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build();
      HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.ISO_8859_1));
      return response.statusCode() == 200 ? response.body() : "";
    } catch (Exception e) {
      throw new IllegalStateException("GET " + uri, e);
    }
  }

  private static <T> T until(Supplier<T> read, Predicate<T> wanted) {
    try {
      T value = read.get();
      long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
      while (!wanted.test(value)) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException("after two minutes it is still " + value);
        }
        Thread.sleep(PAUSE_MILLIS);
        value = read.get();
      }
      return value;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static <T> CompletableFuture<T> inThread(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, task -> new Thread(task, "watcher").start());
  }

  private static double since(long began) {
    return (System.nanoTime() - began) / 1e9;
  }

  private static void row(String what, List<Times> all, ToDoubleFunction<Times> part) {
    List<Double> sorted = new ArrayList<>(all.stream().map(part::applyAsDouble).toList());
    Collections.sort(sorted);
    System.out.printf(
        Locale.ROOT, "| %s | %.2f s | %.2f s | |%n", what, sorted.get(sorted.size() / 2), sorted.get(sorted.size() - 1));
  }
}
