package io.roomfleet.agent.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.room.LineInput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.pekko.actor.ActorSystem;
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
  private final ActorSystem system = ActorSystem.create("hub-media");
  private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor();
  private final List<LineInput> changes = new CopyOnWriteArrayList<>();
  @TempDir static Path folder;
  private Slate slate;
  private Path wide;
  private Path small;
  private Path mute;

  @BeforeAll
  void makeClips() {
    Path file = Ffmpeg.clip(folder, "slate", "1280x720", 30, 30, 4, "r=48000:f=300");
    slate = Slate.of(Ffmpeg.bytes(file));
    wide = Ffmpeg.clip(folder, "wide", "854x480", 30, 60, 7, "r=44100:f=600");
    small = Ffmpeg.clip(folder, "small", "640x360", 25, 25, 5, "r=32000:f=900");
    mute = Ffmpeg.clip(folder, "mute", "640x360", 25, 50, 6, null);
  }

  @AfterAll
  void stop() {
    ticker.shutdownNow();
    system.terminate();
  }

  @Test
  void anEncoderRunsThroughFiveSwitchesWithoutAnErrorOrALostSecond() throws Exception {
    Path hls = Files.createDirectory(folder.resolve("hls"));
    Path capture = folder.resolve("capture.ts");
    Path errors = folder.resolve("encoder.log");
    try (RelayHub hub = hub()) {
      hub.reader().runWith(FileIO.toPath(capture), system);
      Process encoder =
          Ffmpeg.ffmpeg(
                  "-v verbose -fflags +nobuffer -probesize 500000 -analyzeduration 500000 -f mpegts -i pipe:0"
                      + " -map 0:v:0 -map 0:a:0"
                      + " -vf fps=30,scale=640:360,format=yuv420p -c:v libopenh264 -b:v 600k -g 60"
                      + " -af aresample=48000:async=1 -ac 2 -c:a aac -b:a 64k"
                      + " -f hls -hls_time 2 -hls_list_size 0 -hls_flags independent_segments "
                      + hls.resolve("index.m3u8"))
              .redirectError(errors.toFile())
              .start();
      OutputStream in = encoder.getOutputStream();
      hub.reader().runWith(StreamConverters.fromOutputStream(() -> in, true), system);
      await("the first segment", () -> hls.resolve("index.m3u8").toFile().exists());
      double before = playlistSeconds(hls);
      long started = System.nanoTime();

      for (Path clip : List.of(wide, small, mute)) {
        try (Publisher publisher = new Publisher(hub, clip, "")) {
          await("live", () -> hub.state().input() == LineInput.LIVE);
          run(4);
          System.out.println(hub.state());
        }
        await("slate", () -> hub.state().input() == LineInput.SLATE);
        run(2);
        System.out.println(hub.state());
      }
      try (Publisher first = new Publisher(hub, wide, "")) {
        await("live", () -> hub.state().input() == LineInput.LIVE);
        run(2);
        try (Publisher second = new Publisher(hub, small, "")) {
          await("replaced", () -> !first.input().attached());
          run(3);
          second.freeze();
          await("slate", () -> hub.state().input() == LineInput.SLATE);
          run(2);
          second.thaw();
          await("live", () -> hub.state().input() == LineInput.LIVE);
          run(3);
        }
      }
      run(4);
      System.out.println(hub.state() + " " + changes);
      double wall = (System.nanoTime() - started) / 1e9;
      double after = playlistSeconds(hls);
      assertThat(encoder.isAlive()).isTrue();
      hub.close();
      assertThat(encoder.waitFor(20, TimeUnit.SECONDS)).isTrue();
      System.out.println("wall " + wall + " grown " + (after - before));
    }
    Files.copy(
        capture, Path.of("/tmp/hub-capture.ts"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    Files.copy(
        errors, Path.of("/tmp/hub-encoder.log"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
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
  private static void run(double seconds) {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    await("time", () -> System.nanoTime() >= end);
  }

  private static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waiting for " + what).isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }
}
