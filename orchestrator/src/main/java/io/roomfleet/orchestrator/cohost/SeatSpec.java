package io.roomfleet.orchestrator.cohost;

import org.jspecify.annotations.Nullable;

/**
 * One who is to be in a session.
 *
 * @param id of the person, 1 to 64 characters; unique in the session
 * @param roomId a host's own room, which is mixed into; the room that a guest comes from
 * @param name for the picture, 1 to 64 characters
 * @param team in a PK; null for a team of the room alone
 */
public record SeatSpec(String id, Kind kind, String roomId, String name, @Nullable String team) {
  static final int MOST_TEXT = 64;

  /** Who somebody is. */
  public enum Kind {
    /** Hosts a room, which is reserved for the session. */
    HOST,
    /** A viewer who comes up; no room is reserved. */
    GUEST
  }

  boolean isHost() {
    return kind == Kind.HOST;
  }

  String teamOrRoom() {
    return team == null ? roomId : team;
  }

  /** What is wrong with it, as {@code name: '' (expected: ...)}; null when nothing is. */
  @Nullable String fault() {
    String[][] texts = {{"id", id}, {"roomId", roomId}, {"name", name}, {"team", teamOrRoom()}};
    for (String[] text : texts) {
      if (text[1].isBlank() || text[1].length() > MOST_TEXT) {
        return "%s: '%s' (expected: 1 to %d characters)".formatted(text[0], text[1], MOST_TEXT);
      }
    }
    return null;
  }
}
