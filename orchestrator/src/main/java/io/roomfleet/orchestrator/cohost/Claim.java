package io.roomfleet.orchestrator.cohost;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a session has, or may have, of a room. It is kept before the room is asked, and until the
 * room has said that nothing is left.
 *
 * @param seatId of the room's host
 * @param attempt numbers the claims of the session, from 1
 * @param until when the room's hold lapses; of no meaning once it is IN
 * @param founding whether the session begins with it: then it is confirmed only when all of those
 *     are held
 * @param reason why it is given back; null while it is not
 */
public record Claim(
    String roomId,
    String seatId,
    long attempt,
    State state,
    Instant until,
    boolean founding,
    @Nullable String reason) {
  /** How far it is. */
  public enum State {
    ASKED,
    HELD,
    /** The room is in this session and in no other one. */
    IN,
    /** It is given back. */
    PARTING
  }

  Claim with(State newState) {
    return new Claim(roomId, seatId, attempt, newState, until, founding, reason);
  }

  Claim parting(String why) {
    return new Claim(roomId, seatId, attempt, State.PARTING, until, founding, why);
  }
}
