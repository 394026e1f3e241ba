package io.roomfleet.orchestrator.booking;

/** Whoever brings a calendar's words to sub-rooms. They may be lost. */
@FunctionalInterface
public interface CalendarListener {
  void tell(String roomId, String subRoomId, String region, CalendarWord word);
}
