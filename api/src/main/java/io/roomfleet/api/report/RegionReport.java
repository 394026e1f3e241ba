package io.roomfleet.api.report;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From where markets were served, when they watch, and what a nearer edge would be worth.
 *
 * @param rooms broadcasts that were read
 * @param leftOut broadcasts of that time that were not, since there are too many
 * @param markets by what a new edge would save, the most first
 */
public record RegionReport(Instant from, Instant to, int rooms, int leftOut, List<Market> markets) {

  /**
   * A market: its viewers' time zone.
   *
   * @param hoursWatched by viewers, all regions together
   * @param hoursWatchedByLocalHour 24 values, from midnight
   * @param served from where, the most hours first
   * @param nearest the configured region with the shortest round trip
   * @param savedAtNearest US dollars, by {@code roomfleet.placement.latency-price}, if all of it
   *     had been served from there
   * @param savedByNewEdge likewise from an edge in the market itself, 10 ms away
   */
  public record Market(
      String market,
      double hoursWatched,
      List<Double> hoursWatchedByLocalHour,
      List<Served> served,
      @Nullable String nearest,
      double savedAtNearest,
      double savedByNewEdge) {}

  /**
   * What a region served of a market.
   *
   * @param region null while the sub-room was nowhere
   * @param roundTripMillis as placement counts it now; null without a region
   * @param joinMillis median of the time to the first segment
   */
  public record Served(
      @Nullable String region,
      double hoursWatched,
      @Nullable Double roundTripMillis,
      @Nullable Double stallRatio,
      @Nullable Double joinMillis) {}
}
