package io.roomfleet.orchestrator.cohost;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.cohost.PkHow;
import io.roomfleet.api.cohost.PkResult;
import io.roomfleet.orchestrator.cohost.CohostReply.Code;
import io.roomfleet.orchestrator.cohost.CohostReply.Refused;
import io.roomfleet.orchestrator.cohost.pk.Score;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rounds of a PK: from the countdown to the rematch. */
class PkSessionTest {
  private static final Instant STARTS = Staged.START.plusSeconds(3);
  private static final Instant ENDS = STARTS.plusSeconds(60);

  private final Staged pk = Staged.live(CohostMode.PK, "anna", "bob");

  private PkResult result() {
    List<PkResult> results = pk.state.board().results();
    return results.get(results.size() - 1);
  }

  @Test
  void shouldBeginByItselfWithACountdownThatAllClientsShare() {
    assertThat(pk.types()).endsWith("co_host.live", "pk.started");
    assertThat(pk.state.status()).isEqualTo(CohostStatus.SCORING);
    assertThat(pk.state.board().startsAt()).isEqualTo(STARTS);
    assertThat(pk.state.board().endsAt()).isEqualTo(ENDS);
    assertThat(pk.state.board().clock(pk.now).remainingMillis()).isEqualTo(3_000);
    assertThat(pk.state.dueAt()).isEqualTo(ENDS);
  }

  @Test
  void shouldCountFromTheStartAndBeforeTheEnd() {
    String times = "points count from %s to %s, and it is ".formatted(STARTS, ENDS);
    assertThat(pk.score("early", "r1", 5)).isEqualTo(new Refused(Code.NOT_SCORING, times + pk.now));
    pk.pass(3);
    assertThat(pk.score("first", "r1", 5)).isNull();
    pk.pass(Duration.ofSeconds(60).minusNanos(1));
    assertThat(pk.score("last", "r2", 7)).isNull();
    pk.pass(Duration.ofNanos(1));
    assertThat(pk.score("late", "r1", 100))
        .isEqualTo(new Refused(Code.NOT_SCORING, "session s is PUNISHMENT (expected: SCORING)"));
    assertThat(result().winner()).isEqualTo("r2");
    assertThat(result().points()).containsEntry("r1", 5L).containsEntry("r2", 7L);
    assertThat(pk.score("first", "r1", 5)).as("what was counted is done").isNull();
    assertThat(result().points()).containsEntry("r1", 5L);
  }

  @Test
  void shouldCountAllOfABatchOrNone() {
    pk.pass(3);
    List<Score> bad = List.of(new Score("a", "r1", 1, "gift"), new Score("b", "r9", 1, "gift"));
    pk.isRefused(
        null,
        new CohostCommand.Count(bad),
        Code.UNKNOWN_ROOM,
        "score b: roomId: r9 (expected: r1 or r2)");
    pk.isRefused(
        null,
        new CohostCommand.Count(List.of(new Score("a", "r1", 0, "gift"))),
        Code.INVALID,
        "scores[0].points: 0 (expected: 1 to 1000000000)");
    pk.isRefused(
        null, new CohostCommand.Count(List.of()), Code.INVALID, "scores: 0 (expected: 1 to 500)");
    pk.isRefused(
        "anna",
        new CohostCommand.Count(List.of(new Score("a", "r1", 1, "gift"))),
        Code.NOT_ALLOWED,
        "seat anna counts points (expected: an operator)");
    assertThat(pk.state.board().totals().values()).containsOnly(0L);
    List<Score> scores = new ArrayList<>(List.of(new Score("a", "r1", 1, "gift")));
    scores.add(new Score("a", "r1", 1, "gift"));
    pk.asOperator(new CohostCommand.Count(scores));
    assertThat(pk.state.board().totals()).containsEntry("r1", 1L);
  }

  @Test
  void shouldNotChangeTheRevisionByPointsNorByWhatAgentsSay() {
    pk.pass(3);
    long revision = pk.state.revision();
    pk.score("a", "r1", 1);
    pk.media("anna", false);
    pk.media("anna", true);
    assertThat(pk.state.revision()).isEqualTo(revision);
  }

