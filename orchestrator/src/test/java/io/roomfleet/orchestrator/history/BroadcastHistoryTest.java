package io.roomfleet.orchestrator.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.roomfleet.api.Capacity;
import io.roomfleet.api.region.AgentView;
import io.roomfleet.api.room.Booking;
import io.roomfleet.api.room.Ladder;
import io.roomfleet.api.room.Line;
import io.roomfleet.api.room.LineInput;
import io.roomfleet.api.room.LineKind;
import io.roomfleet.api.room.Rendition;
import io.roomfleet.api.room.RoomMode;
import io.roomfleet.api.room.RoomStatus;
import io.roomfleet.api.room.SubRoom;
import io.roomfleet.api.room.SubRoomStatus;
import io.roomfleet.orchestrator.region.HeardAgent;
import io.roomfleet.orchestrator.room.RoomCommand;
import io.roomfleet.orchestrator.room.RoomReply;
import io.roomfleet.orchestrator.room.RoomSpec;
import io.roomfleet.orchestrator.subroom.Report;
import io.roomfleet.orchestrator.subroom.SubRoomReply;
import io.roomfleet.orchestrator.subroom.SubRoomSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random evenings of two rooms over two regions: messages are lost, doubled and late, entities and
 * agents die at any moment, sub-rooms are told to move, agents are drained and regions evacuated.
 * Whatever happened: once the trouble is over everything plays that fits, and each in one place;
 * what the owners believe, what the ledgers hold and what the agents run is the same, and each is
 * booked in the calendar of the region where it runs; and after the end nothing is held or booked
 * anywhere. The seed chooses the trouble; threads interleave as they like.
 */
class BroadcastHistoryTest {
  private static final int STEPS = 60;
  private static final Capacity EACH = new Capacity(3, 200, 10);
  private static final List<String> ROOMS = List.of("r1", "r2");

  /** Moves of all evenings together: a single one may have none. */
  private static final AtomicLong MOVED = new AtomicLong();

  private static final AtomicLong LINES_MOVED = new AtomicLong();

