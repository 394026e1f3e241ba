package io.roomfleet.orchestrator.history;

import com.fasterxml.jackson.databind.JsonNode;
import io.roomfleet.api.history.TimelineKind;
import io.roomfleet.api.room.SubRoomStatus;
import io.roomfleet.orchestrator.history.TimelineEntry.Becomes;
import io.roomfleet.orchestrator.history.TimelineEntry.Ends;
import io.roomfleet.orchestrator.history.TimelineEntry.Happened;
import io.roomfleet.orchestrator.history.TimelineEntry.Place;
import io.roomfleet.orchestrator.subroom.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a sub-room's report says for a timeline. It counts from when it happened in the sub-room.
 */
final class ReportEntries {
  /** They leave the sub-room's state as it is. */
  private static final Set<String> OTHER =
      Set.of(
          "sub_room.booked",
          "sub_room.booking_released",
          "sub_room.moving",
          "move.failed",
          "move.ended",
          "sub_room.line_switched",
          "sub_room.closing");

  private static final Set<String> MARKED =
      Set.of(
          "placement.decided",
          "sub_room.moving",
          "sub_room.moved",
          "move.failed",
          "move.ended",
          "sub_room.line_switched",
          "sub_room.closing");

  private ReportEntries() {}

  static List<TimelineEntry> of(String subRoomId, Report report) {
    List<TimelineEntry> entries = new ArrayList<>();
    if (report.status() == SubRoomStatus.CLOSED) {
      entries.add(new Ends(TimelineKind.SUB_ROOM, subRoomId, report.at()));
    } else if (!OTHER.contains(report.type())) {
      entries.add(
          new Becomes(
              TimelineKind.SUB_ROOM,
              subRoomId,
              report.status().name(),
              report.at(),
              reason(report),
              place(report)));
    }
    if (MARKED.contains(report.type())) {
      entries.add(
          new Happened(
              TimelineKind.SUB_ROOM,
              subRoomId,
              report.type(),
              report.at(),
              report.by(),
              reason(report)));
    }
    return entries;
  }

  private static @Nullable String reason(Report report) {
    String cause = text(report.data(), "cause");
    return cause == null ? text(report.data(), "reason") : cause;
  }

  private static @Nullable Place place(Report report) {
    String agentId = text(report.data(), "agentId");
    return switch (report.type()) {
      case "placement.decided", "sub_room.moved" ->
          new Place(text(report.data(), "region"), agentId);
      case "sub_room.placing" -> Place.NOWHERE;
      // One that an agent told of is still there; without an agent the place is gone.
      case "sub_room.degraded", "sub_room.failed" -> agentId == null ? Place.NOWHERE : null;
      default -> null;
    };
  }

  private static @Nullable String text(JsonNode data, String field) {
    return data.path(field).isTextual() ? data.path(field).textValue() : null;
  }
}
