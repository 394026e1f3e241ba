package io.roomfleet.agent.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.roomfleet.agent.ffmpeg.Ffmpeg;
import io.roomfleet.agent.ffmpeg.FfmpegBundle;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The bundled programs, unpacked once for all tests, and ways to run them. */
public final class TestFfmpeg {
  /** Shared by all tests, so that ffmpeg is unpacked once. */
  public static final Path CACHE = Path.of("target", "test-cache").toAbsolutePath();

  private static Ffmpeg located;

  private TestFfmpeg() {}

  /** The programs. */
  public static synchronized Ffmpeg get() {
    try {
      if (located == null) {
        located = FfmpegBundle.locate(null, CACHE);
      }
      return located;
    } catch (Exception e) {
      throw new AssertionError("no ffmpeg", e);
    }
  }

  /** Starts ffmpeg with {@code arguments}; its output goes nowhere. */
  public static Process start(String... arguments) throws IOException {
    List<String> words = new ArrayList<>();
    words.add(get().ffmpeg().toString());
    words.addAll(List.of("-hide_banner", "-loglevel", "error", "-nostdin"));
    words.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    get().prepare(builder);
    return builder.start();
  }

  /** What ffmpeg writes to its output when it is run with {@code arguments}. */
  public static byte[] output(String... arguments) throws IOException {
    List<String> words = new ArrayList<>();
    words.add(get().ffmpeg().toString());
    words.addAll(List.of("-hide_banner", "-loglevel", "error", "-nostdin"));
    words.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT);
    get().prepare(builder);
    return builder.start().getInputStream().readAllBytes();
  }

  /**
   * A publisher as anyone has one: a moving picture with sound to an RTMP address, in real time.
   */
  public static Process publish(String url, boolean sound) throws IOException {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("-re", "-f", "lavfi", "-i", "testsrc=size=480x270:rate=30"));
    if (sound) {
      words.addAll(List.of("-f", "lavfi", "-i", "sine=frequency=880:sample_rate=44100"));
      words.addAll(List.of("-c:a", "aac", "-ac", "2"));
    }
    words.addAll(List.of("-c:v", "libopenh264", "-b:v", "800k", "-g", "60", "-threads", "1"));
    words.addAll(List.of("-f", "flv", url));
    return start(words.toArray(String[]::new));
  }

  /** A publisher whose picture has one colour; with sound, to an RTMP address, in real time. */
  public static Process colour(java.net.URI url, String colour) throws IOException {
    List<String> words = new ArrayList<>();
    words.addAll(
        List.of("-re", "-f", "lavfi", "-i", "color=%s:size=320x180:rate=25".formatted(colour)));
    words.addAll(List.of("-re", "-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000"));
    words.addAll(List.of("-c:v", "libopenh264", "-b:v", "200k", "-g", "25", "-threads", "1"));
    words.addAll(List.of("-c:a", "aac", "-f", "flv", url.toString()));
    return start(words.toArray(String[]::new));
  }

  /** What ffprobe says, as JSON. */
  public static JsonNode probe(String... arguments) throws Exception {
    List<String> words = new ArrayList<>();
    words.add(get().ffprobe().toString());
    words.addAll(List.of("-v", "error", "-of", "json"));
    words.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT);
    get().prepare(builder);
    Process process = builder.start();
    byte[] json = process.getInputStream().readAllBytes();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("ffprobe does not end");
    }
    return new ObjectMapper().readTree(json);
  }
}
