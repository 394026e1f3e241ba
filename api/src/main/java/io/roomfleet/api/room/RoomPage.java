package io.roomfleet.api.room;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list of rooms, from the view.
 *
 * @param nextPageToken null on the last page
 * @param asOf when the view was read; it trails the rooms by less than a second in health
 */
public record RoomPage(List<Room> rooms, @Nullable String nextPageToken, Instant asOf) {}
