package io.roomfleet.api.room;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a room's sub-rooms: from the view, or from the room itself in the answer to a POST.
 *
 * @param nextPageToken null on the last page
 * @param asOf when it was read
 */
public record SubRoomPage(List<SubRoom> subRooms, @Nullable String nextPageToken, Instant asOf) {}
