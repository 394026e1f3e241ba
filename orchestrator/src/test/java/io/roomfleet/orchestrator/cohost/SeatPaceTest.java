package io.roomfleet.orchestrator.cohost;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SeatPaceTest {
  private static final Instant T = Instant.parse("2026-11-11T12:00:00Z");

  private final SeatPace pace = new SeatPace();

  @Test
  void shouldRefuseWhoChangesTooOftenAndNobodyElse() {
    for (int n = 0; n < SeatPace.MOST; n++) {
      assertThat(pace.takes("anna", T.plusMillis(n))).isTrue();
    }
    assertThat(pace.takes("anna", T.plusSeconds(1))).isFalse();
    assertThat(pace.takes("ben", T.plusSeconds(1))).isTrue();
  }

  @Test
  void shouldTakeChangesAgainOnceTheOldestIsLongAgo() {
    for (int n = 0; n < SeatPace.MOST; n++) {
      pace.takes("anna", T.plusSeconds(n < 5 ? 0 : 4));
    }
    assertThat(pace.takes("anna", T.plus(SeatPace.WITHIN).minusMillis(1))).isFalse();
    for (int n = 0; n < 5; n++) {
      assertThat(pace.takes("anna", T.plus(SeatPace.WITHIN))).isTrue();
    }
    assertThat(pace.takes("anna", T.plus(SeatPace.WITHIN))).isFalse();
  }
}
