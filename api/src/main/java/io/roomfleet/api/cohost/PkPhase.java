package io.roomfleet.api.cohost;

/** Where a round is: before, in or after the time in which points count. */
public enum PkPhase {
  COUNTDOWN,
  RUNNING,
  OVER
}
