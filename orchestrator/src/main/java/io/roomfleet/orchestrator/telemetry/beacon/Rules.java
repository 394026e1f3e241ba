package io.roomfleet.orchestrator.telemetry.beacon;

import java.time.Duration;

/**
 * From when to when a beacon's time may be, seen from when it comes in.
 *
 * @param late so long ago at most
 * @param future so far ahead at most: clocks of phones differ
 */
public record Rules(Duration late, Duration future) {
  public Rules {
    if (late.isNegative() || future.isNegative()) {
      throw new IllegalArgumentException(
          "late: %s, future: %s (expected: >= 0)".formatted(late, future));
    }
  }
}
