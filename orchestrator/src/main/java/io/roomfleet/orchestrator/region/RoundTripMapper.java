package io.roomfleet.orchestrator.region;

import io.roomfleet.api.region.RoundTripList;
import io.roomfleet.api.region.RoundTripList.Prior;
import io.roomfleet.api.region.RoundTripList.RoundTrip;
import io.roomfleet.orchestrator.placement.price.LatencyMatrix;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** From the matrix of distances to what the API shows of it. */
final class RoundTripMapper {
  private RoundTripMapper() {}

  /**
   * All markets of the matrix, for each of these regions.
   *
   * @param regions with their zones, in the order of the answer
   */
  static RoundTripList toDto(LatencyMatrix matrix, Map<String, ZoneId> regions, Instant now) {
    List<ZoneId> markets =
        matrix.markets().stream().sorted(Comparator.comparing(ZoneId::getId)).toList();
    List<RoundTrip> roundTrips = new ArrayList<>();
    regions.forEach(
        (region, zone) -> {
          for (ZoneId market : markets) {
            LatencyMatrix.Measurement measured = matrix.measured(region, market);
            roundTrips.add(
                new RoundTrip(
                    region,
                    market.getId(),
                    tenths(matrix.millis(region, zone, market, now)),
                    matrix.isListed(region, market) ? Prior.LISTED : Prior.ESTIMATED,
                    tenths(matrix.priorMillis(region, zone, market, now)),
                    measured == null ? null : tenths(measured.millis()),
                    measured == null ? 0 : measured.samples()));
          }
        });
    return new RoundTripList(roundTrips, now);
  }

  private static double tenths(double millis) {
    return Math.round(millis * 10) / 10.0;
  }
}
