package io.roomfleet.agent.ffmpeg;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The ffmpeg programs that this agent runs, found to work.
 *
 * @param ffmpeg the program
 * @param ffprobe beside it
 * @param environment to be added to a process's environment
 * @param version as the program says it, such as {@code 8.0.1}
 * @param encoder the H.264 encoder to use
 * @param font a TrueType file for text in pictures
 */
public record Ffmpeg(
    Path ffmpeg,
    Path ffprobe,
    Map<String, String> environment,
    String version,
    H264Encoder encoder,
    Path font) {
  private static final Duration CHECK_TIMEOUT = Duration.ofSeconds(20);

  /**
   * Runs the programs once to see that they work and what they can.
   *
   * @throws FfmpegUnavailable when they do not run, or have no usable encoder
   */
  static Ffmpeg checked(Path ffmpeg, Path ffprobe, Map<String, String> environment, Path font)
      throws FfmpegUnavailable {
    String version = version(run(List.of(ffmpeg.toString(), "-version"), environment));
    run(List.of(ffprobe.toString(), "-version"), environment);
    String encoders =
        run(List.of(ffmpeg.toString(), "-hide_banner", "-v", "error", "-encoders"), environment);
    H264Encoder encoder =
        H264Encoder.bestOf(encoders)
            .orElseThrow(
                () ->
                    new FfmpegUnavailable(
                        ffmpeg + " has no H.264 encoder (expected: libx264 or libopenh264)"));
    if (!encoders.contains(" aac ")) {
      throw new FfmpegUnavailable(ffmpeg + " has no AAC encoder (expected: aac)");
    }
    return new Ffmpeg(ffmpeg, ffprobe, Map.copyOf(environment), version, encoder, font);
  }

  private static String version(String output) throws FfmpegUnavailable {
    String[] words = output.split("\\s+", 4);
    if (words.length < 3 || !words[1].equals("version")) {
      throw new FfmpegUnavailable("not an ffmpeg: it answers -version with: " + output.strip());
    }
    return words[2];
  }

  /** Runs to its end and answers stdout and stderr together. */
  private static String run(List<String> command, Map<String, String> environment)
      throws FfmpegUnavailable {
    String program = command.get(0);
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
      prepare(builder, environment);
      Process process = builder.start();
      String output;
      try (InputStream in = process.getInputStream()) {
        output = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
      if (!process.waitFor(CHECK_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new FfmpegUnavailable(program + " does not end when asked for its version");
      }
      if (process.exitValue() != 0) {
        throw new FfmpegUnavailable(program + " does not run: " + output.strip());
      }
      return output;
    } catch (IOException e) {
      throw new FfmpegUnavailable(program + " cannot be started: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FfmpegUnavailable("interrupted while " + program + " was looked at", e);
    }
  }

  /** Gives {@code builder} the environment that these programs want. */
  public void prepare(ProcessBuilder builder) {
    prepare(builder, environment);
  }

  private static void prepare(ProcessBuilder builder, Map<String, String> environment) {
    // Eager binding would look for the functions of the stand-in libraries.
    builder.environment().remove("LD_BIND_NOW");
    builder.environment().putAll(environment);
  }
}
