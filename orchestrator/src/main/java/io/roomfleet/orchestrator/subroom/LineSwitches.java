package io.roomfleet.orchestrator.subroom;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a sub-room comes to play another line than its room, and back. Pure: no actor, no clock. */
final class LineSwitches {
  private LineSwitches() {}

  /** Why it cannot be told to play a line, or to follow its room for null; null when it can. */
  static SubRoomReply.@Nullable Refused refusal(SubRoomState state, @Nullable String lineId) {
    RoomBrief brief = state.brief();
    String own = state.lineWish().own();
    if (lineId == null) {
      return own == null
          ? new SubRoomReply.Refused(
              "line_active",
              "lineId: null (expected: one of %s; sub-room %s follows its room already)"
                  .formatted(brief.lineIds(), state.spec().id()))
          : null;
    } else if (brief.line(lineId) == null) {
      return new SubRoomReply.Refused(
          "unknown_line",
          "lineId: %s (expected: %s)".formatted(lineId, String.join(" or ", brief.lineIds())));
    } else if (lineId.equals(own) && !state.lineWish().automatic()) {
      return new SubRoomReply.Refused(
          "line_active",
          "lineId: %s (expected: another than the active one, %s)".formatted(lineId, own));
    }
    return null;
  }

  static List<SubRoomEvent> asked(
      SubRoomState state, SubRoomCommand.SwitchLine asked, Instant now) {
    String lineId = asked.lineId();
    return List.of(
        new SubRoomEvent.LineSwitched(
            state.line().id(),
            lineId == null ? state.brief().activeLine() : lineId,
            lineId,
            false,
            asked.cause(),
            asked.by(),
            asked.requestId(),
            now));
  }
}
