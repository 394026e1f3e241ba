package io.roomfleet.orchestrator.booking;

import io.roomfleet.orchestrator.placement.Amount;
import io.roomfleet.orchestrator.platform.Ids;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a sub-room takes of a region for a time.
 *
 * @param attempt larger for each newer booking of the same sub-room
 * @param from the first instant that it counts in
 * @param to the first instant that it does not count in any more; after {@code from}
 * @param need of the ladder alone. The copy of the room's line comes on top, once for all bookings
 *     of the room that overlap in the region.
 * @param missing by side, the most that this booking was short of at any instant when it was made
 *     all the same; null when there was room for it
 */
public record Booking(
    String roomId,
    String subRoomId,
    long attempt,
    Instant from,
    Instant to,
    Amount need,
    @Nullable Amount missing) {

  /** {@code <roomId>/<subRoomId>}: a calendar has one booking at most of each. */
  public String key() {
    return Ids.subRoomKey(roomId, subRoomId);
  }

  /** True when it counts at some instant in [from, to). */
  boolean overlaps(Instant otherFrom, Instant otherTo) {
    return from.isBefore(otherTo) && otherFrom.isBefore(to);
  }

  Booking with(@Nullable Amount newMissing) {
    return new Booking(roomId, subRoomId, attempt, from, to, need, newMissing);
  }

  /** True when it asks for the same, whatever came of it. */
  boolean isSameWish(Booking other) {
    return with(null).equals(other.with(null));
  }
}
