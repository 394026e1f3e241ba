package io.roomfleet.orchestrator.subroom;

import io.roomfleet.api.room.SubRoomStatus;
import java.time.Instant;
import java.util.Map;

/**
 * An event of a sub-room as its room keeps it, so that the room's events have one gap-free
 * sequence.
 *
 * @param number 1 for the sub-room's first report, one more for each next
 * @param type as the API names it
 * @param status of the sub-room after it
 */
public record Report(
    long number,
    String type,
    SubRoomStatus status,
    Instant at,
    String by,
    Map<String, Object> data) {}
