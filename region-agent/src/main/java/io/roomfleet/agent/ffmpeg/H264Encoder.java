package io.roomfleet.agent.ffmpeg;

import java.util.List;
import java.util.Optional;

/** An H.264 encoder that an ffmpeg may have, best first. */
public enum H264Encoder {
  /** In a system ffmpeg under the GPL. */
  X264("libx264") {
    @Override
    List<String> arguments(int bitrate, int height) {
      return List.of(
          "-c:v",
          "libx264",
          "-preset",
          "veryfast",
          "-profile:v",
          height >= 720 ? "high" : "main",
          "-sc_threshold",
          "0",
          "-b:v",
          String.valueOf(bitrate),
          "-maxrate",
          String.valueOf(bitrate * 11L / 10),
          "-bufsize",
          String.valueOf(bitrate));
    }
  },
  /** In the bundled ffmpeg. */
  OPENH264("libopenh264") {
    @Override
    List<String> arguments(int bitrate, int height) {
      // Rate control by time stamps overshoots least on hard pictures of its modes, as measured
      // with noise; without a wider quantiser range it hardly controls at all.
      return List.of(
          "-c:v", "libopenh264",
          "-rc_mode", "timestamp",
          "-qmin", "10",
          "-qmax", "51",
          "-b:v", String.valueOf(bitrate),
          "-maxrate", String.valueOf(bitrate));
    }
  };

  private final String program;

  H264Encoder(String program) {
    this.program = program;
  }

  /** Its name in ffmpeg. */
  public String program() {
    return program;
  }

  /** The options that select this encoder and hold it to {@code bitrate} (bit/s). */
  abstract List<String> arguments(int bitrate, int height);

  /** The best one in the text that {@code ffmpeg -encoders} prints. */
  static Optional<H264Encoder> bestOf(String encoders) {
    for (H264Encoder encoder : values()) {
      if (encoders.contains(" " + encoder.program + " ")) {
        return Optional.of(encoder);
      }
    }
    return Optional.empty();
  }
}
