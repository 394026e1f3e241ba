package io.roomfleet.agent.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {
  @Test
  void eachWaitIsTwiceTheOneBeforeUpToTheLimitGiveOrTakeAFifth() {
    Backoff backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(15), new Random(7));
    for (long expected : new long[] {500, 1000, 2000, 4000, 8000, 15000, 15000, 15000}) {
      assertThat(backoff.next().toMillis()).isBetween(expected * 8 / 10, expected * 12 / 10);
    }
    assertThat(backoff.failures()).isEqualTo(8);
    backoff.reset();
    assertThat(backoff.next().toMillis()).isLessThanOrEqualTo(600);
  }

  @Test
  void waitsOfAThousandFailuresDoNotOverflow() {
    Backoff backoff = new Backoff(Duration.ofMillis(1), Duration.ofSeconds(1), new Random(7));
    for (int i = 0; i < 1000; i++) {
      assertThat(backoff.next()).isBetween(Duration.ZERO, Duration.ofMillis(1200));
    }
  }

  @Test
  void nonsenseIsRefused() {
    assertThatThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(1), new Random()))
        .hasMessageContaining("expected");
  }
}
