package io.roomfleet.api.alert;

/**
 * What an alert is about.
 *
 * @param kind of what
 * @param id of it: of a sub-room or a line its id within the room
 */
public record AlertSubject(Kind kind, String id) {
  /** Kinds of subjects. */
  public enum Kind {
    ROOM,
    REGION,
    SUB_ROOM,
    LINE,
    AGENT
  }
}
