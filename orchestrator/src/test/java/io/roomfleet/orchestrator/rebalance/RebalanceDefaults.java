package io.roomfleet.orchestrator.rebalance;

import com.typesafe.config.ConfigFactory;

/** The settings of {@code reference.conf}. */
final class RebalanceDefaults {
  static final RebalanceSettings SETTINGS = RebalanceSettings.of(ConfigFactory.load());

  private RebalanceDefaults() {}
}
