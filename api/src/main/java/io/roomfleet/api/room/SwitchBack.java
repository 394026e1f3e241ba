package io.roomfleet.api.room;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether a room that went over to another line by itself goes back. */
public enum SwitchBack {
  /** Only when somebody says so. */
  @JsonProperty("never")
  NEVER,
  /** When the line that was chosen has been clear for long enough. */
  @JsonProperty("when-clear")
  WHEN_CLEAR
}
