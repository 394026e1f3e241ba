package io.roomfleet.orchestrator.booking;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.roomfleet.orchestrator.platform.JournalEvent;
import java.time.Instant;

/** What happened in a region's calendar. That a booking's time is over is no event. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = CalendarEvent.Booked.class, name = "capacity.booked"),
  @JsonSubTypes.Type(value = CalendarEvent.Covered.class, name = "booking.covered"),
  @JsonSubTypes.Type(value = CalendarEvent.Withdrawn.class, name = "booking.withdrawn")
})
public sealed interface CalendarEvent extends JournalEvent {
  Instant at();

  /** A sub-room has booked, for the first time or in place of an older booking. */
  record Booked(Booking booking, Instant at) implements CalendarEvent {}

  /** There is room by now for a booking that was made although there was none. */
  record Covered(String roomId, String subRoomId, long attempt, Instant at)
      implements CalendarEvent {}

  /** A booking was given back. */
  record Withdrawn(String roomId, String subRoomId, long attempt, Instant at)
      implements CalendarEvent {}

  /** One case each: a new kind of event does not compile until every reader has its case. */
  interface Cases<T> {
    T booked(Booked event);

    T covered(Covered event);

    T withdrawn(Withdrawn event);
  }

  default <T> T match(Cases<T> cases) {
    if (this instanceof Booked e) {
      return cases.booked(e);
    } else if (this instanceof Covered e) {
      return cases.covered(e);
    } else {
      return cases.withdrawn((Withdrawn) this);
    }
  }
}
