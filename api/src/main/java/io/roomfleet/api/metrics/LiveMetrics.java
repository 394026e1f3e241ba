package io.roomfleet.api.metrics;

import java.time.Instant;
import java.util.List;

/**
 * One frame of a room's live figures.
 *
 * @param room the newest figures of all sub-rooms together
 * @param subRooms each one's
 */
public record LiveMetrics(String roomId, Instant at, Newest room, List<SubRoomMetrics> subRooms) {

  /**
   * The newest figures.
   *
   * @param viewers in the newest second that is known, at most 5 s old; 0 when none is
   * @param from when the ten seconds began that are under way
   * @param current of those, so far
   * @param lastMinute the same and the five windows before it: 50 to 60 seconds
   */
  public record Newest(long viewers, Instant from, Figures current, Figures lastMinute) {}

  /** One sub-room's. */
  public record SubRoomMetrics(String subRoomId, Newest newest) {}
}
