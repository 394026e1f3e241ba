package io.roomfleet.api.metrics;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A room's figures over time.
 *
 * @param subRoomId whose figures these are; null for the whole room's
 * @param country of the viewers; null for all
 * @param from as asked for, moved back to a whole step
 * @param to as asked for, moved on to a whole step
 * @param points one for each step in which anything was counted, oldest first
 * @param total of the whole time
 * @param countries that are kept apart, by their codes; {@code ZZ} for the smaller ones together
 * @param asOf until when was counted
 */
public record MetricsView(
    String roomId,
    @Nullable String subRoomId,
    @Nullable String country,
    Instant from,
    Instant to,
    long stepSeconds,
    List<Point> points,
    Figures total,
    List<String> countries,
    Instant asOf) {

  /**
   * One step.
   *
   * @param from its beginning
   */
  public record Point(Instant from, Figures figures) {}
}
