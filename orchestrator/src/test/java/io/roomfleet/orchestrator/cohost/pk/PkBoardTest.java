package io.roomfleet.orchestrator.cohost.pk;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.cohost.PkHow;
import io.roomfleet.api.cohost.PkPhase;
import io.roomfleet.api.cohost.PkResult;
import io.roomfleet.orchestrator.platform.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rounds of a PK: points, clock and results. */
class PkBoardTest {
  private static final Instant START = Instant.parse("2026-11-28T20:00:03Z");
  private static final Instant END = START.plusSeconds(300);

  private static PkBoard board() {
    Map<String, String> teams = new LinkedHashMap<>();
    teams.put("r1", "red");
    teams.put("r2", "blue");
    teams.put("r3", "red");
    return PkBoard.started(null, teams, START, END);
  }

  private static Score score(String id, String room, long points) {
    return new Score(id, room, points, "gift");
  }

  private static PkBoard count(PkBoard board, Score... scores) {
    return board.scored(board.news(List.of(scores)));
  }

  @Test
  void shouldAddUpByTeamExactly() {
    PkBoard board = count(board(), score("a", "r1", 3), score("b", "r2", 4), score("c", "r3", 2));
    assertThat(board.totals()).isEqualTo(Map.of("red", 5L, "blue", 4L));
    assertThat(board.leaders()).containsExactly("red");
    assertThat(board.byPoints(END).winner()).isEqualTo("red");
    assertThat(board.byPoints(END).how()).isEqualTo(PkHow.POINTS);
  }

  @Test
  void shouldCountAnIdOnceInABatchInARoundAndInLaterRounds() {
    PkBoard board = count(board(), score("a", "r1", 3), score("a", "r1", 3), score("a", "r2", 9));
    board = count(board, score("a", "r2", 9));
    assertThat(board.totals()).isEqualTo(Map.of("red", 3L, "blue", 0L));
    PkBoard next = PkBoard.started(board, board.teams(), START, END);
    assertThat(next.round()).isEqualTo(2);
    assertThat(next.news(List.of(score("a", "r1", 3)))).isEmpty();
    assertThat(next.totals().values()).containsOnly(0L);
  }

  @Test
  void shouldBeADrawWhenSeveralHaveTheMost() {
    PkBoard board = count(board(), score("a", "r1", 3), score("b", "r2", 3));
    assertThat(board.leaders()).containsExactly("red", "blue");
    assertThat(board.byPoints(END).winner()).isNull();
    assertThat(board.byPoints(END).how()).isEqualTo(PkHow.DRAW);
    assertThat(board().leaders()).as("without any points").hasSize(2);
  }

  @Test
  void shouldGoToWhoIsLeft() {
    PkBoard board = count(board(), score("a", "r1", 3));
    PkResult forfeit = board.byForfeit(Set.of("blue"), START);
    assertThat(forfeit.winner()).isEqualTo("blue");
    assertThat(forfeit.how()).isEqualTo(PkHow.FORFEIT);
    assertThat(forfeit.points()).as("as they stood").isEqualTo(Map.of("red", 3L, "blue", 0L));
    assertThat(board.byForfeit(Set.of(), START).how()).isEqualTo(PkHow.BROKEN_OFF);
  }

  @Test
  void shouldShowEveryClientTheSameClock() {
    assertThat(board().clock(START.minusMillis(2_500)))
        .isEqualTo(new PkClock(START.minusMillis(2_500), PkPhase.COUNTDOWN, START, END, 2_500));
    assertThat(board().clock(START).phase()).isEqualTo(PkPhase.RUNNING);
    assertThat(board().clock(END.minusNanos(1)).remainingMillis()).isEqualTo(1);
    PkClock over = board().clock(END);
    assertThat(over.phase()).isEqualTo(PkPhase.OVER);
    assertThat(over.remainingMillis()).isZero();
    PkBoard longer = board().extended(END.plusSeconds(60), true);
    assertThat(longer.clock(END).remainingMillis()).isEqualTo(60_000);
    assertThat(longer.extraTimes()).isEqualTo(1);
    assertThat(board().extended(END.plusSeconds(60), false).extraTimes())
        .as("what the owner adds is none")
        .isZero();
  }

