package io.roomfleet.orchestrator.cohost.pk;

import org.jspecify.annotations.Nullable;

/**
 * Points for a room, such as for a gift.
 *
 * @param eventId of what brought them; counted once in a session, whatever else a repeat says. 1 to
 *     {@link #MOST_ID} characters
 * @param roomId of a room that is in the round
 * @param points 1 to {@link #MOST_POINTS}
 * @param kind what brought them, such as {@code gift}; for people
 */
public record Score(String eventId, String roomId, long points, String kind) {
  static final int MOST_ID = 64;

  /** So that no sum of all that a session may count leaves a long. */
  static final long MOST_POINTS = 1_000_000_000;

  /**
   * What is wrong with it, as {@code points: 0 (expected: 1 to 1000000000)}; null if nothing is.
   */
  public @Nullable String fault() {
    if (eventId.isBlank() || eventId.length() > MOST_ID) {
      return "eventId: '%s' (expected: 1 to %d characters)".formatted(eventId, MOST_ID);
    } else if (points < 1 || points > MOST_POINTS) {
      return "points: %d (expected: 1 to %d)".formatted(points, MOST_POINTS);
    }
    return null;
  }
}
