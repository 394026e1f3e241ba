package io.roomfleet.api.cohost;

/** What decided a round. */
public enum PkHow {
  POINTS,
  DRAW,
  FORFEIT,
  BROKEN_OFF
}
