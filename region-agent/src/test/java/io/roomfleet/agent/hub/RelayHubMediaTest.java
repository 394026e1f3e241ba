package io.roomfleet.agent.hub;

import static io.roomfleet.api.room.LineInput.LIVE;
import static io.roomfleet.api.room.LineInput.SLATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.agent.testing.HubEncoder;
import io.roomfleet.api.room.LineInput;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.pekko.actor.ActorSystem;
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
    try (RelayHub hub = hub()) {
      long started = System.nanoTime();
      HubEncoder encoder = new HubEncoder(hub.reader(), folder, system);

      switchBackAndForth(hub);

      assertThat(encoder.alive()).isTrue();
      assertThat(changes)
          .containsExactly(
              LIVE, SLATE, LIVE, SLATE, LIVE, SLATE, LIVE, SLATE, LIVE, SLATE, LIVE, SLATE);
      assertThat(hub.state().switches()).isEqualTo(13);
      assertThat(hub.state().drops()).isZero();
      assertThat(hub.state().tornUnits()).isZero();
      double wall = (System.nanoTime() - started) / 1e9;
      hub.close();
      encoder.check(wall, Duration.ofMillis(200));
    }
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
