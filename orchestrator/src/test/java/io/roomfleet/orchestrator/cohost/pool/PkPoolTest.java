package io.roomfleet.orchestrator.cohost.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.cohost.CohostExit;
import io.roomfleet.api.cohost.CohostMode;
import io.roomfleet.api.cohost.CohostSeat;
import io.roomfleet.api.cohost.CohostSeatKind;
import io.roomfleet.api.cohost.CohostSeatState;
import io.roomfleet.api.cohost.CohostSessionView;
import io.roomfleet.api.cohost.CohostStage;
import io.roomfleet.api.cohost.CohostStatus;
import io.roomfleet.api.cohost.CohostTimes;
import io.roomfleet.api.cohost.PkPoolState;
import io.roomfleet.orchestrator.cohost.CohostSpec;
import io.roomfleet.orchestrator.cohost.pool.PkPool.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** How the pool changes, by rule. */
class PkPoolTest {
  private static final Instant T = Instant.parse("2026-11-28T20:00:00Z");
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private PoolState pool = PoolState.EMPTY;

  private static Waiting room(String id, long viewers, Instant since) {
    return new Waiting(id, "of-" + id, "de", "eu", viewers, 2, 0, 0, Set.of(), since);
  }

  private Code enter(String id, long viewers, Instant now) {
    return enter(room(id, viewers, now), now);
  }

  private Code enter(Waiting room, Instant now) {
    return kept(PkPool.enter(pool, room, "Name", now.plus(PATIENCE), "test", now));
  }

  private Code kept(PkPool.Decision decision) {
    keep(decision.events());
    return decision.refusal() == null ? null : decision.refusal().code();
  }

  private List<PoolEvent> keep(List<PoolEvent> events) {
    events.forEach(event -> pool = pool.apply(event));
    return events;
  }

  private PkPoolState stateOf(String id) {
    return pool.entries().get(id).state();
  }

  private static CohostSessionView session(
      String id, CohostStatus status, Instant liveAt, CohostSeat... seats) {
    return session(id, status, liveAt, null, seats);
  }

  private static CohostSessionView session(
      String id, CohostStatus status, Instant liveAt, CohostStage stage, CohostSeat... seats) {
    return new CohostSessionView(
        id,
        CohostMode.PK,
        status,
        "why",
        "of-a",
        false,
        null,
        CohostSpec.USUAL_CANVAS,
        List.of(seats),
        List.of(),
        new CohostTimes(30, 10, 30, 15, 14_400),
        null,
        null,
        T,
        liveAt,
        null,
        stage,
        null,
        1);
  }

  private static CohostSeat seat(String room, CohostSeatState state, CohostExit exit) {
    return new CohostSeat(
        "of-" + room,
        CohostSeatKind.HOST,
        room,
        room,
        room,
        state,
        null,
        false,
        false,
        exit,
        exit == null ? null : "gone",
        null,
        null);
  }

  @Nested
  class WhileARoomWaits {
    @Test
    void shouldKeepItsTimeWhenItEntersAgain() {
      assertThat(enter("a", 100, T)).isNull();
      assertThat(enter("a", 700, T.plusSeconds(30))).isNull();
      PoolEntry entry = pool.entries().get("a");
      assertThat(entry.room().since()).isEqualTo(T);
      assertThat(entry.room().viewers()).isEqualTo(700);
      assertThat(entry.until()).isEqualTo(T.plusSeconds(30).plus(PATIENCE));
    }

    @Test
    void shouldBeginAnewOnceItsTimeWasOver() {
      enter("a", 100, T);
      Instant late = T.plus(PATIENCE);
      enter("a", 100, late);
      assertThat(pool.entries().get("a").room().since()).isEqualTo(late);
    }

    @Test
    void shouldExpireItAndRememberThatForAWhile() {
      enter("a", 100, T);
      Instant late = T.plus(PATIENCE);
      assertThat(PkPool.pass(pool, late.minusMillis(1))).isEmpty();
      assertThat(keep(PkPool.pass(pool, late))).containsExactly(new PoolEvent.Expired("a", late));
      assertThat(pool.hasWork()).isFalse();
      assertThat(PoolView.of(pool, "a", late.plusSeconds(60)).state())
          .isEqualTo(PkPoolState.EXPIRED);
      assertThat(PoolView.of(pool, "a", late.plus(PoolEntry.KEPT))).isNull();
    }

