package io.roomfleet.api.alert;

/**
 * What an alert is about.
 *
 * @param kind of what
 * @param id of it: of a sub-room or a line its id within the room, of a seat that within the
 *     session which the room is in
 */
public record AlertSubject(Kind kind, String id) {
  /** Kinds of subjects. */
  public enum Kind {
    ROOM,
    REGION,
    SUB_ROOM,
    LINE,
    AGENT,
    /** One who is on the stage of a session. */
    SEAT
  }
}
