package io.roomfleet.deploy.e2e;

import io.roomfleet.agent.ffmpeg.Ffmpeg;
import java.io.IOException;

/** A host's encoder: a real ffmpeg that sends a test picture and a tone by RTMP. */
final class Publisher {
  private Publisher() {}

  /** Sends until it is ended. */
  static Process to(String url) throws IOException {
    return to(url, "testsrc2=size=320x180:rate=15", 700);
  }

  /**
   * The same with another picture and tone.
   *
   * @param picture as a source of libavfilter
   * @param hertz of the tone
   */
  static Process to(String url, String picture, int hertz) throws IOException {
    Ffmpeg ffmpeg = Hls.ffmpeg();
    ProcessBuilder builder =
        new ProcessBuilder(
            ffmpeg.ffmpeg().toString(),
            "-hide_banner",
            "-loglevel",
            "error",
            "-re",
            "-f",
            "lavfi",
            "-i",
            picture,
            "-f",
            "lavfi",
            "-i",
            "sine=frequency=" + hertz + ":sample_rate=44100",
            "-c:v",
            "libopenh264",
            "-b:v",
            "200k",
            "-g",
            "24",
            "-pix_fmt",
            "yuv420p",
            "-c:a",
            "aac",
            "-f",
            "flv",
            url);
    ffmpeg.prepare(builder);
    return builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
