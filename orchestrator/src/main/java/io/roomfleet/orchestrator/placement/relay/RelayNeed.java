package io.roomfleet.orchestrator.placement.relay;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a relay tree is planned from: one line of one room.
 *
 * @param source the region that takes the line in
 * @param regions the other regions that need the line, each once, in any order
 * @param price of a GB from one region to another
 * @param delayMillis that one hop is expected to add
 */
public record RelayNeed(
    Region source, List<Region> regions, PairFigure price, PairFigure delayMillis, Policy policy) {
  private static final int MOST_REGIONS = 200;
  private static final double MOST = 10_000;

  /**
   * A region that needs the line.
   *
   * @param maxFanOut how many other regions it may feed at once
   * @param mayFeed false for one that is drained or evacuated: it is fed, and feeds nobody. Of the
   *     source it is not asked, since the line is nowhere else
   */
  public record Region(String id, int maxFanOut, boolean mayFeed) {
    public Region {
      if (maxFanOut < 0) {
        throw new IllegalArgumentException(
            "maxFanOut of " + id + ": " + maxFanOut + " (expected: >= 0)");
      }
    }
  }

  /**
   * What is weighed against what. All in the unit of the price of a GB.
   *
   * @param pricePerMilli what a millisecond of delay in a hop is worth
   * @param maxDepth hops from the source to any region, at most
   * @param movePrice what the tree must gain for each region that gets another parent
   */
  public record Policy(double pricePerMilli, int maxDepth, double movePrice) {
    public Policy {
      notNegative("pricePerMilli", pricePerMilli);
      notNegative("movePrice", movePrice);
      if (maxDepth < 1) {
        throw new IllegalArgumentException("maxDepth: " + maxDepth + " (expected: >= 1)");
      }
    }
  }

  public RelayNeed {
    regions = List.copyOf(regions);
    if (regions.size() > MOST_REGIONS) {
      throw new IllegalArgumentException(
          "regions: " + regions.size() + " (expected: at most " + MOST_REGIONS + ")");
    }
    Set<String> seen = new HashSet<>(Set.of(source.id()));
    for (Region region : regions) {
      if (!seen.add(region.id())) {
        throw new IllegalArgumentException(
            "regions: " + region.id() + " (expected: each once, and not the source)");
      }
    }
  }

  /**
   * What a hop costs for a GB: its price, and its delay in the same unit.
   *
   * @throws IllegalArgumentException when a figure of the pair is not a number from 0 to 10,000
   */
  double cost(String from, String to) {
    double delay = policy.pricePerMilli() * notNegative("delay", delayMillis.of(from, to));
    return notNegative("cost", notNegative("price", price.of(from, to)) + delay);
  }

  private static double notNegative(String field, double value) {
    if (!(value >= 0 && value <= MOST)) {
      throw new IllegalArgumentException(field + ": " + value + " (expected: 0 to 10000)");
    }
    return value;
  }
}
