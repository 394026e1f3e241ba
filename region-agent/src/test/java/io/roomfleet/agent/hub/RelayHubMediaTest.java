package io.roomfleet.agent.hub;

import static io.roomfleet.api.room.LineInput.LIVE;
import static io.roomfleet.api.room.LineInput.SLATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.roomfleet.api.room.LineInput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.IOResult;
import org.apache.pekko.stream.javadsl.FileIO;
import org.apache.pekko.stream.javadsl.StreamConverters;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Real encoders, real inputs, real time. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RelayHubMediaTest {
  /** Flags that make a publisher's stream arrive as it is made, frame by frame. */
  private static final String PROMPT =
      "-flush_packets 1 -omit_video_pes_length 0 -pes_payload_size 0";

  private final ActorSystem system = ActorSystem.create("hub-media");
  private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor();
  private final List<LineInput> changes = new CopyOnWriteArrayList<>();
  @TempDir static Path folder;
  private Slate slate;
  private Path wide;
  private Path small;
  private Path mute;
  private Path voice;

  @BeforeAll
  void makeClips() {
    Path file = Ffmpeg.clip(folder, "slate", "1280x720", 30, 30, 4, "r=48000:f=300");
    slate = Slate.of(Ffmpeg.bytes(file));
    wide = Ffmpeg.clip(folder, "wide", "854x480", 30, 60, 7, "r=44100:f=600");
    small = Ffmpeg.clip(folder, "small", "640x360", 25, 25, 5, "r=32000:f=900");
    mute = Ffmpeg.clip(folder, "mute", "640x360", 25, 50, 6, null);
    voice = Ffmpeg.voice(folder, 5);
  }

  @AfterAll
  void stop() {
    ticker.shutdownNow();
    system.terminate();
  }

  @Test
  void anEncoderRunsThroughADozenSwitchesWithoutAnErrorOrALostHalfSecond() throws Exception {
    Path hls = Files.createDirectory(folder.resolve("hls"));
    Path capture = folder.resolve("capture.ts");
    Path errors = folder.resolve("encoder.log");
    try (RelayHub hub = hub()) {
      long started = System.nanoTime();
      CompletionStage<IOResult> captured = hub.reader().runWith(FileIO.toPath(capture), system);
      Process encoder = encoder(hls, errors);
      OutputStream in = encoder.getOutputStream();
      hub.reader().runWith(StreamConverters.fromOutputStream(() -> in, true), system);
      await("the first segment", () -> Files.exists(hls.resolve("index.m3u8")));

      switchBackAndForth(hub);

      assertThat(encoder.isAlive()).isTrue();
      assertThat(changes)
          .containsExactly(
              LIVE, SLATE, LIVE, SLATE, LIVE, SLATE, LIVE, SLATE, LIVE, SLATE, LIVE, SLATE);
      assertThat(hub.state().switches()).isEqualTo(13);
      assertThat(hub.state().drops()).isZero();
      assertThat(hub.state().tornUnits()).isZero();
      double wall = (System.nanoTime() - started) / 1e9;
      hub.close();
      assertThat(encoder.waitFor(20, TimeUnit.SECONDS)).isTrue();
      captured.toCompletableFuture().get(10, TimeUnit.SECONDS);
      assertThat(encoder.exitValue()).isZero();
      // The hub's line of time begins at 10 s; the encoder came in somewhat later.
      double missed = startOfInput(errors) - 10;
      assertThat(missed).isBetween(0.0, 10.0);
      assertThat(playlistSeconds(hls)).isCloseTo(wall - missed, within(0.5));
    }
    checkCapture(capture);
    assertThat(Files.readAllLines(errors)).noneMatch(RelayHubMediaTest::isComplaint);
    checkHls(hls);
  }

  /**
   * Four publishers that come and go (one without sound, one without picture), one that replaces
   * another, and one that hangs.
   */
  private void switchBackAndForth(RelayHub hub) throws IOException {
    for (Path clip : List.of(wide, small, mute, voice)) {
      try (Publisher publisher = new Publisher(hub, clip, clip.equals(small) ? "" : PROMPT)) {
        await("live", () -> hub.state().input() == LIVE);
        run(hub, 4);
        assertThat(publisher.input().attached()).isTrue();
      }
      await("slate", () -> hub.state().input() == SLATE);
      run(hub, 2);
    }
    try (Publisher first = new Publisher(hub, wide, PROMPT)) {
      await("live", () -> hub.state().input() == LIVE);
      run(hub, 2);
      try (Publisher second = new Publisher(hub, small, PROMPT)) {
        await("replaced", () -> !first.input().attached());
        run(hub, 3);
        second.freeze();
        await("slate", () -> hub.state().input() == SLATE);
        run(hub, 2);
        second.thaw();
        await("live", () -> hub.state().input() == LIVE);
        run(hub, 3);
      }
    }
    run(hub, 4);
  }

  private static Process encoder(Path hls, Path errors) throws IOException {
    return Ffmpeg.ffmpeg(
            "-v verbose -probesize 2000000 -analyzeduration 500000 -fpsprobesize 0"
                + " -f mpegts -i pipe:0"
                + " -map 0:v:0 -map 0:a:0"
                + " -vf fps=30,scale=640:360,setsar=1,format=yuv420p"
                + " -c:v libopenh264 -b:v 600k -g 60"
                + " -af aresample=48000:async=1000 -ac 2 -c:a aac -b:a 64k"
                + " -f hls -hls_time 2 -hls_list_size 0 -hls_flags independent_segments "
                + hls.resolve("index.m3u8"))
        .redirectError(errors.toFile())
        .start();
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

  /** Decoding times rise on each PID, and no picture is missing for longer than a stall. */
  private static void checkCapture(Path capture) {
    String packets = Ffmpeg.probe("-show_entries packet=codec_type,dts -of csv=p=0 " + capture);
    Map<String, Long> last = new HashMap<>();
    Map<String, Long> count = new HashMap<>();
    for (String line : packets.strip().split("\n")) {
      String[] parts = line.split(",");
      long dts = Long.parseLong(parts[1]);
      Long before = last.put(parts[0], dts);
      count.merge(parts[0], 1L, Long::sum);
      if (before != null) {
        assertThat(dts).as(line).isGreaterThan(before);
        assertThat(dts - before).as("gap before " + line).isLessThan(90_000 / 5);
      }
    }
    assertThat(count)
        .containsOnlyKeys("video", "audio")
        .allSatisfy((k, n) -> assertThat(n).isGreaterThan(500));
  }

  /** What was encoded decodes without a word. */
  private static void checkHls(Path hls) {
    String said =
        Ffmpeg.run(
            Ffmpeg.ffmpeg("-v warning -i %s -f null -".formatted(hls.resolve("index.m3u8"))));
    assertThat(said).isEmpty();
  }

  private static double startOfInput(Path log) throws IOException {
    Matcher start =
        Pattern.compile("Duration: N/A, start: ([0-9.]+)").matcher(Files.readString(log));
    assertThat(start.find()).isTrue();
    return Double.parseDouble(start.group(1));
  }

  private static double playlistSeconds(Path hls) throws IOException {
    return Files.readAllLines(hls.resolve("index.m3u8")).stream()
        .filter(line -> line.startsWith("#EXTINF:"))
        .mapToDouble(line -> Double.parseDouble(line.substring(8, line.indexOf(','))))
        .sum();
  }

  private RelayHub hub() {
    return new RelayHub(
        HubSettings.DEFAULTS, slate, ticker, HubClock.system(), s -> changes.add(s.input()));
  }

  /** Lets the real programs run for a while: the passing of time is what is tested. */
  private static void run(RelayHub hub, double seconds) {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    await(
        "time to pass",
        () -> {
          assertThat(hub.state().lead()).isBetween(Duration.ofMillis(-900), Duration.ofMillis(500));
          return System.nanoTime() >= end;
        });
  }

  private static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waiting for " + what).isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }
}
