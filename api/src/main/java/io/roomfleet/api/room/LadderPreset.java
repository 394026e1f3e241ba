package io.roomfleet.api.room;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** A named ladder. */
public enum LadderPreset {
  @JsonProperty("full")
  FULL(
      List.of(
          Rendition.P1080,
          Rendition.P720,
          Rendition.P480,
          Rendition.P360,
          Rendition.P180,
          Rendition.AUDIO)),
  @JsonProperty("standard")
  STANDARD(List.of(Rendition.P720, Rendition.P480, Rendition.P360, Rendition.AUDIO)),
  @JsonProperty("mobile")
  MOBILE(List.of(Rendition.P480, Rendition.P360, Rendition.P180, Rendition.AUDIO)),
  @JsonProperty("light")
  LIGHT(List.of(Rendition.P360, Rendition.P180)),
  @JsonProperty("audio")
  AUDIO(List.of(Rendition.AUDIO));

  private final List<Rendition> renditions;

  LadderPreset(List<Rendition> renditions) {
    this.renditions = renditions;
  }

  /** Its renditions, best first. */
  public List<Rendition> renditions() {
    return renditions;
  }
}
