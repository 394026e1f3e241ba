package io.roomfleet.api.cohost;

/** What a session is for. */
public enum CohostMode {
  COHOST,
  PK,
  VOICE_CHAT,
  ONE_TO_ONE
}
