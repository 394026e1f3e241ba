package io.roomfleet.api.metrics;

import io.roomfleet.api.room.AgendaItem;
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
 * @param points one for each step in which anything was counted, oldest first; none when the
 *     figures are cut by the agenda
 * @param agenda one for each item that was on, in the order in which they were first on; null
 *     unless the figures are cut by the agenda
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
    @Nullable List<AgendaPart> agenda,
    Figures total,
    List<String> countries,
    Instant asOf) {

  /**
   * One step.
   *
   * @param from its beginning
   */
  public record Point(Instant from, Figures figures) {}

  /**
   * What came of an item. A step belongs to the item that was on in its middle.
   *
   * @param item as it stood when it was first on in this time; null for when nothing was on
   * @param from the beginning of its first step
   * @param to the end of its last one, or of the one that is under way
   * @param seconds of its steps together: less than from from to to when others were on in between
   */
  public record AgendaPart(
      @Nullable AgendaItem item, Instant from, Instant to, long seconds, Figures figures) {}
}
