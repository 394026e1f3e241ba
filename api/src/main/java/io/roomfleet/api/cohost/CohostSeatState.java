package io.roomfleet.api.cohost;

/** Where one is on the way into a session. */
public enum CohostSeatState {
  INVITED,
  ASKING,
  ACCEPTED,
  CONNECTING,
  JOINED,
  RECONNECTING,
  OUT
}
