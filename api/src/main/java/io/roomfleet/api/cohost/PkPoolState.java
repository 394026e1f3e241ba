package io.roomfleet.api.cohost;

/** How far a room is on its way to opponents. */
public enum PkPoolState {
  WAITING,
  /** Opponents are found, and a session is being made of them. */
  MEETING,
  /** It is in that session. */
  MET,
  /** It was found not to be free, or its host did not come: it has to enter again. */
  DROPPED,
  EXPIRED,
  LEFT
}
