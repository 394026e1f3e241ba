package io.roomfleet.orchestrator.cohost;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.orchestrator.cohost.pk.PkRules;
import io.roomfleet.orchestrator.cohost.stage.Layout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a session may be, by its mode. */
class CohostSpecTest {
  private static List<SeatSpec> hosts(int count) {
    List<SeatSpec> seats = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      seats.add(Staged.host("h" + i, "r" + i));
    }
    return seats;
  }

  private static String fault(CohostMode mode, SeatSpec... seats) {
    return Staged.spec(mode, List.of(seats)).fault();
  }

  @ParameterizedTest
  @CsvSource({"COHOST, 2, 9", "PK, 2, 4", "VOICE_CHAT, 2, 9", "ONE_TO_ONE, 2, 2"})
  void shouldHaveAsManySeatsAsItsModeAllows(CohostMode mode, int fewest, int most) {
    assertThat(Staged.spec(mode, hosts(fewest - 1)).fault())
        .startsWith("seats: 1 (expected: 2 to ");
    for (int count = fewest; count <= most; count++) {
      assertThat(Staged.spec(mode, hosts(count)).fault()).as("%s of %d", mode, count).isNull();
    }
    assertThat(Staged.spec(mode, hosts(most + 1)).fault()).contains("(expected: 2 to ");
  }

  @Test
  void shouldHaveTwoToFourTeamsInAPk() {
    List<SeatSpec> seats = new ArrayList<>();
    for (SeatSpec host : hosts(6)) {
      String team = host.roomId().compareTo("r4") < 0 ? "red" : "blue";
      seats.add(new SeatSpec(host.id(), host.kind(), host.roomId(), host.name(), team));
    }
    assertThat(Staged.spec(CohostMode.PK, seats).fault()).isNull();
    assertThat(Staged.spec(CohostMode.PK, seats.subList(0, 3)).fault())
        .isEqualTo("teams: 1 (expected: 2 to 4)");
    assertThat(Staged.spec(CohostMode.PK, hosts(5)).fault())
        .isEqualTo("teams: 5 (expected: 2 to 4)");
  }

  @Test
  void shouldNameTheSeatThatDoesNotFit() {
    SeatSpec anna = Staged.host("anna", "r1");
    assertThat(fault(CohostMode.COHOST, anna, Staged.host("anna", "r2")))
        .isEqualTo("seats[1].id: anna (expected: another than those before)");
    assertThat(fault(CohostMode.COHOST, anna, Staged.host("bob", "r1")))
        .isEqualTo("seats[1].roomId: r1 (expected: a room of no other host)");
    assertThat(fault(CohostMode.COHOST, Staged.guest("vera"), anna))
        .isEqualTo("seats[0].kind: GUEST (expected: HOST for the first)");
    assertThat(fault(CohostMode.PK, anna, Staged.guest("vera")))
        .isEqualTo("seats[1].kind: GUEST (expected: HOST for a PK)");
    assertThat(fault(CohostMode.ONE_TO_ONE, anna, Staged.guest("vera"))).isNull();
    assertThat(fault(CohostMode.COHOST, anna, Staged.host("x".repeat(65), "r2")))
        .startsWith("seats[1].id: 'xxx");
  }

  @Test
  void shouldHaveALayoutAndRulesWhereTheModeHasThem() {
    CohostTimes times = CohostTimes.DEFAULT;
    assertThat(new CohostSpec(CohostMode.COHOST, hosts(2), null, times, null).fault())
        .isEqualTo("layout: none (expected: one for COHOST)");
    assertThat(
            new CohostSpec(CohostMode.VOICE_CHAT, hosts(2), Layout.SIDE_BY_SIDE, times, null)
                .fault())
        .isEqualTo("layout: SIDE_BY_SIDE (expected: none for VOICE_CHAT)");
    assertThat(new CohostSpec(CohostMode.PK, hosts(2), Layout.SIDE_BY_SIDE, times, null).fault())
        .isEqualTo("pk: none (expected: rules for PK)");
    assertThat(
            new CohostSpec(CohostMode.COHOST, hosts(2), Layout.SIDE_BY_SIDE, times, PkRules.DEFAULT)
                .fault())
        .isEqualTo("pk: given (expected: none for COHOST)");
  }

  @Test
  void shouldNameTheTimeThatIsOutOfItsRange() {
    Duration second = Duration.ofSeconds(1);
    CohostTimes good = CohostTimes.DEFAULT;
    CohostTimes bad =
        new CohostTimes(
            good.inviteFor(), second, good.connectFor(), good.reconnectFor(), good.longest());
    assertThat(good.fault()).isNull();
    CohostTimes brief =
        new CohostTimes(
            good.inviteFor(),
            good.reserveFor(),
            good.connectFor(),
            good.reconnectFor(),
            Duration.ofMinutes(1));
    assertThat(
            new CohostSpec(CohostMode.PK, hosts(2), Layout.SIDE_BY_SIDE, brief, Staged.PK).fault())
        .isEqualTo("times.longest: PT1M (expected: >= PT1M3S, a round)");
    assertThat(bad.fault()).isEqualTo("times.reserveFor: PT1S (expected: PT2S to PT1M)");
  }

  @Test
  void shouldRefuseToMakeWhatDoesNotFit() {
    CohostSession.Decision decision =
        CohostSession.create(
            null,
            "s",
            Staged.spec(CohostMode.COHOST, hosts(1)),
            new CohostCommand.Asker("x", "h1", "q", null),
            Staged.START);
    assertThat(decision.events()).isEmpty();
    assertThat(decision.refusal())
        .isEqualTo(
            new CohostReply.Refused(
                CohostReply.Code.INVALID, "seats: 1 (expected: 2 to 9 for COHOST)"));
  }

  @Test
  void shouldNotComeBackFromAFinalStatus() {
    EnumSet<CohostStatus> ends =
        EnumSet.of(
            CohostStatus.ENDED, CohostStatus.DECLINED, CohostStatus.EXPIRED, CohostStatus.FAILED);
    for (CohostStatus status : CohostStatus.values()) {
      assertThat(status.isFinal()).as(status.name()).isEqualTo(ends.contains(status));
      assertThat(status.mayBecome(CohostStatus.ENDED)).isEqualTo(!status.isFinal());
      assertThat(status.mayBecome(CohostStatus.INVITED)).isFalse();
    }
  }
}
