package io.roomfleet.orchestrator.cohost;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.cohost.PkPoolState;
import io.roomfleet.orchestrator.cohost.CohostCommand.Asker;
import io.roomfleet.orchestrator.cohost.pk.PkRules;
import io.roomfleet.orchestrator.cohost.pool.PoolEntry;
import io.roomfleet.orchestrator.cohost.pool.Waiting;
import io.roomfleet.orchestrator.cohost.stage.Layout;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Random histories of the pool over 12 rooms and the sessions of its matches: whoever crashes,
 * whatever is lost, late or doubled, and whoever goes elsewhere meanwhile, nobody is matched twice
 * at once, nobody waits beside a willing one, and nobody stays for ever.
 */
class PoolHistoryTest {
  private static final int HISTORIES = 300;
  private static final long TROUBLE = 150_000;
  private static final long LONGEST_WAIT = 300_000;

  private final Map<PkPoolState, Integer> became = new EnumMap<>(PkPoolState.class);
  private int crashes;
  private int matched;
  private int returned;

  @Test
  void shouldMatchEachOnceAndKeepNoneForEver() {
    for (long seed = 1; seed <= HISTORIES; seed++) {
      try {
        history(seed);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
      }
    }
    assertThat(became.keySet()).as("or it means nothing").contains(PkPoolState.values());
    for (int count : List.of(crashes, matched, returned)) {
      assertThat(count).as("or it means nothing").isGreaterThan(HISTORIES / 10);
    }
    became.values().forEach(count -> assertThat(count).isGreaterThan(HISTORIES / 10));
  }

  private void history(long seed) {
    Random random = new Random(seed);
    CohostWorld world = new CohostWorld(random, 12);
    world.lossPercent = random.nextInt(3) * 10;
    world.doublePercent = random.nextInt(3) * 10;
    world.mostDelay = List.of(20, 500, 4_000).get(random.nextInt(3));
    world.stragglerPercent = random.nextInt(3) * 3;
    world.crashPerMille = random.nextInt(3) * 4;
    WorldPool pool = new WorldPool(world);
    List<String> rooms = List.copyOf(world.rooms.keySet());
    while (world.millis < TROUBLE) {
      something(random, world, pool, rooms);
      world.runUntil(world.millis + 1 + random.nextInt(3_000));
    }
    world.calm();
    world.runUntil(TROUBLE + LONGEST_WAIT + 120_000);
    for (PoolEntry entry : pool.state.entries().values()) {
      assertThat(entry.state())
          .as("%s stays for ever", entry.room().roomId())
          .isNotIn(PkPoolState.WAITING, PkPoolState.MEETING);
    }
    pool.became.forEach((state, count) -> became.merge(state, count, Integer::sum));
    crashes += world.crashes;
    matched += pool.matched;
    returned += pool.returned;
  }

  private static void something(
      Random random, CohostWorld world, WorldPool pool, List<String> rooms) {
    String room = rooms.get(random.nextInt(rooms.size()));
    int what = random.nextInt(100);
    if (what < 55) {
      pool.enter(waiting(random, world, room), Duration.ofSeconds(10 + random.nextInt(291)));
    } else if (what < 62) {
      pool.leave(room);
    } else if (what < 70) {
      elsewhere(random, world, room, rooms.get(random.nextInt(rooms.size())));
    } else if (what < 72) {
      world.rooms.get(room).close();
    } else if (what < 78) {
      world.silent.add("of-" + room);
    } else if (what < 84) {
      world.silent.clear();
    } else {
      endOne(random, world);
    }
  }

  private static Waiting waiting(Random random, CohostWorld world, String room) {
    return new Waiting(
        room,
        "of-" + room,
        random.nextBoolean() ? "de" : "fr",
        random.nextBoolean() ? "eu" : "us",
        random.nextInt(2_000),
        random.nextInt(4) == 0 ? 3 : 2,
        random.nextInt(5),
        random.nextInt(5),
        Set.of("of-room-" + (char) ('a' + random.nextInt(12))),
        world.now());
  }

  /** Two rooms meet by themselves, past the pool. */
  private static void elsewhere(Random random, CohostWorld world, String one, String other) {
    if (one.equals(other)) {
      return;
    }
    String id = "other-" + random.nextInt(1_000_000);
    CohostSpec spec =
        new CohostSpec(
            CohostMode.PK,
            List.of(seat(one), seat(other)),
            Layout.SIDE_BY_SIDE,
            CohostTimes.DEFAULT,
            PkRules.DEFAULT);
    WorldSession session = new WorldSession(world, id);
    session.request(
        () -> id + " is to be",
        at -> CohostSession.create(session.state, id, spec, asker(id), at),
        made ->
            session.ask(
                new CohostCommand.Accept("of-" + other), asker(id + "/accept"), done -> {}));
  }

  private static SeatSpec seat(String room) {
    return new SeatSpec("of-" + room, SeatSpec.Kind.HOST, room, room, null);
  }

  private static Asker asker(String request) {
    return new Asker("people", null, request, null);
  }

  private static void endOne(Random random, CohostWorld world) {
    List<WorldSession> all =
        world.sessions.values().stream()
            .filter(it -> it.state != null && !it.state.status().isFinal())
            .toList();
    if (!all.isEmpty()) {
      WorldSession session = all.get(random.nextInt(all.size()));
      String request = "end/" + world.millis;
      session.ask(new CohostCommand.End("enough"), asker(request), done -> {});
    }
  }
}