  private final Map<String, Integer> asked = new TreeMap<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5})
  void shouldPlayAllThatFitsAfterAnyTroubleAndHoldNothingAfterTheEnd(long seed) {
    Random random = new Random(seed);
    try (SmallWorld world = new SmallWorld(seed, 2, EACH)) {
      world.agents().forEach(agent -> agent.connect(world.now()));
      ROOMS.forEach(room -> create(world, room));
      world.lose(8);
      List<String> story = new ArrayList<>();
      for (int step = 0; step < STEPS; step++) {
        story.add(step(world, random));
        world.pass(Duration.ofMillis(250L * (1 + random.nextInt(6))));
        checkBooks(world, story);
      }
      world.lose(0);
      world.restoreAll();
      world.agents().stream().filter(a -> !a.isUp()).forEach(a -> a.connect(world.now()));
      awaitCalm(world, story, () -> whatDoesNotPlay(world));
      ROOMS.forEach(room -> checkReports(world, room));
      MOVED.addAndGet(moves(world));
      LINES_MOVED.addAndGet(lineMoves(world));
      ROOMS.forEach(room -> end(world, room));
      awaitCalm(world, story, () -> whatIsLeft(world));
    }
  }

  @AfterAll
  static void shouldHaveMoved() {
    assertThat(MOVED).hasPositiveValue();
    assertThat(LINES_MOVED).hasPositiveValue();
  }

  private String step(SmallWorld world, Random random) {
    int dice = random.nextInt(100);
    if (dice < 20) {
      String room = ROOMS.get(random.nextInt(ROOMS.size()));
      return "add to " + room + ": " + add(world, room, random);
    } else if (dice < 50) {
      return "crash of " + world.crashOne();
    } else if (dice < 58) {
      HeardAgent agent = world.agents().get(random.nextInt(world.agents().size()));
      agent.die();
      return "death of " + agent.id();
    } else if (dice < 62) {
      HeardAgent agent = world.agents().get(random.nextInt(world.agents().size()));
      agent.cut();
      return "cut of " + agent.id();
    } else if (dice < 74) {
      return "move of " + move(world, random);
    } else if (dice < 81) {
      return empty(world, random);
    } else if (dice < 92) {
      world.agents().stream().filter(a -> !a.isUp()).forEach(a -> a.connect(world.now()));
      return "all agents back";
    } else {
      String room = ROOMS.get(random.nextInt(ROOMS.size()));
      world.ask(room, to -> new RoomCommand.Start(asker("start-" + room), to));
      return "start of " + room;
    }
  }

  private static RoomCommand.Asker asker(String requestId) {
    return new RoomCommand.Asker("test", requestId, null);
  }

  private static void create(SmallWorld world, String room) {
    RoomSpec spec =
        new RoomSpec(
            "Night market",
            "studio-1",
            RoomMode.SINGLE_HOST,
            world.now().plusSeconds(30),
            null,
            Duration.ofMinutes(10),
            "eu-west",
            List.of(new RoomSpec.LineSpec("main", LineKind.TEST, null, "s".repeat(16))),
            null);
    world.ask(room, to -> new RoomCommand.Create(spec, asker("create-" + room), to));
  }

  private String add(SmallWorld world, String room, Random random) {
    int number = asked.merge(room, 1, Integer::sum);
    String market = "m" + number;
    String wanted = anyRegion(random);
    SubRoomSpec spec =
        new SubRoomSpec(
            market,
            market.toUpperCase(java.util.Locale.ROOT),
            "de-DE",
            "Europe/Berlin",
            new Ladder(null, List.of(Rendition.P360, Rendition.P180), 30),
            wanted,
            null,
            100);
    world.ask(
        room, to -> new RoomCommand.AddSubRooms(List.of(spec), asker("add-" + room + number), to));
    return market + " in " + wanted;
  }

  private static String anyRegion(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> "eu-west";
      case 1 -> "us-east";
      default -> null;
    };
  }

  private String move(SmallWorld world, Random random) {
    String room = ROOMS.get(random.nextInt(ROOMS.size()));
    String key = room + "/m" + (1 + random.nextInt(asked.getOrDefault(room, 1)));
    String region = anyRegion(random);
    world.move(key, region);
    return key + " to " + region;
  }

  /** One region or agent at a time, so that most of the time there is somewhere to go. */
  private static String empty(SmallWorld world, Random random) {
    world.restoreAll();
    HeardAgent agent = world.agents().get(random.nextInt(world.agents().size()));
    String region = agent.id().substring(0, agent.id().lastIndexOf('-'));
    switch (random.nextInt(3)) {
      case 0 -> world.empty(region, agent.id());
      case 1 -> world.empty(region, null);
      default -> {
        return "end of all maintenance";
      }
    }
    return "maintenance in " + region + " for " + agent.id();
  }

  private static long lineMoves(SmallWorld world) {
    return ROOMS.stream().mapToLong(room -> world.lineMovesOf(room)).sum();
  }

  private static long moves(SmallWorld world) {
    return ROOMS.stream()
        .flatMap(room -> world.reportsOf(room).values().stream())
        .flatMap(List::stream)
        .filter(report -> report.type().equals("sub_room.moved"))
        .count();
  }

  private static void end(SmallWorld world, String room) {
    RoomReply.Shown shown = (RoomReply.Shown) world.room(room);
    world.ask(
        room,
        to ->
            shown.room().status() == RoomStatus.LIVE
                ? new RoomCommand.End("over", asker("end-" + room), to)
                : new RoomCommand.Cancel("over", asker("end-" + room), to));
  }

  private static void awaitCalm(SmallWorld world, List<String> story, Supplier<List<String>> open) {
    List<String> left = List.of("nothing looked at yet");
    for (int second = 0; second < 180 && !left.isEmpty(); second++) {
      world.pass(Duration.ofSeconds(1));
      left = open.get();
    }
    if (!left.isEmpty()) {
      fail("after 180 s without trouble: %s%nafter %s", left, String.join("; ", story));
    }
  }

  private static void checkBooks(SmallWorld world, List<String> story) {
    for (String region : SmallWorld.REGIONS.keySet()) {
      for (AgentView agent : world.region(region).agents()) {
        Capacity held = agent.reserved();
        assertThat(
                held.transcodeUnits() <= agent.capacity().transcodeUnits()
                    && held.egressMbps() <= agent.capacity().egressMbps()
                    && held.slots() <= agent.capacity().slots())
            .as("%s holds %s of %s after %s", agent.id(), held, agent.capacity(), story)
            .isTrue();
      }
    }
  }

  /** Who is not where all three say it is; a sub-room that found no place says what is missing. */
  private static List<String> whatDoesNotPlay(SmallWorld world) {
    List<String> open = new ArrayList<>();
    Map<String, String> believed = new TreeMap<>();
    Map<String, String> booked = new TreeMap<>();
    Map<String, String> lines = new TreeMap<>();
    for (String room : ROOMS) {
      RoomReply.Shown shown = (RoomReply.Shown) world.room(room);
      Line line = shown.room().lines().get(0);
      lines.put("relay/" + room + "/main", String.valueOf(line.agentId()));
      if (line.input() != LineInput.LIVE || line.next() != null) {
        open.add("line of " + room + " is " + line);
      }
      for (SubRoom known : shown.subRooms()) {
        String key = room + "/" + known.id();
        if (!(world.subRoom(key) instanceof SubRoomReply.Shown sub)) {
          open.add(key + " is not there");
          continue;
        }
        SubRoom now = sub.subRoom();
        boolean placed = now.agentId() != null;
        if (placed) {
          believed.put("transcode/" + key, now.agentId() + " #" + now.epoch());
        }
        Booking booking = now.booking();
        if (booking == null || (placed && !booking.region().equals(now.region()))) {
          open.add(key + " runs in " + now.region() + " and is booked as " + booking);
        } else {
          booked.put(key, booking.region());
        }
        boolean well =
            placed
                ? now.status() == SubRoomStatus.LIVE && now.move() == null
                : now.placement() != null && now.placement().missing() != null;
        if (!well || known.status() != now.status()) {
          open.add(
              key
                  + " is "
                  + now.status()
                  + ", moves "
                  + now.move()
                  + ", its room says "
                  + known.status());
        }
      }
    }
    if (!booked.equals(world.bookings())) {
      open.add("believed to be booked " + booked + ", booked " + world.bookings());
    }
    Map<String, String> held = new TreeMap<>();
    Map<String, String> running = new TreeMap<>();
    holdings(world, held, running);
    held.keySet().removeIf(id -> id.startsWith("relay/"));
    running.keySet().removeIf(id -> id.startsWith("relay/"));
    if (!believed.equals(held) || !held.equals(running)) {
      open.add("believed " + believed + ", held " + held + ", running " + running);
    }
    Map<String, String> takenIn = new TreeMap<>();
    world.agents().forEach(a -> a.takesIn().forEach(id -> also(takenIn, id, a.id())));
    if (!lines.equals(takenIn)) {
      open.add("lines believed " + lines + ", taken in " + takenIn);
    }
    return open;
  }

  private static List<String> whatIsLeft(SmallWorld world) {
    List<String> left = new ArrayList<>();
    for (String room : ROOMS) {
      RoomReply.Shown shown = (RoomReply.Shown) world.room(room);
      shown.subRooms().stream()
          .filter(sub -> sub.status() != SubRoomStatus.CLOSED)
          .forEach(sub -> left.add(room + "/" + sub.id() + " is " + sub.status()));
    }
    Map<String, String> held = new TreeMap<>();
    Map<String, String> running = new TreeMap<>();
    holdings(world, held, running);
    world.bookings().forEach((key, where) -> left.add(key + " is booked in " + where));
    held.forEach((id, where) -> left.add(id + " is held by " + where));
    running.forEach((id, where) -> left.add(id + " runs on " + where));
    return left;
  }

  private static void holdings(
      SmallWorld world, Map<String, String> held, Map<String, String> running) {
    for (String region : SmallWorld.REGIONS.keySet()) {
      for (AgentView agent : world.region(region).agents()) {
        agent.assignments().forEach(a -> also(held, a.id(), agent.id() + " #" + a.epoch()));
      }
    }
    for (HeardAgent agent : world.agents()) {
      agent.running().forEach((id, epoch) -> also(running, id, agent.id() + " #" + epoch));
    }
  }

  private static void also(Map<String, String> places, String id, String place) {
    places.merge(id, place, (a, b) -> a + " and " + b);
  }

  /** Each report of each sub-room stands in the room's journal once, in order. */
  private static void checkReports(SmallWorld world, String room) {
    Map<String, List<Report>> reports = world.reportsOf(room);
    reports.forEach(
        (subRoom, each) -> {
          List<Long> kept = each.stream().map(Report::number).toList();
          assertThat(kept).as("reports of %s in %s", subRoom, room).isSorted();
          assertThat(new TreeSet<>(kept)).hasSize(kept.size());
          assertThat(kept.get(0)).isEqualTo(1);
          assertThat(kept.get(kept.size() - 1)).isEqualTo(kept.size());
        });
  }
}
