package io.roomfleet.api.room;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a relay hub is passing on at this moment. */
public enum LineInput {
  /** The built-in picture with sound that fills in while there is no input. */
  @JsonProperty("slate")
  SLATE,
  /** The line itself. */
  @JsonProperty("live")
  LIVE,
  /**
   * The line, but not from where it should come: from the fallback since the upstream fails, or,
   * where it is on its way to another agent, from the one that it comes from.
   */
  @JsonProperty("fallback")
  FALLBACK
}