    @Test
    void shouldNotMatchOneWhoseTimeIsOver() {
      enter("a", 100, T);
      Instant late = T.plus(PATIENCE);
      enter("b", 100, late);
      assertThat(keep(PkPool.pass(pool, late))).containsExactly(new PoolEvent.Expired("a", late));
    }

    @Test
    void shouldLetItLeaveOnceAndAgain() {
      enter("a", 100, T);
      assertThat(kept(PkPool.leave(pool, "a", "test", T))).isNull();
      assertThat(stateOf("a")).isEqualTo(PkPoolState.LEFT);
      assertThat(PkPool.leave(pool, "a", "test", T).events()).isEmpty();
      assertThat(kept(PkPool.leave(pool, "a", "test", T))).isNull();
      assertThat(kept(PkPool.leave(pool, "b", "test", T))).isEqualTo(Code.NOT_WAITING);
      assertThat(enter("a", 100, T.plusSeconds(5))).isNull();
      assertThat(pool.entries().get("a").room().since()).isEqualTo(T.plusSeconds(5));
    }

    @Test
    void shouldLetAHostWaitInOneRoomOnly() {
      enter("a", 100, T);
      Waiting same = new Waiting("b", "of-a", "de", "eu", 1, 2, 0, 0, Set.of(), T);
      assertThat(enter(same, T)).isEqualTo(Code.HOST_WAITING);
      assertThat(enter(same, T.plus(PATIENCE))).as("whose time there is over").isNull();
    }

    @Test
    void shouldRefuseWhatIsOutOfRange() {
      Waiting five = new Waiting("b", "of-b", "de", "eu", 1, 5, 0, 0, Set.of(), T);
      assertThat(enter(five, T)).isEqualTo(Code.INVALID);
    }

    @Test
    void shouldTakeNoMoreThanItCanLookAt() {
      for (int i = 0; i < PkPool.MOST; i++) {
        assertThat(enter("r" + i, 100, T)).isNull();
      }
      assertThat(enter("one-more", 100, T)).isEqualTo(Code.POOL_FULL);
      assertThat(enter("r0", 100, T)).as("who is in stays in").isNull();
      List<PoolEvent> events = keep(PkPool.pass(pool, T));
      assertThat(events).hasSize(PkPool.MOST_AT_ONCE);
      Set<String> ids = new HashSet<>();
      events.forEach(event -> ids.add(((PoolEvent.Matched) event).sessionId()));
      assertThat(ids).as("each with a session of its own").hasSize(PkPool.MOST_AT_ONCE);
    }
  }

  @Nested
  class OnceTwoAreMatched {
    private String match() {
      enter("a", 100, T);
      enter("b", 110, T.plusSeconds(1));
      Instant now = T.plusSeconds(2);
      PoolEvent.Matched matched = (PoolEvent.Matched) keep(PkPool.pass(pool, now)).get(0);
      assertThat(matched.rooms()).containsExactly("a", "b");
      return matched.sessionId();
    }

    @Test
    void shouldKeepThemOutOfEveryOtherMatch() {
      match();
      enter("c", 100, T.plusSeconds(3));
      assertThat(PkPool.pass(pool, T.plusSeconds(200))).isEmpty();
      assertThat(PkPool.enter(pool, room("a", 5, T), "x", T, "test", T.plusSeconds(3)).events())
          .isEmpty();
      assertThat(kept(PkPool.leave(pool, "a", "test", T))).isEqualTo(Code.ALREADY_MATCHED);
      assertThat(PkPool.pass(pool, T.plus(PATIENCE.multipliedBy(2))))
          .as("only who waits expires")
          .containsExactly(new PoolEvent.Expired("c", T.plus(PATIENCE.multipliedBy(2))));
    }

