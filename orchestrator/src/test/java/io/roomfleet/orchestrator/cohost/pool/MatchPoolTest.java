package io.roomfleet.orchestrator.cohost.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rooms that wait for opponents, and who meets whom. */
class MatchPoolTest {
  private static final Instant NOW = Instant.parse("2026-11-28T20:00:00Z");
  private static final PoolRules RULES = PoolRules.DEFAULT;
  private static final Duration WIDEST = RULES.steps().get(RULES.steps().size() - 1).after();

  private final MatchPool pool = new MatchPool(RULES);

  private static Waiting room(String id, long viewers) {
    return new Waiting(id, "of-" + id, "de", "eu", viewers, 2, 0, 0, Set.of(), NOW);
  }

  private static Waiting with(Waiting room, String language, String region) {
    return new Waiting(
        room.roomId(),
        room.hostId(),
        language,
        region,
        room.viewers(),
        room.rooms(),
        room.wins(),
        room.losses(),
        room.recent(),
        room.since());
  }

  private static Waiting record(Waiting room, int wins, int losses, String... recent) {
    return new Waiting(
        room.roomId(),
        room.hostId(),
        room.language(),
        room.region(),
        room.viewers(),
        room.rooms(),
        wins,
        losses,
        Set.of(recent),
        room.since());
  }

  private static Waiting ofMany(Waiting room, int rooms) {
    return new Waiting(
        room.roomId(),
        room.hostId(),
        room.language(),
        room.region(),
        room.viewers(),
        rooms,
        room.wins(),
        room.losses(),
        room.recent(),
        room.since());
  }

  private List<String> meet(long seconds) {
    return pool.match(NOW.plusSeconds(seconds)).stream()
        .map(match -> String.join("+", match.rooms().stream().map(Waiting::roomId).toList()))
        .toList();
  }

  @Test
  void shouldLetTheNearestInSizeMeet() {
    for (long viewers : new long[] {100, 1_000, 110, 1_200, 50_000}) {
      pool.put(room("r" + viewers, viewers));
    }
    assertThat(meet(0)).containsExactlyInAnyOrder("r100+r110", "r1000+r1200");
    assertThat(pool.waiting()).extracting(Waiting::roomId).containsExactly("r50000");
    assertThat(pool.match(NOW)).as("matched once").isEmpty();
  }

  @Test
  void shouldWidenWhatIsAcceptedWithTheWait() {
    pool.put(room("a", 100));
    pool.put(room("b", 180));
    assertThat(meet(9)).isEmpty();
    assertThat(meet(10)).containsExactly("a+b");
    pool.put(room("a", 100));
    pool.put(with(room("b", 100), "de", "us"));
    assertThat(meet(19)).as("another region").isEmpty();
    assertThat(meet(20)).containsExactly("a+b");
    pool.put(room("a", 100));
    pool.put(with(room("b", 90_000), "en", "us"));
    assertThat(meet(89)).as("another language, another size").isEmpty();
    assertThat(meet(90)).containsExactly("a+b");
  }

  @Test
  void shouldNotLetAStrongOneMeetABeginnerAtOnce() {
    pool.put(record(room("a", 100), 9, 0));
    pool.put(record(room("b", 100), 0, 9));
    assertThat(meet(39)).isEmpty();
    assertThat(meet(40)).containsExactly("a+b");
  }

  @Test
  void shouldNotLetTheSameMeetAgainAsLongAsThereMayBeOthers() {
    pool.put(record(room("a", 100), 1, 1, "of-b"));
    pool.put(room("b", 100));
    assertThat(meet(60)).isEmpty();
    pool.put(room("c", 101));
    assertThat(meet(60)).as("a waits no longer than b, and is named first").containsExactly("a+c");
    pool.put(record(room("a", 100), 1, 1, "of-b"));
    assertThat(meet(90)).containsExactly("a+b");
  }

  @Test
  void shouldAcceptOnlyWhatBothAccept() {
    pool.put(room("old", 100));
    Instant later = NOW.plusSeconds(100);
    pool.put(with(room("new", 100), "en", "eu").waitingSince(later));
    assertThat(pool.match(later)).as("the new one wants its own language").isEmpty();
    assertThat(pool.match(later.plus(WIDEST))).hasSize(1);
  }

  @Test
  void shouldKeepSinceWhenARoomWaitsWhenItSaysSoAgain() {
    pool.put(room("a", 100));
    pool.put(room("a", 300).waitingSince(NOW.plusSeconds(50)));
    assertThat(pool.waiting()).containsExactly(room("a", 300));
    pool.remove("a");
    pool.remove("a");
    assertThat(pool.size()).isZero();
  }

