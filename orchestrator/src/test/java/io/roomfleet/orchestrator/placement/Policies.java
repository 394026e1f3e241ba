package io.roomfleet.orchestrator.placement;

import com.typesafe.config.ConfigFactory;
import io.roomfleet.orchestrator.placement.price.PlacementPolicy;
import io.roomfleet.orchestrator.region.PlacementSettings;

/** Policies for tests. */
public final class Policies {
  /** As a node has it that is told nothing. */
  public static final PlacementPolicy DEFAULT =
      PlacementSettings.of(ConfigFactory.parseResources("reference.conf").resolve());

  private Policies() {}

  /** The default one with a limit on one room's viewers on one agent. */
  static PlacementPolicy withMost(int viewersPerAgent) {
    return new PlacementPolicy(
        DEFAULT.latencyPrice(),
        DEFAULT.balancePrice(),
        DEFAULT.movePrice(),
        DEFAULT.assumedViewers(),
        viewersPerAgent,
        DEFAULT.egress(),
        DEFAULT.latency());
  }
}
