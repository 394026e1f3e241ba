package io.roomfleet.orchestrator.booking;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Predicate;

/** Goes round and round through bookings, a few at a time. In memory; of one actor. */
final class Rounds {
  private final Duration pace;
  private String after = "";
  private Instant nextRound = Instant.MIN;

  /**
   * @param pace from the beginning of one round to that of the next, at least
   */
  Rounds(Duration pace) {
    this.pace = pace;
  }

  /**
   * The next ones of this round; none while the next round has not begun.
   *
   * @param which the others are passed over, and do not count
   */
  List<Booking> next(
      SortedMap<String, Booking> bookings, int count, Predicate<Booking> which, Instant now) {
    if (after.isEmpty()) {
      if (now.isBefore(nextRound)) {
        return List.of();
      }
      nextRound = now.plus(pace);
    }
    List<Booking> next = new ArrayList<>();
    for (Booking booking : bookings.tailMap(after + '\0').values()) {
      if (which.test(booking)) {
        next.add(booking);
        after = booking.key();
        if (next.size() == count) {
          return next;
        }
      }
    }
    after = "";
    return next;
  }
}