  @Test
  void shouldBringThreeAndFourTogetherOnlyWithTheirLikes() {
    for (String id : List.of("a", "b", "c")) {
      pool.put(ofMany(room(id, 100), 3));
    }
    for (String id : List.of("d", "e", "f")) {
      pool.put(ofMany(room(id, 100), 4));
    }
    assertThat(meet(0)).containsExactly("a+b+c");
    assertThat(meet(1_000)).isEmpty();
    pool.put(ofMany(room("g", 100), 4));
    assertThat(meet(1_000)).containsExactly("d+e+f+g");
  }

  @Test
  void shouldSayWhy() {
    pool.put(room("a", 100));
    pool.put(record(room("b", 120), 1, 2));
    assertThat(pool.match(NOW.plusSeconds(5)).get(0).why())
        .isEqualTo(
            "step 0 accepts a: de, eu, 100 viewers, won 0 of 0, waited 5 s;"
                + " b: de, eu, 120 viewers, won 1 of 3, waited 5 s");
  }

  @Test
  void shouldRefuseFiguresThatCannotBe() {
    assertThatThrownBy(() -> pool.put(room("a", -1)))
        .hasMessage("viewers: -1, wins: 0, losses: 0 (expected: >= 0)");
    assertThatThrownBy(() -> pool.put(ofMany(room("a", 1), 5)))
        .hasMessage("rooms: 5 (expected: 2 to 4)");
    PoolRules.Step first = RULES.steps().get(0);
    assertThatThrownBy(() -> new PoolRules(List.of(first)))
        .hasMessageContaining("expected: one that accepts anybody");
    assertThatThrownBy(() -> new PoolRules(List.of(first, first)))
        .hasMessageContaining("expected: wider");
  }

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 200);
  }

  private static List<Waiting> crowd(Random random, int size) {
    List<Waiting> crowd = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Set<String> recent = new HashSet<>();
      for (int j = random.nextInt(4); j > 0; j--) {
        recent.add("of-r" + random.nextInt(size));
      }
      crowd.add(
          new Waiting(
              "r" + i,
              "of-r" + i,
              List.of("de", "en", "fr").get(random.nextInt(3)),
              List.of("eu", "us").get(random.nextInt(2)),
              (long) Math.pow(10, random.nextDouble() * 6),
              2 + random.nextInt(3),
              random.nextInt(6),
              random.nextInt(6),
              recent,
              NOW.minusSeconds(random.nextInt(120))));
    }
    return crowd;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void shouldMatchEachOnceByRulesThatAllOfThemAcceptAndTheSameInAnyOrder(long seed) {
    Random random = new Random(seed);
    List<Waiting> crowd = crowd(random, 1 + random.nextInt(150));
    Map<String, Waiting> left = new HashMap<>();
    crowd.forEach(pool::put);
    crowd.forEach(it -> left.put(it.roomId(), it));
    List<Match> matches = pool.match(NOW);
    for (Match match : matches) {
      PoolRules.Step step = RULES.steps().get(match.step());
      assertThat(match.rooms()).hasSize(match.rooms().get(0).rooms());
      for (Waiting one : match.rooms()) {
        assertThat(left.remove(one.roomId())).as("%s meets once", one).isEqualTo(one);
        assertThat(one.waited(NOW)).isGreaterThanOrEqualTo(step.after());
        for (Waiting other : match.rooms()) {
          assertThat(one.equals(other) || step.accepts(one, other))
              .as("%s, %s", one, other)
              .isTrue();
          assertThat(other.rooms()).isEqualTo(one.rooms());
        }
      }
    }
    assertThat(pool.waiting()).containsExactlyInAnyOrderElementsOf(left.values());
    Collections.shuffle(crowd, random);
    MatchPool again = new MatchPool(RULES);
    crowd.forEach(again::put);
    assertThat(again.match(NOW)).as("in another order").isEqualTo(matches);
    for (int rooms = 2; rooms <= 4; rooms++) {
      int wanted = rooms;
      List<Waiting> old =
          left.values().stream()
              .filter(it -> it.rooms() == wanted && it.waited(NOW).compareTo(WIDEST) >= 0)
              .toList();
      assertThat(old).as("nobody waits for ever beside others who do").hasSizeLessThan(rooms);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {10_000, 40_000})
  void shouldMatchManyInLittleTime(int size) {
    crowd(new Random(size), size).forEach(pool::put);
    long start = System.nanoTime();
    List<Match> matches = pool.match(NOW);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    assertThat(matches).hasSizeGreaterThan(size / 5);
    assertThat(took)
        .as("a search of all pairs would take minutes")
        .isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void shouldTakeItsTimeFromNoCrowdOfTheSameSize() {
    for (int i = 0; i < 10_000; i++) {
      Waiting one = record(room("r" + i, 100), 0, 0, "of-r" + (i + 1), "of-r" + (i + 2));
      pool.put(ofMany(one, 4));
    }
    assertThat(pool.match(NOW.plusSeconds(60))).hasSizeGreaterThan(2_000);
  }
}
