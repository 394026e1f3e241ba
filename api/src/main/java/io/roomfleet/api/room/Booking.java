package io.roomfleet.api.room;

import io.roomfleet.api.Capacity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Capacity that a sub-room has booked ahead in the calendar of a region.
 *
 * @param from when the room is prepared
 * @param to when it ends, or is assumed to
 * @param capacity that its ladder takes, without the copy of the line
 * @param missing by side, what the region was short of for it, when it was booked all the same;
 *     null when there is room for it
 */
public record Booking(
    String region, Instant from, Instant to, Capacity capacity, @Nullable Capacity missing) {}
