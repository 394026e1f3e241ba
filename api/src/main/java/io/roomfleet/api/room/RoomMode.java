package io.roomfleet.api.room;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How many people speak in a live room, and how. */
public enum RoomMode {
  /** One host, many viewers. */
  @JsonProperty("single-host")
  SINGLE_HOST,
  /** A host and guests on connection-mic. */
  @JsonProperty("cohost")
  COHOST,
  /** Sound only. */
  @JsonProperty("voice-chat")
  VOICE_CHAT,
  /** A host and one viewer, in private. */
  @JsonProperty("one-to-one")
  ONE_TO_ONE
}
