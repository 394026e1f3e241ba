package io.roomfleet.api.cohost;

/** What decided a round. */
public enum PkHow {
  /** The most points when its time was over. */
  POINTS,
  /** Two or more had the most points, and no time was to be added any more. */
  DRAW,
  /** Only one team was left. */
  FORFEIT,
  /** Nobody was left, or the session was ended. */
  BROKEN_OFF
}