  @Test
  void shouldHoldTheMostPointsThatASessionMayCount() {
    PkBoard board = board();
    for (int i = 0; i < 1_000; i++) {
      board = count(board, score("a" + i, "r1", Score.MOST_POINTS));
    }
    assertThat(board.totals().get("red")).isEqualTo(1_000 * Score.MOST_POINTS);
    assertThat(Math.multiplyExact(Score.MOST_POINTS, (long) PkBoard.MOST_SCORES)).isPositive();
  }

  @Test
  void shouldSayWhatIsWrongWithAScoreOrARule() {
    assertThat(score("a", "r1", 0).fault()).isEqualTo("points: 0 (expected: 1 to 1000000000)");
    assertThat(score("a", "r1", -5).fault()).startsWith("points: -5");
    assertThat(score("a", "r1", Score.MOST_POINTS + 1).fault()).isNotNull();
    assertThat(score(" ", "r1", 1).fault())
        .isEqualTo("eventId: ' ' (expected: 1 to 64 characters)");
    assertThat(score("x".repeat(65), "r1", 1).fault()).startsWith("eventId: 'xxx");
    assertThat(score("x".repeat(64), "r1", Score.MOST_POINTS).fault()).isNull();
    assertThat(PkRules.DEFAULT.fault()).isNull();
    PkRules rules = PkRules.DEFAULT;
    assertThat(
            new PkRules(
                    rules.countdown(), Duration.ofSeconds(9), rules.extraTime(), 1, Duration.ZERO)
                .fault())
        .isEqualTo("pk.duration: PT9S (expected: PT10S to PT1H)");
    assertThat(
            new PkRules(rules.countdown(), rules.duration(), rules.extraTime(), 6, Duration.ZERO)
                .fault())
        .isEqualTo("pk.mostExtraTimes: 6 (expected: 0 to 5)");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
  void shouldAddUpToWhatAPlainMapSaysWhateverComesTwiceAndInWhichOrder(long seed) {
    Random random = new Random(seed);
    Map<String, Score> firsts = new HashMap<>();
    PkBoard board = board();
    for (int step = 0; step < 500; step++) {
      List<Score> batch = new ArrayList<>();
      for (int i = 0; i <= random.nextInt(20); i++) {
        String id = "g" + random.nextInt(4_000);
        batch.add(score(id, "r" + (1 + random.nextInt(3)), 1 + random.nextInt(1_000)));
      }
      batch.forEach(it -> firsts.putIfAbsent(it.eventId(), it));
      PkBoard before = board;
      int sizeBefore = before.counted().size();
      board = board.scored(board.news(batch));
      assertThat(before.counted().size()).as("the old state is as it was").isEqualTo(sizeBefore);
    }
    long red =
        firsts.values().stream()
            .filter(it -> !it.roomId().equals("r2"))
            .mapToLong(Score::points)
            .sum();
    assertThat(board.totals().get("red")).isEqualTo(red);
    assertThat(board.counted().size()).isEqualTo(firsts.size());
    assertThat(Json.read(Json.write(board), PkBoard.class)).isEqualTo(board);
  }

  @Test
  void shouldRememberIdsInOrderAndCheaply() {
    EventIds ids = EventIds.NONE;
    Set<String> expected = new LinkedHashSet<>();
    for (int i = 0; i < 20_000; i++) {
      String id = "g" + i;
      expected.add(id);
      EventIds before = ids;
      ids = ids.plus(List.of(id, "g" + i / 2));
      assertThat(before.contains(id)).isFalse();
    }
    assertThat(ids.inOrder()).containsExactlyElementsOf(expected);
    assertThat(ids.parts()).as("sets to look in").isLessThanOrEqualTo(16);
    assertThat(ids.plus(Collections.nCopies(3, "g7"))).isSameAs(ids);
    assertThat(EventIds.of(ids.inOrder())).isEqualTo(ids).hasSameHashCodeAs(ids);
  }
}
