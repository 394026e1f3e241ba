package io.roomfleet.agent.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.roomfleet.agent.ts.Timestamps;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.stream.IOResult;
import org.apache.pekko.stream.javadsl.FileIO;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.stream.javadsl.StreamConverters;
import org.apache.pekko.util.ByteString;

/**
 * A real encoder that reads a hub until its end, and beside it what the hub sent. Whatever went in
 * and out of the hub meanwhile, what came out must be one unbroken broadcast.
 */
public final class HubEncoder {
  private final Path hls;
  private final Path capture;
  private final Path errors;
  private final Instant begun = Instant.now();
  private final CompletionStage<IOResult> captured;
  private final Process encoder;

  /** Reads a hub twice: for the encoder, and for the record. */
  public HubEncoder(Source<ByteString, NotUsed> hub, Path folder, ClassicActorSystemProvider system)
      throws IOException {
    this.hls = Files.createDirectories(folder.resolve("hls"));
    this.capture = folder.resolve("capture.ts");
    this.errors = folder.resolve("encoder.log");
    this.captured = hub.runWith(FileIO.toPath(capture), system);
    this.encoder = start();
    OutputStream in = encoder.getOutputStream();
    hub.runWith(StreamConverters.fromOutputStream(() -> in, true), system);
    Await.until(Duration.ofSeconds(30), "the first segment", () -> Files.exists(playlist()));
  }

  private Process start() throws IOException {
    return program(
            "-nostats -y -v verbose -probesize 2000000 -analyzeduration 500000 -fpsprobesize 0"
                + " -f mpegts -i pipe:0"
                + " -map 0:v:0 -map 0:a:0"
                + " -vf fps=30,scale=640:360,setsar=1,format=yuv420p"
                + " -c:v libopenh264 -b:v 600k -g 60"
                + " -af aresample=48000:async=1000 -ac 2 -c:a aac -b:a 64k"
                + " -f hls -hls_time 2 -hls_list_size 0 -hls_flags independent_segments "
                + playlist())
        .redirectError(errors.toFile())
        .start();
  }

  private static ProcessBuilder program(String arguments) {
    List<String> words = new ArrayList<>();
    words.add(TestFfmpeg.get().ffmpeg().toString());
    words.add("-hide_banner");
    words.addAll(List.of(arguments.split("\\s+")));
    ProcessBuilder builder = new ProcessBuilder(words);
    TestFfmpeg.get().prepare(builder);
    return builder;
  }

  private Path playlist() {
    return hls.resolve("index.m3u8");
  }

  public boolean alive() {
    return encoder.isAlive();
  }

  /**
   * Checks all, when the hub was closed after {@code wall} seconds of life: half a second at most
   * is missing from the playlist or too much in it, nothing in it is broken, and the encoder had
   * nothing to complain of.
   *
   * @param longestGap between two pictures, or two frames of sound, that the hub sent
   */
  public void check(double wall, Duration longestGap) throws Exception {
    assertThat(encoder.waitFor(20, TimeUnit.SECONDS)).isTrue();
    captured.toCompletableFuture().get(10, TimeUnit.SECONDS);
    assertThat(encoder.exitValue()).isZero();
    // The hub's line of time is that of the wall clock; the encoder came in somewhat later.
    Instant first = Timestamps.time(Math.round(startOfInput() * Timestamps.HZ), begun);
    double missed = Duration.between(begun, first).toMillis() / 1000.0;
    assertThat(missed).isBetween(-0.5, 10.0);
    assertThat(playlistSeconds()).isCloseTo(wall - missed, within(0.5));
    assertThat(Files.readAllLines(errors)).noneMatch(HubEncoder::isComplaint);
    checkCapture(longestGap.toMillis() * 90);
    checkHls();
  }

  private static boolean isComplaint(String line) {
    String lower = line.toLowerCase(Locale.ROOT);
    return Stream.of(
            "error while decoding",
            "non monoton",
            "non-monoton",
            "corrupt",
            "concealing",
            "continuity check failed",
            "invalid",
            "timestamp discontinuity")
        .anyMatch(lower::contains);
  }

  private double startOfInput() throws IOException {
    Matcher start =
        Pattern.compile("Duration: N/A, start: (-?[0-9.]+)").matcher(Files.readString(errors));
    assertThat(start.find()).isTrue();
    return Double.parseDouble(start.group(1));
  }

  private double playlistSeconds() throws IOException {
    return Files.readAllLines(playlist()).stream()
        .filter(line -> line.startsWith("#EXTINF:"))
        .mapToDouble(line -> Double.parseDouble(line.substring(8, line.indexOf(','))))
        .sum();
  }

  /** Decoding times rise in each stream, and by no more than {@code longest}. */
  private void checkCapture(long longest) throws Exception {
    Map<String, Long> last = new HashMap<>();
    Map<String, Long> count = new HashMap<>();
    JsonNode packets =
        TestFfmpeg.probe("-show_entries", "packet=codec_type,dts", capture.toString());
    for (JsonNode packet : packets.get("packets")) {
      String kind = packet.get("codec_type").asText();
      long dts = packet.get("dts").asLong();
      Long before = last.put(kind, dts);
      count.merge(kind, 1L, Long::sum);
      if (before != null) {
        assertThat(dts).as("%s at %s", kind, dts).isGreaterThan(before);
        assertThat(dts - before).as("gap before %s at %s", kind, dts).isLessThan(longest);
      }
    }
    assertThat(count)
        .containsOnlyKeys("video", "audio")
        .allSatisfy((kind, n) -> assertThat(n).isGreaterThan(500));
  }

  /** What was encoded decodes without a word. */
  private void checkHls() throws Exception {
    Process decoder =
        program("-nostdin -v warning -i " + playlist() + " -f null -")
            .redirectErrorStream(true)
            .start();
    assertThat(new String(decoder.getInputStream().readAllBytes())).isEmpty();
    assertThat(decoder.waitFor()).isZero();
  }
}
