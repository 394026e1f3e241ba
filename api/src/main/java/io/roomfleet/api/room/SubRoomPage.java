package io.roomfleet.api.room;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a room's sub-rooms: from the view, or from the room itself in the answer to a POST.
 *
 * @param nextPageToken null on the last page
 * @param asOf when it was read
 * @param warnings of the answer to a POST: what will be short of capacity, with figures; empty when
 *     all fits; null where nobody looked
 */
public record SubRoomPage(
    List<SubRoom> subRooms,
    @Nullable String nextPageToken,
    Instant asOf,
    @Nullable List<String> warnings) {

  /** A page without warnings. */
  public SubRoomPage(List<SubRoom> subRooms, @Nullable String nextPageToken, Instant asOf) {
    this(subRooms, nextPageToken, asOf, null);
  }
}
