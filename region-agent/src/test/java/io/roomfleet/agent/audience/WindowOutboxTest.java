package io.roomfleet.agent.audience;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.agent.AudienceWindow;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WindowOutboxTest {
  private final WindowOutbox outbox = new WindowOutbox();

  private static AudienceWindow window(long second) {
    return new AudienceWindow(
        "r", "de", "boot", second, 1, 0, 0, 1, 0, 0, 0, List.of(), Map.of(), null, null, null, null,
        null);
  }

  private List<Long> next() {
    return outbox.next().stream().map(AudienceWindow::windowStart).toList();
  }

  @Test
  void aWindowIsSaidUntilItHasLeft() {
    outbox.add(List.of(window(1)), 1_000);
    assertThat(next()).containsExactly(1L);
    assertThat(next()).containsExactly(1L);
    List<AudienceWindow> taken = outbox.next();
    outbox.add(List.of(window(2)), 2_000);
    outbox.delivered(taken, 2_100);
    assertThat(next()).containsExactly(2L);
  }

  @Test
  void whatLeftInTheLastSecondsOfASessionIsSaidAgainInTheNextOne() {
    for (long second = 1; second <= 10; second++) {
      outbox.add(List.of(window(second)), second * 1_000);
      outbox.delivered(outbox.next(), second * 1_000);
    }
    assertThat(next()).isEmpty();
    outbox.sessionBegins();
    assertThat(next()).containsExactly(5L, 6L, 7L, 8L, 9L, 10L);
  }

  @Test
  void aCutOfUpToAMinuteLosesNothingAndAfterwardsTheOldestGo() {
    for (long second = 1; second <= 90; second++) {
      outbox.add(List.of(window(second)), second * 1_000);
      if (second == 60) {
        assertThat(next()).hasSize(60);
      }
    }
    assertThat(next().get(0)).isEqualTo(30);
    assertThat(outbox.dropped()).isEqualTo(29);
  }

  @Test
  void aMessageHasNoMoreThanFitsAndSoHasTheMemory() {
    outbox.add(
        IntStream.range(0, WindowOutbox.MOST + 7).mapToObj(WindowOutboxTest::window).toList(), 0);
    assertThat(outbox.dropped()).isEqualTo(7);
    assertThat(next()).hasSize(WindowOutbox.AT_ONCE);
    assertThat(next().get(0)).isEqualTo(7);
    outbox.delivered(outbox.next(), 0);
    assertThat(next().get(0)).isEqualTo(7 + WindowOutbox.AT_ONCE);
    assertThat(Collections.max(next())).isEqualTo(6L + 2 * WindowOutbox.AT_ONCE);
  }
}
