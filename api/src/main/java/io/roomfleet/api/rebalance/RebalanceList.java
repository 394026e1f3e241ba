package io.roomfleet.api.rebalance;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The newest rebalances, newest first.
 *
 * @param modes what the fleet does by itself, by kind
 */
public record RebalanceList(
    List<RebalanceView> rebalances, Map<RebalanceKind, Mode> modes, Instant asOf) {
  /** What the fleet does by itself about a kind. */
  public enum Mode {
    OFF,
    /** It plans, and leaves carrying out to people. */
    SUGGEST,
    AUTO
  }
}
