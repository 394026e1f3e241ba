package io.roomfleet.agent.ffmpeg;

/** No ffmpeg that runs; the message is one plain sentence for the person who starts the agent. */
public final class FfmpegUnavailable extends Exception {
  private static final long serialVersionUID = 1L;

  FfmpegUnavailable(String message) {
    super(message);
  }

  FfmpegUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
