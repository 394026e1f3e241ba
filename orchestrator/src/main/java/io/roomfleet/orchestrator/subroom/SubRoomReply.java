package io.roomfleet.orchestrator.subroom;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.roomfleet.api.room.SubRoom;
import io.roomfleet.orchestrator.platform.ClusterMessage;

/** What a sub-room answers. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = SubRoomReply.Shown.class, name = "shown"),
  @JsonSubTypes.Type(value = SubRoomReply.Unknown.class, name = "unknown"),
  @JsonSubTypes.Type(value = SubRoomReply.Refused.class, name = "refused")
})
public sealed interface SubRoomReply extends ClusterMessage {
  record Shown(SubRoom subRoom) implements SubRoomReply {}

  /** Its room has not told it of itself: there is none, or it was asked for a moment ago. */
  record Unknown() implements SubRoomReply {}

  /**
   * {@code code} is {@code wrong_state} or {@code stale_revision}; of a move also {@code
   * region_not_allowed} or {@code no_place}, of a line {@code unknown_line} or {@code line_active}.
   */
  record Refused(String code, String detail) implements SubRoomReply {}
}
