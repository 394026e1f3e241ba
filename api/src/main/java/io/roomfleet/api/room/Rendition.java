package io.roomfleet.api.room;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * One quality of a ladder. Video is H.264, sound is AAC, 48 kHz stereo. Rates are bit/s.
 *
 * <p>Sizes and rates follow the 16:9 rungs of Apple's HLS authoring guidelines, at the lower end
 * that live shopping uses.
 */
public enum Rendition {
  @JsonProperty("1080p")
  P1080("1080p", 1920, 1080, 4_500_000, 128_000),
  @JsonProperty("720p")
  P720("720p", 1280, 720, 2_500_000, 128_000),
  @JsonProperty("480p")
  P480("480p", 854, 480, 1_200_000, 96_000),
  @JsonProperty("360p")
  P360("360p", 640, 360, 700_000, 96_000),
  @JsonProperty("180p")
  P180("180p", 320, 180, 250_000, 64_000),
  /** Sound only. */
  @JsonProperty("audio")
  AUDIO("audio", 0, 0, 0, 64_000);

  private final String label;
  private final int width;
  private final int height;
  private final int videoBitrate;
  private final int audioBitrate;

  Rendition(String label, int width, int height, int videoBitrate, int audioBitrate) {
    this.label = label;
    this.width = width;
    this.height = height;
    this.videoBitrate = videoBitrate;
    this.audioBitrate = audioBitrate;
  }

  /** The name in JSON and in the rendition's playlist path, such as {@code 720p}. */
  public String label() {
    return label;
  }

  /** Pixels; 0 for sound only. */
  public int width() {
    return width;
  }

  /** Pixels; 0 for sound only. */
  public int height() {
    return height;
  }

  /** Target, bit/s; 0 for sound only. */
  public int videoBitrate() {
    return videoBitrate;
  }

  /** Target, bit/s. */
  public int audioBitrate() {
    return audioBitrate;
  }

  /** Target of picture and sound together, bit/s, without container overhead. */
  public int bitrate() {
    return videoBitrate + audioBitrate;
  }

  public boolean hasVideo() {
    return height > 0;
  }
}