  @Test
  void shouldAddTimeOnADrawAsOftenAsTheRulesSay() {
    pk.passAndLook(63);
    assertThat(pk.state.status()).isEqualTo(CohostStatus.SCORING);
    assertThat(pk.state.board().endsAt()).isEqualTo(pk.now.plusSeconds(10));
    pk.score("a", "r1", 1);
    pk.score("b", "r2", 1);
    pk.passAndLook(10);
    assertThat(pk.state.status()).isEqualTo(CohostStatus.PUNISHMENT);
    assertThat(result().how()).isEqualTo(PkHow.DRAW);
    assertThat(result().winner()).isNull();
    assertThat(result().extraTimes()).isEqualTo(1);
  }

  @Test
  void shouldDecideInExtraTime() {
    pk.passAndLook(63);
    pk.score("a", "r2", 1);
    pk.passAndLook(10);
    assertThat(result().winner()).isEqualTo("r2");
  }

  @Test
  void shouldGiveExtraTimeWholeWhenItWasNoticedLate() {
    pk.pass(100);
    assertThat(pk.score("a", "r1", 1)).as("the draw was noticed by this").isNull();
    assertThat(pk.state.board().endsAt()).isEqualTo(pk.now.plusSeconds(10));
  }

  @Test
  void shouldBeLongerWhenTheOwnerSaysSo() {
    pk.isRefused(
        "bob",
        new CohostCommand.Extend(Duration.ofSeconds(30)),
        Code.NOT_ALLOWED,
        "seat bob asks (expected: anna, who owns the session, or an operator)");
    pk.as("anna", new CohostCommand.Extend(Duration.ofSeconds(30)));
    assertThat(pk.state.board().endsAt()).isEqualTo(ENDS.plusSeconds(30));
    pk.isRefused(
        "anna",
        new CohostCommand.Extend(Duration.ofMinutes(59)),
        Code.INVALID,
        "more: PT59M (expected: over PT0S, to PT58M30S)");
    pk.isRefused(
        "anna",
        new CohostCommand.Extend(Duration.ZERO),
        Code.INVALID,
        "more: PT0S (expected: over PT0S, to PT58M30S)");
  }

  @Test
  void shouldGoToTheOtherWhenAHostDoesNotComeBack() {
    pk.pass(3);
    pk.score("a", "r1", 100);
    pk.media("anna", false);
    pk.passAndLook(15);
    assertThat(result().how()).isEqualTo(PkHow.FORFEIT);
    assertThat(result().winner()).isEqualTo("r2");
    assertThat(pk.state.status()).isEqualTo(CohostStatus.ENDED);
    assertThat(pk.state.reason()).isEqualTo("round 1 is over: r2 won by forfeit");
    assertThat(pk.calls()).containsOnlyKeys("r1", "r2");
  }

  @Test
  void shouldGoByPointsWhenAHostsTimeToComeBackEndsWithTheRoundOrAfterIt() {
    pk.pass(3);
    pk.score("a", "r1", 100);
    pk.pass(45);
    pk.media("anna", false);
    pk.passAndLook(3_600);
    assertThat(pk.state.board().results()).hasSize(1);
    assertThat(result().how()).isEqualTo(PkHow.POINTS);
    assertThat(result().winner()).isEqualTo("r1");
    assertThat(result().endedAt()).isEqualTo(ENDS);
  }

  @Test
  void shouldGoOnWhileTwoTeamsAreLeftAndRefusePointsForWhoHasGone() {
    Staged three = Staged.live(CohostMode.PK, "anna", "bob", "carl");
    three.pass(3);
    three.score("a", "r3", 50);
    three.as("carl", new CohostCommand.Leave("carl", "x"));
    assertThat(three.state.status()).isEqualTo(CohostStatus.SCORING);
    assertThat(three.score("b", "r3", 1))
        .isEqualTo(new Refused(Code.UNKNOWN_ROOM, "score b: roomId: r3 (expected: r1 or r2)"));
    assertThat(three.state.board().totals()).as("they stay").containsEntry("r3", 50L);
  }

