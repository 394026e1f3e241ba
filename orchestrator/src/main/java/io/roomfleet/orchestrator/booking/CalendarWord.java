package io.roomfleet.orchestrator.booking;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.roomfleet.orchestrator.placement.Amount;

/**
 * What a calendar tells a sub-room, at its asking, when room has come for it, and from time to time
 * again. May come late, twice, or not at all.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = CalendarWord.Booked.class, name = "booked"),
  @JsonSubTypes.Type(value = CalendarWord.Refused.class, name = "refused"),
  @JsonSubTypes.Type(value = CalendarWord.Late.class, name = "late"),
  @JsonSubTypes.Type(value = CalendarWord.Withdrawn.class, name = "withdrawn")
})
public sealed interface CalendarWord {
  /** This booking of yours stands in the calendar. */
  record Booked(Booking booking) implements CalendarWord {}

  /**
   * Nothing was booked.
   *
   * @param missing by side, the most that the booking would be short of at any instant
   */
  record Refused(long attempt, Amount missing) implements CalendarWord {}

  /**
   * Nothing was booked, since the attempt is older than the booking that stands.
   *
   * @param newest attempt of the booking that stands
   */
  record Late(long attempt, long newest) implements CalendarWord {}

  /** No booking of this attempt, or an older one, stands in the calendar. */
  record Withdrawn(long attempt) implements CalendarWord {}
}
