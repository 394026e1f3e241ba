package io.roomfleet.api.metrics;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What agents saw of viewers in some stretch of time. Of one country's viewers only {@code viewers}
 * and {@code watchSeconds} are known; the other figures are 0, null or empty then.
 *
 * @param viewers at a time, in the mean over the seconds that are known: distinct sessions with a
 *     segment request in the 30 s before
 * @param peakViewers the most in a second; of several markets, each at its own peak within the same
 *     10 s, or minute where the step is whole minutes
 * @param watchSeconds each second's viewers, added up
 * @param joins sessions that became viewers
 * @param leaves viewers who asked for no segment for 30 s
 * @param distinct sessions, estimated (within 2 %)
 * @param stallRatio the part of the sessions' time in which the buffer starved, by CMCD; null when
 *     no player says it
 * @param latencyMillis how old the first picture of the newest segment was when players could have
 *     it, since it came into the fleet, in the mean over viewers and seconds; null while no agent
 *     says it
 * @param avOffsetMillis time stamp of the sound minus that of the picture, in the mean over viewers
 *     and seconds; null while no agent says it
 * @param joinMillis from the request of the master playlist to the first segment sent
 * @param bufferMillis what players have ahead
 * @param throughputKbps as players measure it, kbit/s
 * @param dwellMillis of those who left, from their first segment to their last
 * @param renditions what is watched, by label
 * @param countries viewers in the mean, by country; {@code ZZ} is unknown or small
 * @param incomplete true when an agent had more sessions than it keeps: {@code viewers} is too low
 */
public record Viewing(
    double viewers,
    long peakViewers,
    long watchSeconds,
    long joins,
    long leaves,
    long distinct,
    @Nullable Double stallRatio,
    @Nullable Double latencyMillis,
    @Nullable Double avOffsetMillis,
    @Nullable Spread joinMillis,
    @Nullable Spread bufferMillis,
    @Nullable Spread throughputKbps,
    @Nullable Spread dwellMillis,
    List<RenditionShare> renditions,
    Map<String, Double> countries,
    boolean incomplete) {

  /**
   * How a figure is spread among viewers.
   *
   * @param count of values that it was made of
   */
  public record Spread(long count, double p50, double p95, double p99) {}

  /**
   * How much a rendition is watched.
   *
   * @param viewers in the mean
   * @param bitrateKbps mean of what its players say, kbit/s; null when none does
   */
  public record RenditionShare(String rendition, double viewers, @Nullable Double bitrateKbps) {}
}
