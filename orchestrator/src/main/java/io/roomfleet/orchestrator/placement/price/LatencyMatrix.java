package io.roomfleet.orchestrator.placement.price;

import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    double prior = priorMillis(region, regionZone, market, at);
    @Nullable Measured seen = measured.get(new Pair(region, market));
    return seen == null
        ? prior
        : (prior * priorSamples + seen.millis() * seen.samples()) / (priorSamples + seen.samples());
  }

  /** What {@link #millis} is without any measurement: what is listed, else what is estimated. */
  public double priorMillis(String region, ZoneId regionZone, ZoneId market, Instant at) {
    @Nullable Double known = listed.get(new Pair(region, market));
    return known == null ? LAST_MILE + MILLIS_AN_HOUR * hoursApart(regionZone, market, at) : known;
  }

  /** Whether the operator listed a pair. */
  public boolean isListed(String region, ZoneId market) {
    return listed.containsKey(new Pair(region, market));
  }

  /** Every market that is listed or measured for some region. */
  public Set<ZoneId> markets() {
    Set<ZoneId> markets = new HashSet<>();
    listed.keySet().forEach(pair -> markets.add(pair.market()));
    measured.keySet().forEach(pair -> markets.add(pair.market()));
    return markets;
  }

  /**
   * What was measured of a pair.
   *
   * @param millis the mean of the samples, there and back, >= 0
   * @param samples how many, >= 1
   */
  public record Measurement(String region, ZoneId market, double millis, long samples) {
    public Measurement {
      PlacementPolicy.check(region + "." + market, millis);
      if (samples < 1) {
        throw new IllegalArgumentException("samples: " + samples + " (expected: >= 1)");
      }
    }
  }

  /**
   * The matrix with what was measured. The listed or estimated value of a pair stays in the mean,
   * as {@code priorSamples} of it: few samples correct it a little, many almost replace it.
   */
  public LatencyMatrix corrected(List<Measurement> measurements) {
    Map<Pair, Measured> more = new HashMap<>(measured);
    for (Measurement it : measurements) {
      more.merge(
          new Pair(it.region(), it.market()),
          new Measured(it.millis(), Math.min(it.samples(), MOST_SAMPLES)),
          (before, now) -> before.and(now.millis(), now.samples()));
    }
    return new LatencyMatrix(listed, more, priorSamples);
  }

  /** What is measured of a pair; null when nothing is. */
  public @Nullable Measurement measured(String region, ZoneId market) {
    @Nullable Measured seen = measured.get(new Pair(region, market));
    return seen == null ? null : new Measurement(region, market, seen.millis(), seen.samples());
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
