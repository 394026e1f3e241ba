package io.roomfleet.orchestrator.room;

import io.roomfleet.orchestrator.cohost.slot.SlotEvent;
import java.util.Map;

/** What happens between a room and the session that may have it, as the API shows it. */
final class SlotEntries implements SlotEvent.Cases<SlotEntries.Entry> {
  /** An event's type, who caused it, and its data. */
  record Entry(String type, String by, Map<String, Object> data) {}

  @Override
  public Entry held(SlotEvent.Held e) {
    return new Entry(
        "co_host.room_held",
        session(e.sessionId()),
        Map.of("sessionId", e.sessionId(), "until", e.until()));
  }

  @Override
  public Entry entered(SlotEvent.Entered e) {
    return new Entry(
        "co_host.room_entered", session(e.sessionId()), Map.of("sessionId", e.sessionId()));
  }

  @Override
  public Entry lapsed(SlotEvent.Lapsed e) {
    return new Entry("co_host.room_lapsed", "room", Map.of("sessionId", e.sessionId()));
  }

  @Override
  public Entry freed(SlotEvent.Freed e) {
    return new Entry(
        "co_host.room_freed",
        session(e.sessionId()),
        Map.of("sessionId", e.sessionId(), "reason", e.reason()));
  }

  @Override
  public Entry closed(SlotEvent.Closed e) {
    return new Entry("co_host.room_closed", "room", Map.of("reason", e.reason()));
  }

  @Override
  public Entry told(SlotEvent.Told e) {
    return new Entry("co_host.room_told", "room", Map.of("sessionId", e.sessionId()));
  }

  private static String session(String sessionId) {
    return "session:" + sessionId;
  }
}