  @Test
  void shouldHaveNoWinnerWhenTheSessionIsEndedInARound() {
    pk.pass(3);
    pk.score("a", "r1", 1);
    pk.as("anna", new CohostCommand.End("the line is bad"));
    assertThat(result().how()).isEqualTo(PkHow.BROKEN_OFF);
    assertThat(result().winner()).isNull();
    assertThat(pk.state.reason()).isEqualTo("the line is bad");
  }

  @Test
  void shouldSayWhyItIsOverWhenItsLongestTimeComesInARound() {
    for (int round = 1; round <= 4; round++) {
      pk.pass(3);
      pk.score("gift-" + round, "r1", 1);
      pk.as("anna", new CohostCommand.Extend(Duration.ofSeconds(3_540)));
      pk.passAndLook(3_598);
      if (round < 4) {
        assertThat(pk.state.status()).isEqualTo(CohostStatus.SCORING);
        pk.passAndLook(2);
        pk.as("anna", new CohostCommand.Rematch("anna"));
        pk.as("bob", new CohostCommand.Rematch("bob"));
      }
    }
    assertThat(pk.state.reason()).isEqualTo("it lasted for its longest time, PT4H");
    assertThat(result().round()).isEqualTo(4);
    assertThat(result().how()).isEqualTo(PkHow.BROKEN_OFF);
  }

  @Test
  void shouldPlayAgainWhenAllWantToAndCountNothingTwice() {
    pk.pass(3);
    pk.score("a", "r1", 1);
    pk.passAndLook(60);
    assertThat(pk.state.status()).isEqualTo(CohostStatus.PUNISHMENT);
    pk.as("anna", new CohostCommand.Rematch("anna"));
    pk.as("anna", new CohostCommand.Rematch("anna"));
    assertThat(pk.state.status()).isEqualTo(CohostStatus.PUNISHMENT);
    pk.as("bob", new CohostCommand.Rematch("bob"));
    assertThat(pk.state.status()).isEqualTo(CohostStatus.SCORING);
    assertThat(pk.state.board().round()).isEqualTo(2);
    assertThat(pk.state.board().startsAt()).isEqualTo(pk.now.plusSeconds(3));
    pk.pass(3);
    assertThat(pk.score("a", "r1", 1)).as("it came again").isNull();
    assertThat(pk.state.board().totals().values()).containsOnly(0L);
    assertThat(pk.state.board().results()).hasSize(1);
  }

  @Test
  void shouldEndWhenTheTimeAfterTheRoundIsOver() {
    pk.pass(3);
    pk.score("a", "r1", 1);
    pk.passAndLook(60);
    pk.as("anna", new CohostCommand.Rematch("anna"));
    pk.passAndLook(29);
    assertThat(pk.state.status()).isEqualTo(CohostStatus.PUNISHMENT);
    pk.passAndLook(1);
    assertThat(pk.state.status()).isEqualTo(CohostStatus.ENDED);
    assertThat(pk.state.reason())
        .isEqualTo("the time after round 1 is over, and not all wanted another one");
    pk.isRefused(
        "bob",
        new CohostCommand.Rematch("bob"),
        Code.WRONG_STATE,
        "session s is ENDED (expected: one that is not over)");
  }

  @Test
  void shouldPlaySoManyRoundsAtMost() {
    for (int round = 1; round < 20; round++) {
      pk.passAndLook(63);
      pk.passAndLook(10);
      pk.as("anna", new CohostCommand.Rematch("anna"));
      pk.as("bob", new CohostCommand.Rematch("bob"));
    }
    pk.passAndLook(63);
    pk.passAndLook(10);
    pk.isRefused(
        "anna",
        new CohostCommand.Rematch("anna"),
        Code.TOO_MANY_ROUNDS,
        "rounds: 20 (expected: < 20)");
  }

  @Test
  void shouldRefuseAThirdOneWhoWantsToComeLater() {
    pk.isRefused(
        "anna",
        new CohostCommand.Invite(Staged.host("carl", "r3")),
        Code.INVALID,
        "mode: PK (expected: COHOST or VOICE_CHAT, to which one can come later)");
  }
}
