package io.roomfleet.orchestrator.http.route;

import io.roomfleet.orchestrator.http.wire.Call;
import io.roomfleet.orchestrator.http.wire.RefusedRequest;
import java.util.regex.Pattern;

/**
 * Ids of rooms and sub-rooms as they come in a path. Text that no id looks like is not found
 * without anyone being asked: asking wakes an actor, and anybody can think of endless ids.
 */
final class RoomIds {
  private static final Pattern ROOM = Pattern.compile("room-[0-9a-z]{26}");
  private static final Pattern SUB_ROOM = Pattern.compile("[a-z0-9-]{1,32}");

  private RoomIds() {}

  /** True for text that may be a room's id. */
  static boolean isRoom(String text) {
    return ROOM.matcher(text).matches();
  }

  /** The call's {@code roomId}, or 404 {@code room_not_found}. */
  static String roomOf(Call call) {
    return checked(call, "roomId", ROOM, "room_not_found");
  }

  /** The call's {@code subRoomId}, or 404 {@code sub_room_not_found}. */
  static String subRoomOf(Call call) {
    return checked(call, "subRoomId", SUB_ROOM, "sub_room_not_found");
  }

  private static String checked(Call call, String name, Pattern shape, String code) {
    String id = call.parameter(name);
    if (!shape.matcher(id).matches()) {
      throw new RefusedRequest(
          404, code, "%s: %s (expected: an id as it was given)".formatted(name, id));
    }
    return id;
  }
}
