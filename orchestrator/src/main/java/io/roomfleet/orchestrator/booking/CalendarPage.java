package io.roomfleet.orchestrator.booking;

import io.roomfleet.orchestrator.placement.Amount;
import io.roomfleet.orchestrator.platform.ClusterMessage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a region's calendar shows of a time.
 *
 * @param available null while nobody has heard what the region has
 * @param bookings how many count at some instant of the time
 * @param buckets one after the other, without a gap
 * @param overbooked the first {@link #WINDOWS} windows in which more is booked than available
 * @param moreOverbooked how many windows more there are
 */
public record CalendarPage(
    String region,
    @Nullable Amount available,
    int bookings,
    List<Bucket> buckets,
    List<Overbooked> overbooked,
    int moreOverbooked)
    implements ClusterMessage {
  static final int WINDOWS = 20;
  static final int LARGEST = 5;

  /**
   * A part of the time.
   *
   * @param booked by side, the peak
   * @param overbooked true when at some instant more is booked than available
   */
  public record Bucket(Instant from, Amount booked, boolean overbooked) {}

  /**
   * A window in which at every instant more is booked than available.
   *
   * @param missing by side, the most that is missing
   * @param bookings how many there are in it
   * @param largest of those, the {@link #LARGEST} that take most of what is available
   */
  public record Overbooked(
      Instant from, Instant to, Amount missing, int bookings, List<Booking> largest) {}
}
