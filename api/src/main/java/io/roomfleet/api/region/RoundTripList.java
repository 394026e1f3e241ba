package io.roomfleet.api.region;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long viewers of each market wait for each region and back, as placement counts it.
 *
 * @param roundTrips by region, then by market: every market that is listed or measured anywhere
 */
public record RoundTripList(List<RoundTrip> roundTrips, Instant asOf) {
  /**
   * One region and one market.
   *
   * @param market its time zone, such as Europe/Berlin
   * @param millis what placement counts: what was measured, and beside it the prior value with the
   *     weight of {@code roomfleet.placement.latency.prior-samples}
   * @param prior where the value without measurements comes from
   * @param measuredMillis the mean of what viewers measured in the last seven days; null for none
   * @param samples how many round trips that are
   */
  public record RoundTrip(
      String region,
      String market,
      double millis,
      Prior prior,
      double priorMillis,
      @Nullable Double measuredMillis,
      long samples) {}

  /** Where a value comes from that nobody measured. */
  public enum Prior {
    /** The operator's list. */
    LISTED,
    /** The difference of standard times. */
    ESTIMATED
  }
}
