package io.roomfleet.api.calendar;

import io.roomfleet.api.Capacity;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is booked against what is available, by region.
 *
 * @param stepSeconds length of a bucket; the last one ends with {@code to}
 * @param unanswered regions that did not answer in time, or of which nobody has heard yet what they
 *     have
 */
public record CalendarView(
    Instant from,
    Instant to,
    long stepSeconds,
    List<RegionCalendar> regions,
    List<String> unanswered,
    Instant asOf) {

  /**
   * One region.
   *
   * @param available by side, the larger of what its agents have now and of what is planned
   * @param bookings how many count at some instant of the time
   * @param buckets one after the other, from {@code from} to {@code to}
   * @param overbooked the first windows in which more is booked than available, at most 20
   * @param moreOverbooked how many windows more there are
   */
  public record RegionCalendar(
      String region,
      Capacity available,
      int bookings,
      List<Bucket> buckets,
      List<Overbooked> overbooked,
      int moreOverbooked) {}

  /**
   * A step of time.
   *
   * @param booked by side, the peak in it
   * @param overbooked true when at some instant of it more is booked than available
   */
  public record Bucket(Instant from, Capacity booked, boolean overbooked) {}

  /**
   * A window in which at every instant more is booked than available.
   *
   * @param missing by side, the most that is missing
   * @param bookings how many there are in it
   * @param largest of those, at most 5
   */
  public record Overbooked(
      Instant from, Instant to, Capacity missing, int bookings, List<Booked> largest) {}

  /**
   * A sub-room's booking.
   *
   * @param capacity of its ladder, without the copy of the line
   * @param missing by side, what it was short of when it was booked all the same; null when there
   *     was room for it
   */
  public record Booked(
      String roomId,
      String subRoomId,
      Instant from,
      Instant to,
      Capacity capacity,
      @Nullable Capacity missing) {}
}
