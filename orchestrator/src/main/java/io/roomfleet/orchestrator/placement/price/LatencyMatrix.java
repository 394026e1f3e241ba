package io.roomfleet.orchestrator.placement.price;

import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long viewers of a market wait for a region and back, in milliseconds. A market is its time
 * zone. Immutable.
 *
 * <p>A pair that is not listed is estimated from how far its standard times are apart. One hour of
 * them is a 24th of the way round the earth; the way is taken at 40 degrees of latitude, where it
 * is 40,075 km (the equator) x cos 40. Light in fibre makes 299,792 km/s over a refractive index of
 * 1.468. Cables do not run straight: {@link #STRETCH}. There and back, an hour comes to 20 ms, plus
 * {@link #LAST_MILE}. So it is right about oceans, and blind to north and south.
 */
public final class LatencyMatrix {
  /** Milliseconds there and back in a market's own access networks, wherever the region is. */
  static final double LAST_MILE = 10;

  /**
   * How much longer cables are than the straight way. With it, London to Singapore is 170 ms, New
   * York to Los Angeles 70: what is commonly measured, within a fifth.
   */
  static final double STRETCH = 1.6;

  private static final double KM_AN_HOUR = 40_075 * Math.cos(Math.toRadians(40)) / 24;
  private static final double FIBRE_KM_PER_MILLI = 299_792.458 / 1.468 / 1000;

  /** Of an hour of standard time between region and market, there and back. */
  static final double MILLIS_AN_HOUR = 2 * KM_AN_HOUR * STRETCH / FIBRE_KM_PER_MILLI;

  /** So many samples weigh in full; what is older fades behind newer ones. */
  static final long MOST_SAMPLES = 1_000_000;

  private record Pair(String region, ZoneId market) {}

  /** Of {@code samples} round trips, the mean. */
  private record Measured(double millis, long samples) {
    Measured and(double newMillis, long newSamples) {
      long all = samples + newSamples;
      double mean = (millis * samples + newMillis * newSamples) / all;
      return new Measured(mean, Math.min(all, MOST_SAMPLES));
    }
  }

  private final Map<Pair, Double> listed;
  private final Map<Pair, Measured> measured;
  private final long priorSamples;

  private LatencyMatrix(Map<Pair, Double> listed, Map<Pair, Measured> measured, long priorSamples) {
    this.listed = listed;
    this.measured = measured;
    this.priorSamples = priorSamples;
  }

  /**
   * @param listed milliseconds there and back, by region, then by market
   * @param priorSamples as how many samples a listed or estimated value counts beside measured
   *     ones, >= 1
   */
  public static LatencyMatrix of(Map<String, Map<ZoneId, Double>> listed, long priorSamples) {
    if (priorSamples < 1) {
      throw new IllegalArgumentException(
          "latency.prior-samples: " + priorSamples + " (expected: >= 1)");
    }
    Map<Pair, Double> pairs = new HashMap<>();
    listed.forEach(
        (region, markets) ->
            markets.forEach(
                (market, millis) -> {
                  PlacementPolicy.check(region + "." + market, millis);
                  pairs.put(new Pair(region, market), millis);
                }));
    return new LatencyMatrix(pairs, Map.of(), priorSamples);
  }

  /**
   * Milliseconds there and back between a region and viewers of a market.
   *
   * @param regionZone where the region is, for the estimate
   * @param at standard times are taken at this instant
   */
  public double millis(String region, ZoneId regionZone, ZoneId market, Instant at) {
    Pair pair = new Pair(region, market);
    @Nullable Double known = listed.get(pair);
    double prior =
        known == null ? LAST_MILE + MILLIS_AN_HOUR * hoursApart(regionZone, market, at) : known;
    @Nullable Measured seen = measured.get(pair);
    return seen == null
        ? prior
        : (prior * priorSamples + seen.millis() * seen.samples()) / (priorSamples + seen.samples());
  }

  /**
   * The matrix with what was measured of a pair. The listed or estimated value stays in the mean,
   * as {@code priorSamples} of it: few samples correct it a little, many almost replace it.
   *
   * @param measuredMillis the mean of the samples, there and back, >= 0
   * @param samples how many, >= 1
   */
  public LatencyMatrix corrected(
      String region, ZoneId market, double measuredMillis, long samples) {
    PlacementPolicy.check(region + "." + market, measuredMillis);
    if (samples < 1) {
      throw new IllegalArgumentException("samples: " + samples + " (expected: >= 1)");
    }
    Map<Pair, Measured> more = new HashMap<>(measured);
    more.merge(
        new Pair(region, market),
        new Measured(measuredMillis, Math.min(samples, MOST_SAMPLES)),
        (before, now) -> before.and(now.millis(), now.samples()));
    return new LatencyMatrix(listed, more, priorSamples);
  }

  /** Between standard times, 0 to 12: the shorter way round. */
  static double hoursApart(ZoneId a, ZoneId b, Instant at) {
    double hours =
        Math.abs(
                a.getRules().getStandardOffset(at).getTotalSeconds()
                    - b.getRules().getStandardOffset(at).getTotalSeconds())
            / 3600.0;
    return hours > 12 ? 24 - hours : hours;
  }
}
