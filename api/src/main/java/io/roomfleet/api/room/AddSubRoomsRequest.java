package io.roomfleet.api.room;

import java.util.List;

/**
 * Sub-rooms to add in one call: all of them, or none.
 *
 * @param subRooms 1 to 50
 */
public record AddSubRoomsRequest(List<SubRoomRequest> subRooms) {}
