package io.roomfleet.orchestrator.cohost;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One who is in a session, is on the way into it, or was.
 *
 * @param until when the present state ends by itself; null when it does not
 * @param founding whether the session begins with this one
 * @param muted whether nobody hears this one
 * @param mutedByOwner whether only the owner can change that
 * @param exit how this one went out; null while not {@link State#OUT}
 * @param reason of the exit, in words
 */
public record Seat(
    SeatSpec spec,
    State state,
    @Nullable Instant until,
    boolean founding,
    boolean muted,
    boolean mutedByOwner,
    @Nullable Exit exit,
    @Nullable String reason) {

  /** Where one is. */
  public enum State {
    INVITED,
    /** A viewer who wants to come up. */
    ASKING,
    /** Comes; a host's room is not in the session yet. */
    ACCEPTED,
    /** Is in, and neither seen nor heard yet. */
    CONNECTING,
    JOINED,
    /** Dropped, and is waited for; a slate is shown meanwhile. */
    RECONNECTING,
    OUT
  }

  /** How one goes out. */
  public enum Exit {
    DECLINED,
    EXPIRED,
    LEFT,
    REMOVED,
    /** The room is in another session, or held for one. */
    ROOM_TAKEN,
    /** The room is over, or is not on air. */
    ROOM_OVER,
    /** The room could not be had in time. */
    ROOM_SILENT,
    NOT_CONNECTED,
    /** Dropped and did not come back in time. */
    DROPPED
  }

  static Seat invited(SeatSpec spec, Instant until) {
    return new Seat(spec, State.INVITED, until, false, false, false, null, null);
  }

  static Seat asking(SeatSpec spec, Instant until) {
    return new Seat(spec, State.ASKING, until, false, false, false, null, null);
  }

  Seat with(State newState, @Nullable Instant newUntil) {
    return new Seat(spec, newState, newUntil, founding, muted, mutedByOwner, null, null);
  }

  Seat asFounder(@Nullable Instant newUntil) {
    return new Seat(spec, state, newUntil, true, muted, mutedByOwner, null, null);
  }

  Seat muted(boolean newMuted, boolean byOwner) {
    return new Seat(spec, state, until, founding, newMuted, newMuted && byOwner, exit, reason);
  }

  Seat out(Exit how, String why) {
    return new Seat(spec, State.OUT, null, founding, muted, mutedByOwner, how, why);
  }

  String id() {
    return spec.id();
  }

  /** True while an answer is waited for. */
  boolean isOpen() {
    return state == State.INVITED || state == State.ASKING;
  }

  boolean isOut() {
    return state == State.OUT;
  }

  /** True when this one has said yes, and has not gone out. */
  boolean isActive() {
    return !isOpen() && !isOut();
  }

  /** True when this one takes up a place in the mix. */
  boolean isIn() {
    return state == State.CONNECTING || state == State.JOINED || state == State.RECONNECTING;
  }
}
