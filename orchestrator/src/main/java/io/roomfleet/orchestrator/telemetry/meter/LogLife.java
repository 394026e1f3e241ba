package io.roomfleet.orchestrator.telemetry.meter;

import java.time.Duration;

/** How long beacons and rollups are kept. */
public record LogLife(Duration log, Duration tenSeconds, Duration minutes) {
  public LogLife {
    for (Duration each : new Duration[] {log, tenSeconds, minutes}) {
      if (each.compareTo(Duration.ofMinutes(1)) < 0 || each.compareTo(Duration.ofDays(7300)) > 0) {
        throw new IllegalArgumentException(
            "roomfleet.telemetry: a time to live of " + each + " (expected: 1 m to 20 years)");
      }
    }
  }
}