    @Test
    void shouldAcceptForThoseWhoAreInvited() {
      CohostSeat a = seat("a", CohostSeatState.ACCEPTED, null);
      CohostSeat b = seat("b", CohostSeatState.INVITED, null);
      assertThat(PkPool.toAccept(session("s", CohostStatus.INVITED, null, a, b)))
          .containsExactly("of-b");
      assertThat(PkPool.toAccept(session("s", CohostStatus.EXPIRED, null, a, b))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
        value = CohostStatus.class,
        names = {"INVITED", "ACCEPTED", "CONNECTING"})
    void shouldWaitForASessionUnderWay(CohostStatus status) {
      String id = match();
      assertThat(PkPool.heard(pool, session(id, status, null), T)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
        value = CohostStatus.class,
        names = {"LIVE", "SCORING", "PUNISHMENT", "ENDED"})
    void shouldHaveDoneWithASessionThatWasLive(CohostStatus status) {
      String id = match();
      keep(PkPool.heard(pool, session(id, status, T), T.plusSeconds(9)));
      assertThat(stateOf("a")).isEqualTo(PkPoolState.MET);
      assertThat(stateOf("b")).isEqualTo(PkPoolState.MET);
      assertThat(PkPool.heard(pool, session(id, status, T), T)).as("told again").isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = CohostExit.class, mode = Mode.EXCLUDE, names = "EXPIRED")
    void shouldDropWhoWasTheCauseAndKeepTheOthersTime(CohostExit exit) {
      String id = match();
      CohostSeat a = seat("a", CohostSeatState.ACCEPTED, null);
      CohostSeat b = seat("b", CohostSeatState.OUT, exit);
      keep(PkPool.heard(pool, session(id, CohostStatus.FAILED, null, a, b), T.plusSeconds(9)));
      assertThat(stateOf("b")).isEqualTo(PkPoolState.DROPPED);
      assertThat(pool.entries().get("b").reason()).isEqualTo(exit + ": gone");
      assertThat(stateOf("a")).isEqualTo(PkPoolState.WAITING);
      assertThat(pool.entries().get("a").room().since()).isEqualTo(T);
      assertThat(pool.entries().get("a").sessionId()).isNull();
    }

    @Test
    void shouldBlameNobodyWhereNoAgentHadRoom() {
      String id = match();
      CohostSeat a = seat("a", CohostSeatState.OUT, CohostExit.NOT_CONNECTED);
      CohostSeat b = seat("b", CohostSeatState.CONNECTING, null);
      CohostStage nowhere = new CohostStage(null, null, null, null, "all are full");
      keep(
          PkPool.heard(
              pool, session(id, CohostStatus.FAILED, null, nowhere, a, b), T.plusSeconds(31)));
      assertThat(List.of(stateOf("a"), stateOf("b"))).containsOnly(PkPoolState.WAITING);
    }

    @Test
    void shouldBlameNobodyForAnInvitationThatThePoolLetExpire() {
      String id = match();
      CohostSeat a = seat("a", CohostSeatState.ACCEPTED, null);
      CohostSeat b = seat("b", CohostSeatState.OUT, CohostExit.EXPIRED);
      keep(PkPool.heard(pool, session(id, CohostStatus.EXPIRED, null, a, b), T.plusSeconds(40)));
      assertThat(stateOf("a")).isEqualTo(PkPoolState.WAITING);
      assertThat(stateOf("b")).isEqualTo(PkPoolState.WAITING);
      PoolEvent.Matched again = (PoolEvent.Matched) PkPool.pass(pool, T.plusSeconds(41)).get(0);
      assertThat(again.sessionId()).as("another session").isNotEqualTo(id);
    }

    @Test
    void shouldDropAllWhenSomebodyEndedIt() {
      String id = match();
      CohostSeat a = seat("a", CohostSeatState.ACCEPTED, null);
      CohostSeat b = seat("b", CohostSeatState.ACCEPTED, null);
      keep(PkPool.heard(pool, session(id, CohostStatus.ENDED, null, a, b), T.plusSeconds(9)));
      assertThat(List.of(stateOf("a"), stateOf("b"))).containsOnly(PkPoolState.DROPPED);
    }

    @Test
    void shouldDropAllWhenTheSessionCannotBe() {
      String id = match();
      keep(PkPool.refused(pool, id, "seats: bad", T.plusSeconds(9)));
      assertThat(List.of(stateOf("a"), stateOf("b"))).containsOnly(PkPoolState.DROPPED);
      assertThat(PkPool.refused(pool, id, "seats: bad", T)).isEmpty();
    }
  }

  @Test
  void shouldRememberABoundedNumberOfThoseWhoAreOut() {
    for (int i = 0; i < 700; i++) {
      Instant at = T.plusMillis(i);
      enter("r" + i, 100, at);
      kept(PkPool.leave(pool, "r" + i, "test", at));
    }
    assertThat(pool.entries()).hasSize(500).containsKey("r699").doesNotContainKey("r0");
  }
}
