package io.roomfleet.orchestrator.history.report;

import io.roomfleet.api.report.RegionReport.Market;
import io.roomfleet.api.report.RegionReport.Served;
import io.roomfleet.orchestrator.placement.price.PlacementPolicy;
import io.roomfleet.orchestrator.telemetry.MergedSteps.Known;
import io.roomfleet.orchestrator.telemetry.viewing.Spread;
import io.roomfleet.orchestrator.telemetry.viewing.Tally;
import io.roomfleet.orchestrator.telemetry.viewing.Viewing;
import io.roomfleet.sketch.Percentiles;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a market was watched, and from which regions. What another edge would save is what its
 * viewers would wait less for each round trip, at the price that placement counts with: of each
 * hour watched (round trip now - round trip then) x {@code latency-price}. Mutable, of one owner.
 */
final class MarketUse {
  /** Milliseconds there and back to an edge in the market itself: its own access networks. */
  static final double AT_HOME = 10;

  private static final String NOWHERE = "";
  private static final double SECONDS_AN_HOUR = 3600;

  private final ZoneId market;
  private final long[] secondsByHour = new long[24];
  private final Map<String, Viewing> byRegion = new HashMap<>();

  MarketUse(ZoneId market) {
    this.market = market;
  }

  /**
   * A step.
   *
   * @param region that served it; null when the sub-room was nowhere
   */
  void add(long start, Known known, @Nullable String region) {
    Viewing seen = known.viewing();
    if (seen != null) {
      int hour = Instant.ofEpochMilli(start).atZone(market).getHour();
      secondsByHour[hour] += seen.sum(Tally.VIEWER_SECONDS);
      byRegion
          .computeIfAbsent(Objects.requireNonNullElse(region, NOWHERE), id -> new Viewing())
          .after(seen);
    }
  }

  /**
   * What came of it.
   *
   * @param regions the configured ones with their zones
   */
  Market shown(Map<String, ZoneId> regions, PlacementPolicy policy, Instant now) {
    @Nullable String nearest =
        regions.keySet().stream()
            .min(
                Comparator.<String>comparingDouble(id -> millis(id, regions, policy, now))
                    .thenComparing(Comparator.naturalOrder()))
            .orElse(null);
    double atNearest = nearest == null ? 0 : millis(nearest, regions, policy, now);
    double savedAtNearest = 0;
    double savedByNewEdge = 0;
    double hours = 0;
    for (Map.Entry<String, Viewing> each : byRegion.entrySet()) {
      double watched = hours(each.getValue());
      hours += watched;
      if (regions.containsKey(each.getKey())) {
        double round = millis(each.getKey(), regions, policy, now);
        savedAtNearest += watched * Math.max(0, round - atNearest) * policy.latencyPrice();
        savedByNewEdge += watched * Math.max(0, round - AT_HOME) * policy.latencyPrice();
      }
    }
    return new Market(
        market.getId(),
        rounded(hours),
        Arrays.stream(secondsByHour).mapToObj(it -> rounded(it / SECONDS_AN_HOUR)).toList(),
        served(regions, policy, now),
        nearest,
        rounded(savedAtNearest),
        rounded(savedByNewEdge));
  }

  private List<Served> served(Map<String, ZoneId> regions, PlacementPolicy policy, Instant now) {
    List<Served> served =
        new java.util.ArrayList<>(
            byRegion.entrySet().stream()
                .map(each -> served(each.getKey(), each.getValue(), regions, policy, now))
                .toList());
    served.sort(Collections.reverseOrder(Comparator.comparingDouble(Served::hoursWatched)));
    return served;
  }

  private Served served(
      String region,
      Viewing seen,
      Map<String, ZoneId> regions,
      PlacementPolicy policy,
      Instant now) {
    Percentiles joins = seen.spread(Spread.JOIN_MILLIS);
    return new Served(
        region.equals(NOWHERE) ? null : region,
        rounded(hours(seen)),
        regions.containsKey(region) ? rounded(millis(region, regions, policy, now)) : null,
        seen.stallRatio(),
        joins == null || joins.count() == 0 ? null : rounded(joins.quantile(0.5)));
  }

  private double millis(
      String region, Map<String, ZoneId> regions, PlacementPolicy policy, Instant now) {
    ZoneId zone = Objects.requireNonNull(regions.get(region));
    return policy.latency().millis(region, zone, market, now);
  }

  private static double hours(Viewing seen) {
    return seen.sum(Tally.VIEWER_SECONDS) / SECONDS_AN_HOUR;
  }

  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
