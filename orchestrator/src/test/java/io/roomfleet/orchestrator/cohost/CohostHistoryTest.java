package io.roomfleet.orchestrator.cohost;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roomfleet.api.cohost.PkHow;
import io.roomfleet.api.cohost.PkResult;
import io.roomfleet.orchestrator.cohost.pk.Score;
import io.roomfleet.orchestrator.platform.Json;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Random histories of sessions over 20 rooms: whatever crosses, is lost, late, doubled or out of
 * order, and whoever crashes, no room is ever in two sessions; and when the deadlines are over, no
 * room is reserved, every session has ended and every gift was counted once.
 */
class CohostHistoryTest {
  private static final int HISTORIES = 10_000;
  private static final long TROUBLE = 30_000;
  private static final long UNTIL_ALL_IS_OVER = 120_000;

  private final Map<CohostStatus, Integer> reached = new EnumMap<>(CohostStatus.class);
  private final Map<PkHow, Integer> rounds = new EnumMap<>(PkHow.class);
  private int crashes;
  private int taken;
  private int lapsed;
  private int rejoined;
  private int rematches;
  private int extraTimes;
  private int doubled;
  private long gifts;
  private long late;

  @Test
  void shouldNeverHaveARoomInTwoSessionsNorKeepOneForEverNorCountAGiftTwice() {
    for (long seed = 1; seed <= HISTORIES; seed++) {
      try {
        history(seed);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
      }
    }
    assertThat(reached.keySet()).as("or it means nothing").contains(CohostStatus.values());
    assertThat(rounds.keySet()).contains(PkHow.values());
    for (int count :
        List.of(crashes, taken, lapsed, rejoined, rematches, extraTimes, doubled, (int) gifts)) {
      assertThat(count).as("or it means nothing: " + this).isGreaterThan(HISTORIES / 50);
    }
  }

  private void history(long seed) {
    Random random = new Random(seed);
    CohostWorld world = new CohostWorld(random, 20);
    world.lossPercent = random.nextInt(3) * 10;
    world.doublePercent = random.nextInt(3) * 10;
    world.mostDelay = List.of(20, 500, 4_000).get(random.nextInt(3));
    world.stragglerPercent = random.nextInt(3) * 3;
    world.crashPerMille = random.nextInt(3) * 8;
    CohostPeople people = new CohostPeople(world, List.of(3, 5, 20).get(random.nextInt(3)));
    int step = 100 + random.nextInt(500);
    while (world.millis < TROUBLE) {
      people.doSomething();
      world.runUntil(world.millis + 1 + random.nextInt(step));
    }
    world.calm();
    world.runUntil(TROUBLE + UNTIL_ALL_IS_OVER);
    assertThat(people.open).as("requests without an answer").isZero();
    world.rooms.values().forEach(CohostHistoryTest::isFree);
    for (WorldSession session : world.sessions.values()) {
      if (session.state != null) {
        isOver(session);
        isCounted(session, people);
        count(session);
        if (seed % 20 == 0) {
          isKept(session);
        }
      }
    }
    crashes += world.crashes;
    taken += world.taken;
    lapsed += world.lapsed;
    rejoined += world.rejoined;
    doubled += people.doubled;
  }

  private static void isFree(WorldRoom room) {
    assertThat(room.slot.holder()).as("%s is reserved for ever", room.id).isNull();
    assertThat(room.slot.telling()).as("%s still tells", room.id).isNull();
  }

  private static void isOver(WorldSession session) {
    assertThat(session.state.status().isFinal())
        .as("%s is %s for ever", session.id, session.state.status())
        .isTrue();
    assertThat(session.state.claims()).as("claims of " + session.id).isEmpty();
    assertThat(session.state.reason()).as("why %s is over", session.id).isNotBlank();
  }

  /**
   * What the journal says was counted, once each, is what the results add up to and what senders
   * were told. Only of one that was told no a copy may have come later, when points counted.
   */
  private void isCounted(WorldSession session, CohostPeople people) {
    Map<String, Score> sent = people.gifts.getOrDefault(session.id, Map.of());
    Set<String> counted = new HashSet<>();
    for (CohostEvent event : session.journal) {
      if (event instanceof CohostEvent.PkScored scored) {
        for (Score score : scored.scores()) {
          assertThat(counted.add(score.eventId())).as("%s counts once", score).isTrue();
        }
      }
    }
    long expected = counted.stream().mapToLong(id -> sent.get(id).points()).sum();
    long points = 0;
    if (session.state.pk() != null) {
      for (PkResult result : session.state.board().results()) {
        points += result.points().values().stream().mapToLong(Long::longValue).sum();
      }
    }
    assertThat(points).as("points of all rounds of " + session.id).isEqualTo(expected);
    Set<String> told = people.counted.getOrDefault(session.id, Set.of());
    Set<String> refused = people.refused.getOrDefault(session.id, Set.of());
    assertThat(counted).as("told to be counted").containsAll(told);
    counted.removeAll(told);
    assertThat(refused).as("counted and not told so").containsAll(counted);
    late += counted.size();
    gifts += told.size();
  }

  private void count(WorldSession session) {
    CohostState state = null;
    for (CohostEvent event : session.journal) {
      state = CohostSession.apply(state, event);
      reached.merge(state.status(), 1, Integer::sum);
      rematches += event instanceof CohostEvent.PkStarted started && started.round() > 1 ? 1 : 0;
      extraTimes += event instanceof CohostEvent.PkExtended more && more.by() == null ? 1 : 0;
      if (event instanceof CohostEvent.PkEnded ended) {
        rounds.merge(ended.result().how(), 1, Integer::sum);
      }
    }
  }

  /** A snapshot is the whole state, and no request was done twice. */
  private static void isKept(WorldSession session) {
    assertThat(Json.read(Json.write(session.state), CohostState.class)).isEqualTo(session.state);
    assertThat(session.folded()).isEqualTo(session.state);
    Set<String> requests = new HashSet<>();
    for (CohostEvent event : session.journal) {
      JsonNode request = Json.tree(event).path("requestId");
      assertThat(!request.isTextual() || requests.add(request.asText()))
          .as("%s was done twice", request)
          .isTrue();
    }
  }

  @Override
  public String toString() {
    return "events in each status %s, rounds %s, crashes %d, rooms taken %d, holds lapsed %d, came later %d, rematches %d, extra times %d, doubled gifts %d, gifts %d, of which a copy came later %d"
        .formatted(
            reached,
            rounds,
            crashes,
            taken,
            lapsed,
            rejoined,
            rematches,
            extraTimes,
            doubled,
            gifts,
            late);
  }
}
