package io.roomfleet.api.room;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in a room or one of its sub-rooms.
 *
 * @param sequence 1 for the room's first event, and one more for each next: no gap, none twice
 * @param type such as {@code room.started} or {@code sub_room.ready}
 * @param subRoomId null for what concerns the whole room
 * @param by who caused it: {@code token:<name>}, {@code schedule}, {@code agent:<id>}, {@code
 *     region:<id>}, {@code rebalancer} or {@code room}
 * @param data what the type calls for, such as a reason or a placement
 */
public record RoomEvent(
    long sequence,
    String type,
    Instant at,
    String roomId,
    @Nullable String subRoomId,
    String by,
    Map<String, Object> data) {}
