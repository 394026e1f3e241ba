package io.roomfleet.api.room;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How the video of an ingest line comes in. */
public enum LineKind {
  /** An agent listens for an RTMP publisher. */
  @JsonProperty("rtmp")
  RTMP,
  /** An agent listens for an SRT caller. */
  @JsonProperty("srt")
  SRT,
  /** An agent fetches a URL. */
  @JsonProperty("pull")
  PULL,
  /** An agent makes a moving pattern, a running clock and a tone. */
  @JsonProperty("test")
  TEST,
  /** The mix of the room's co-host session. It comes and goes by itself: nobody asks for it. */
  @JsonProperty("stage")
  STAGE
}
