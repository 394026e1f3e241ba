package io.roomfleet.orchestrator.telemetry.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.orchestrator.telemetry.meter.MeterCommand.Windows;
import io.roomfleet.orchestrator.telemetry.meter.Rollups.Rollup;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowPagesTest {
  private static Rollup window(long start) {
    return new Rollup(start, 1, new byte[0]);
  }

  @Test
  void pagesFollowEachOther() {
    Windows first = new Windows(0, List.of(window(0), window(10_000)), 20_000);
    Windows next = new Windows(0, List.of(window(20_000)), 60_000);
    assertThat(first.and(next).windows())
        .extracting(Rollup::start)
        .containsExactly(0L, 10_000L, 20_000L);
    assertThat(first.and(next).upTo()).isEqualTo(60_000);
  }

  @Test
  void whatBecameFinalBetweenTwoPagesIsLeftToTheRollups() {
    Windows first = new Windows(0, List.of(window(0), window(70_000)), 80_000);
    Windows next = new Windows(60_000, List.of(window(80_000)), 90_000);
    Windows all = first.and(next);
    assertThat(all.openFrom()).isEqualTo(60_000);
    assertThat(all.windows()).extracting(Rollup::start).containsExactly(70_000L, 80_000L);
  }
}
