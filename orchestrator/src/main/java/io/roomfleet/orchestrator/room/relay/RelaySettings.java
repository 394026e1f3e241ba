package io.roomfleet.orchestrator.room.relay;

import com.typesafe.config.Config;
import io.roomfleet.orchestrator.placement.price.EgressPrices;
import java.time.Duration;

/**
 * How the regions of a room may feed each other.
 *
 * @param maxDepth hops from the source to any region, at most; 1 means that all read the source,
 *     without a fallback
 * @param maxFanOut how many other regions one region may feed; the source feeds as many as need it
 * @param leastSaving dollars for a GB that a region must save by reading elsewhere
 * @param settle how long an agent may go on with what it read before, after it was told what to
 *     read now
 * @param prices of what goes from region to region
 */
public record RelaySettings(
    int maxDepth, int maxFanOut, double leastSaving, Duration settle, EgressPrices prices) {

  public RelaySettings {
    if (maxDepth < 1) {
      throw new IllegalArgumentException("relay-tree.max-depth: " + maxDepth + " (expected: >= 1)");
    }
    if (maxFanOut < 0) {
      throw new IllegalArgumentException(
          "relay-tree.max-fan-out: " + maxFanOut + " (expected: >= 0)");
    }
    if (!(leastSaving >= 0 && leastSaving <= 10_000)) {
      throw new IllegalArgumentException(
          "relay-tree.least-saving: " + leastSaving + " (expected: 0 to 10000)");
    }
  }

  /** Reads {@code roomfleet.relay-tree}. */
  public static RelaySettings of(Config config, EgressPrices prices) {
    Config tree = config.getConfig("roomfleet.relay-tree");
    return new RelaySettings(
        tree.getInt("max-depth"),
        tree.getInt("max-fan-out"),
        tree.getDouble("least-saving"),
        tree.getDuration("settle"),
        prices);
  }
}
