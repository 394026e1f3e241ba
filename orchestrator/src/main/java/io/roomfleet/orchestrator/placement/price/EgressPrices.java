package io.roomfleet.orchestrator.placement.price;

import java.util.Map;

/**
 * What a gigabyte costs on its way out of a region, in US dollars, for the one who sends it.
 *
 * @param internet to viewers' networks, where a region has no price of its own
 * @param between to another region, where a pair has no price of its own
 * @param within from one agent to another one of the same region
 * @param internetOf a region's own price to viewers' networks
 * @param betweenOf a pair's own price: by the region that sends, then by the one that gets
 */
public record EgressPrices(
    double internet,
    double between,
    double within,
    Map<String, Double> internetOf,
    Map<String, Map<String, Double>> betweenOf) {
  /** Of one kbit/s that flows for an hour: 1000 bit x 3600 s / 8 bit / 10^9 bytes. */
  private static final double GIGABYTES_AN_HOUR = 1000.0 * 3600 / 8 / 1e9;

  public EgressPrices {
    PlacementPolicy.check("egress.internet", internet);
    PlacementPolicy.check("egress.between", between);
    PlacementPolicy.check("egress.within", within);
    internetOf.forEach((region, price) -> PlacementPolicy.check("internet." + region, price));
    betweenOf.forEach(
        (from, prices) ->
            prices.forEach(
                (to, price) -> PlacementPolicy.check("between." + from + "." + to, price)));
    internetOf = Map.copyOf(internetOf);
    betweenOf = Map.copyOf(betweenOf);
  }

  /** An hour of {@code kbps} from the region to viewers' networks. */
  public double toViewers(String region, long kbps) {
    return kbps * GIGABYTES_AN_HOUR * internetOf.getOrDefault(region, internet);
  }

  /** An hour of {@code kbps} from one region into another. */
  public double intoRegion(String from, String to, long kbps) {
    return kbps * GIGABYTES_AN_HOUR * perGigabyte(from, to);
  }

  /** A gigabyte from one region into another. */
  public double perGigabyte(String from, String to) {
    return betweenOf.getOrDefault(from, Map.of()).getOrDefault(to, between);
  }

  /** An hour of {@code kbps} from one agent to another one of its region. */
  public double withinRegion(long kbps) {
    return kbps * GIGABYTES_AN_HOUR * within;
  }
}
