package io.roomfleet.orchestrator.subroom;

import com.fasterxml.jackson.databind.JsonNode;
import io.roomfleet.api.room.SubRoomStatus;
import java.time.Instant;

/**
 * An event of a sub-room as its room keeps it, so that the room's events have one gap-free
 * sequence.
 *
 * @param number 1 for the sub-room's first report, one more for each next
 * @param type as the API names it
 * @param status of the sub-room after it
 * @param data an object. As a tree, not a map: what reads the journal would make Scala maps of it
 */
public record Report(
    long number, String type, SubRoomStatus status, Instant at, String by, JsonNode data) {}
