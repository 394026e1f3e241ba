package io.roomfleet.orchestrator.region;

import io.roomfleet.orchestrator.placement.Policies;
import java.time.Duration;

/** The settings of {@code reference.conf}, for tests that move the clock. */
public final class RegionDefaults {
  public static final RegionSettings SETTINGS =
      new RegionSettings(
          Duration.ofSeconds(1),
          Duration.ofSeconds(3),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(20),
          0.5,
          4,
          Duration.ofSeconds(60),
          Duration.ofSeconds(120),
          Duration.ofSeconds(15),
          Policies.DEFAULT);

  private RegionDefaults() {}
}
