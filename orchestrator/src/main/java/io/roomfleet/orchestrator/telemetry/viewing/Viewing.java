package io.roomfleet.orchestrator.telemetry.viewing;

import io.roomfleet.sketch.Percentiles;
import io.roomfleet.sketch.Uniques;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of viewers in some stretch of time, in one market or in several. Mutable, of one
 * owner.
 *
 * <p>There are two ways of merging, since viewers at the same time add up and viewers one after the
 * other do not: {@link #beside} for markets of the same time, {@link #after} for times of the same
 * markets. Sums and sketches merge alike in both. A spread is always that of all viewers, never the
 * mean of other spreads.
 */
public final class Viewing {
  private final long[] sums = new long[Tally.values().length];
  private final Map<Spread, Percentiles> spreads = new EnumMap<>(Spread.class);
  private final Map<String, Rendition> renditions = new TreeMap<>();
  private final Map<String, Long> countries = new TreeMap<>();
  private @Nullable Uniques uniques;
  private int seconds;
  private long peak;

  /**
   * How much a rendition was watched.
   *
   * @param viewerSeconds each second's viewers of it, added up
   * @param segments that were asked for
   * @param kilobits the sum of the bit rates of those segments whose player said it, kbit/s
   * @param rated how many those are
   */
  public record Rendition(long viewerSeconds, long segments, long kilobits, long rated) {
    Rendition plus(Rendition other) {
      return new Rendition(
          viewerSeconds + other.viewerSeconds,
          segments + other.segments,
          kilobits + other.kilobits,
          rated + other.rated);
    }
  }

  public long sum(Tally tally) {
    return sums[tally.ordinal()];
  }

  /** Seconds of which anything is known. */
  public int seconds() {
    return seconds;
  }

  /** The most viewers that there were in a second; of several markets, of each its own. */
  public long peak() {
    return peak;
  }

  /** Viewers at a time, in the mean over the seconds that are known. */
  public double viewers() {
    return seconds == 0 ? 0 : (double) sum(Tally.VIEWER_SECONDS) / seconds;
  }

  /** The part of the measured time in which the buffer starved; null when nothing was measured. */
  public @Nullable Double stallRatio() {
    long measured = sum(Tally.MEASURED_MILLIS);
    return measured == 0 ? null : (double) sum(Tally.STALLED_MILLIS) / measured;
  }

  /**
   * How old the newest picture was that viewers could have, milliseconds, in the mean over their
   * seconds; null while nobody says it.
   */
  public @Nullable Double latencyMillis() {
    return mean(Tally.LATENCY_MILLIS, Tally.LATENCY_SECONDS);
  }

  /** How far the sound was ahead of the picture, milliseconds, in the mean over their seconds. */
  public @Nullable Double avOffsetMillis() {
    return mean(Tally.AV_OFFSET_MILLIS, Tally.AV_OFFSET_SECONDS);
  }

  private @Nullable Double mean(Tally of, Tally over) {
    return sum(over) == 0 ? null : Double.valueOf((double) sum(of) / sum(over));
  }

  /** Distinct viewers, estimated. */
  public long distinct() {
    return uniques == null ? 0 : Math.round(uniques.estimate());
  }

  /** Null when nothing of it was seen. */
  public @Nullable Percentiles spread(Spread spread) {
    return spreads.get(spread);
  }

  /** By label. */
  public Map<String, Rendition> renditions() {
    return Collections.unmodifiableMap(renditions);
  }

  /** Each second's viewers, added up, by country. */
  public Map<String, Long> countries() {
    return Collections.unmodifiableMap(countries);
  }

  public boolean isEmpty() {
    return seconds == 0;
  }

  void add(Tally tally, long more) {
    sums[tally.ordinal()] += more;
  }

  void add(String rendition, Rendition more) {
    renditions.merge(rendition, more, Rendition::plus);
  }

  void addCountry(String country, long viewerSeconds) {
    countries.merge(country, viewerSeconds, Long::sum);
  }

  void add(Spread spread, Percentiles more) {
    spreads.computeIfAbsent(spread, s -> new Percentiles()).merge(more);
  }

  void add(Uniques more) {
    Uniques mine = uniques == null ? new Uniques() : uniques;
    mine.merge(more);
    uniques = mine;
  }

  void known(int itsSeconds, long itsPeak) {
    seconds = itsSeconds;
    peak = itsPeak;
  }

  @Nullable Uniques uniques() {
    return uniques;
  }

  void spreads(BiConsumer<Spread, Percentiles> each) {
    spreads.forEach(each);
  }

  /** Takes in what was seen of other viewers at the same time. */
  public void beside(Viewing other) {
    merge(other);
    seconds = Math.max(seconds, other.seconds);
    peak += other.peak;
  }

  /** Takes in what was seen at another time. */
  public void after(Viewing other) {
    merge(other);
    seconds += other.seconds;
    peak = Math.max(peak, other.peak);
  }

  private void merge(Viewing other) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += other.sums[i];
    }
    other.spreads.forEach(this::add);
    other.renditions.forEach(this::add);
    other.countries.forEach(this::addCountry);
    if (other.uniques != null) {
      add(other.uniques);
    }
  }

  /** The viewers of one country: how many, and nothing else is known of them. */
  public Viewing of(String country) {
    Viewing its = new Viewing();
    its.add(Tally.VIEWER_SECONDS, countries.getOrDefault(country, 0L));
    its.known(seconds, 0);
    return its;
  }
}
