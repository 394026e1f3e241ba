package io.roomfleet.orchestrator.telemetry.meter;

import io.roomfleet.orchestrator.telemetry.beacon.Rules;
import java.time.Duration;

/**
 * How a Meter works; {@code reference.conf} explains each.
 *
 * @param countries kept apart in a rollup
 */
public record MeterSettings(Rules rules, Duration settle, Duration idle, int countries) {
  public MeterSettings {
    if (settle.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException(
          "roomfleet.telemetry.settle: " + settle + " (expected: >= 1 s)");
    }
    if (countries < 1 || countries > 676) {
      throw new IllegalArgumentException(
          "roomfleet.telemetry.countries: " + countries + " (expected: 1 to 676)");
    }
  }
}
