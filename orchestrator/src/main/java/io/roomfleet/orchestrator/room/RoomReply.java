package io.roomfleet.orchestrator.room;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.roomfleet.api.room.AgendaView;
import io.roomfleet.api.room.Room;
import io.roomfleet.api.room.SubRoom;
import io.roomfleet.orchestrator.platform.ClusterMessage;
import java.util.List;

/** What a live room answers. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = RoomReply.Shown.class, name = "shown"),
  @JsonSubTypes.Type(value = RoomReply.AgendaShown.class, name = "agenda"),
  @JsonSubTypes.Type(value = RoomReply.Refused.class, name = "refused")
})
public sealed interface RoomReply extends ClusterMessage {
  /**
   * The room, and its sub-rooms as the room knows them: those just added in the answer to
   * AddSubRooms, else all.
   */
  record Shown(Room room, List<SubRoom> subRooms) implements RoomReply {}

  /** The room's agenda. */
  record AgendaShown(AgendaView agenda) implements RoomReply {}

  /** Nothing changed, and why. */
  record Refused(Code code, String detail) implements RoomReply {}

  /** Why a room refuses. */
  enum Code {
    ROOM_NOT_FOUND,
    WRONG_STATE,
    STALE_REVISION,
    SUB_ROOM_EXISTS,
    TOO_MANY_SUB_ROOMS,
    OUTSIDE_BROADCAST,
    AGENDA_ITEM_NOT_FOUND,
    TOO_MANY_AGENDA_STARTS,
    UNKNOWN_LINE,
    LINE_ACTIVE
  }
}
