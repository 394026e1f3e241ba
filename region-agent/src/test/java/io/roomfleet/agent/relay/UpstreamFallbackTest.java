package io.roomfleet.agent.relay;

import static io.roomfleet.api.room.LineInput.FALLBACK;
import static io.roomfleet.api.room.LineInput.LIVE;
import static io.roomfleet.api.room.LineInput.SLATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.agent.ffmpeg.Ffmpeg;
import io.roomfleet.agent.ffmpeg.Picture;
import io.roomfleet.agent.ffmpeg.SlateFile;
import io.roomfleet.agent.http.DeliveryMeter;
import io.roomfleet.agent.http.EgressMeter;
import io.roomfleet.agent.http.MediaServer;
import io.roomfleet.agent.hub.HubSettings;
import io.roomfleet.agent.hub.Slate;
import io.roomfleet.agent.process.EventLoop;
import io.roomfleet.agent.process.Guardian;
import io.roomfleet.agent.process.Processes;
import io.roomfleet.agent.testing.Await;
import io.roomfleet.agent.testing.HubEncoder;
import io.roomfleet.agent.testing.NoAudience;
import io.roomfleet.agent.testing.NoStage;
import io.roomfleet.agent.testing.TestFfmpeg;
import io.roomfleet.agent.viewer.Places;
import io.roomfleet.agent.viewer.ViewerSettings;
import io.roomfleet.api.agent.Phase;
import io.roomfleet.api.agent.Source;
import io.roomfleet.api.room.LineInput;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Two relays over real HTTP, and a line that reads them: real encoders, real hubs, real time. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UpstreamFallbackTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration BACK = Duration.ofSeconds(4);
  private static final LineKey A = new LineKey("a", "main");
  private static final LineKey B = new LineKey("b", "main");
  private static final LineKey LINE = new LineKey("c", "main");

  @TempDir static Path folder;
  private final EventLoop loop = new EventLoop();
  private final ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "fallback");
  private Guardian guardian;
  private Processes processes;
  private Relays upstreams;
  private MediaServer server;
  private Relays reader;
  private Cable toA;
  private Cable toB;

  @BeforeAll
  void serveTwoRelays() throws Exception {
    guardian = Guardian.start();
    processes = new Processes(loop, guardian, TestFfmpeg.get(), Processes.Timing.DEFAULT);
    upstreams = relays("upstreams");
    loop.ask(
        () -> {
          upstreams.want(
              Map.of(A, new Source.Test("A"), B, new Source.Test("B")), Set.of(), Set.of());
          return true;
        });
    ViewerSettings nobody = new ViewerSettings(SOON, SOON, SOON, 0);
    server =
        new MediaServer(
            system,
            "127.0.0.1",
            0,
            folder,
            new Places(nobody, System::nanoTime, () -> {}),
            NoAudience.viewers(),
            (room, line) -> upstreams.reader(new LineKey(room, line)),
            (room, subRoom) -> Optional.empty(),
            NoStage.DOOR,
            () -> "{}",
            new EgressMeter(),
            new DeliveryMeter(SOON, System::nanoTime));
    Await.until(SOON, "A is live", () -> input(upstreams, A) == LIVE);
    Await.until(SOON, "B is live", () -> input(upstreams, B) == LIVE);
  }

  @AfterAll
  void stop() {
    loop.ask(() -> upstreams.stop()).join();
    guardian.close();
    server.close();
    system.terminate();
    loop.close();
  }

  @BeforeEach
  void lay() throws Exception {
    toA = new Cable(server.port());
    toB = new Cable(server.port());
    reader = relays("reader");
  }

  @AfterEach
  void takeUp() throws Exception {
    loop.ask(() -> reader.stop()).join();
    toA.close();
    toB.close();
  }

  private Relays relays(String name) throws Exception {
    Ffmpeg ffmpeg = TestFfmpeg.get();
    Picture picture = new Picture(320, 180, 25);
    IngestSettings ingest =
        new IngestSettings(
            InetAddress.getLoopbackAddress(),
            "127.0.0.1",
            21300,
            21309,
            Duration.ofMillis(200),
            new IngestSettings.Fallback(Duration.ofSeconds(1), BACK),
            picture,
            folder.resolve(name));
    Slate slate = Slate.of(SlateFile.load(ffmpeg, TestFfmpeg.CACHE, picture, "slate"));
    return new Relays(processes, ingest, HubSettings.DEFAULTS, slate, () -> {});
  }

  private URI a() {
    return toA.url("/relay/a/main.ts");
  }

  private URI b() {
    return toB.url("/relay/b/main.ts");
  }

  private void want(Source.Upstream source) {
    loop.ask(
        () -> {
          reader.want(Map.of(LINE, source), Set.of(), Set.of());
          return true;
        });
  }

  private void takeIn(Source source, boolean bridged) {
    loop.ask(
        () -> {
          reader.want(Map.of(LINE, source), bridged ? Set.of(LINE) : Set.of(), Set.of());
          return true;
        });
  }

  private LineInput input(Relays relays, LineKey line) {
    return loop.ask(() -> relays.state(line).orElseThrow().input());
  }

  private Relays.LineState await(LineInput input) {
    return Await.value(
        SOON,
        input.toString(),
        () -> loop.ask(() -> reader.state(LINE).orElseThrow()),
        state -> state.input() == input);
  }

  private static void run(int seconds) {
    Await.pass(Duration.ofSeconds(seconds));
  }

  @Test
  void aBridgedLineShowsWhatWasReadBeforeUntilItsOwnVideoComes() throws Exception {
    want(new Source.Upstream(a(), null));
    await(LIVE);
    List<LineInput> seen = new CopyOnWriteArrayList<>();
    Relays watched = reader;
    var watch = loop.every(Duration.ofMillis(10), () -> seen.add(stateOf(watched).input()));

    takeIn(new Source.Test("own"), true);

    Await.until(
        SOON, "its own video is on air", () -> seen.contains(FALLBACK) && last(seen) == LIVE);
    watch.cancel();
    assertThat(seen).doesNotContain(SLATE);
    Await.until(SOON, "the other relay is not read any more", () -> toA.open() == 0);
  }

  @Test
  void aBridgeGoesOnWithoutAPublisherUntilItIsTakenDown() throws Exception {
    want(new Source.Upstream(a(), null));
    await(LIVE);

    takeIn(new Source.Rtmp("0123456789abcdef"), true);
    await(FALLBACK);
    run(3);
    assertThat(input(reader, LINE)).isEqualTo(FALLBACK);

    takeIn(new Source.Rtmp("0123456789abcdef"), false);
    await(SLATE);
    Await.until(SOON, "the other relay is not read any more", () -> toA.open() == 0);
  }

  private static Relays.LineState stateOf(Relays relays) {
    return relays.state(LINE).orElseThrow();
  }

  private static LineInput last(List<LineInput> seen) {
    return seen.get(seen.size() - 1);
  }

  @Test
  void theBroadcastGoesOnWhileEitherUpstreamIsThere() throws Exception {
    long started = System.nanoTime();
    want(new Source.Upstream(a(), null));
    HubEncoder encoder =
        new HubEncoder(reader.reader(LINE).orElseThrow(), folder.resolve("long"), system);
    assertThat(await(LIVE).reason()).isNull();
    want(new Source.Upstream(a(), b()));
    run(3);
    assertThat(toB.opened()).as("nobody pays for a fallback that is not needed").isZero();

    toA.cut();
    Relays.LineState onB = await(FALLBACK);
    assertThat(onB.phase()).isEqualTo(Phase.RUNNING);
    assertThat(onB.reason()).startsWith("reads " + b() + ", since " + a());
    run(3);
    assertThat(input(reader, LINE)).as("it stays while A is away").isEqualTo(FALLBACK);

    toA.mend();
    long mended = System.nanoTime();
    assertThat(await(LIVE).reason()).isNull();
    assertThat(System.nanoTime() - mended).isGreaterThan(BACK.toNanos());
    Await.until(SOON, "B is left", toB::idle);
    run(3);

    toA.freeze();
    assertThat(await(FALLBACK).reason()).endsWith(a() + " sends nothing");
    run(2);
    toB.cut();
    assertThat(await(SLATE).phase()).isEqualTo(Phase.RESTARTING);
    run(2);
    toA.mend();
    await(LIVE);
    run(3);

    assertThat(encoder.alive()).isTrue();
    double wall = (System.nanoTime() - started) / 1e9;
    loop.ask(() -> reader.stop()).join();
    // A busy machine may make the test source late, but by no more than the slate waits for.
    encoder.check(wall, HubSettings.DEFAULTS.stall().plusMillis(100));
  }

  @Test
  void howeverBothComeAndGoTheLineEndsOnItsUpstream() throws Exception {
    Random random = new Random(21);
    want(new Source.Upstream(a(), b()));
    for (int i = 0; i < 12; i++) {
      Cable cable = random.nextInt(3) == 0 ? toB : toA;
      if (random.nextBoolean()) {
        cable.cut();
      } else {
        cable.freeze();
      }
      Await.pass(Duration.ofMillis(random.nextInt(1_600)));
      cable.mend();
      Await.pass(Duration.ofMillis(random.nextInt(300) + (i % 4 == 3 ? BACK.toMillis() : 0)));
    }
    await(LIVE);
    Await.until(SOON, "B is left", toB::idle);
    assertThat(await(LIVE).reason()).isNull();
  }

  @Test
  void aLineWhoseUpstreamWasNeverThereReadsItsFallback() throws Exception {
    toA.cut();
    want(new Source.Upstream(a(), b()));
    await(FALLBACK);
    toB.cut();
    toA.mend();
    await(LIVE);
  }

  @Test
  void aFallbackThatIsReadBecomesTheUpstreamWithoutAnotherConnection() throws Exception {
    want(new Source.Upstream(a(), b()));
    await(LIVE);
    toA.cut();
    await(FALLBACK);
    want(new Source.Upstream(b(), a()));
    assertThat(await(LIVE).reason()).isNull();
    assertThat(toB.opened()).isEqualTo(1);
    toA.mend();
    toB.cut();
    assertThat(await(FALLBACK).reason()).startsWith("reads " + a());
  }

  @Test
  void anotherFallbackDoesNotTouchWhatIsRead() throws Exception {
    want(new Source.Upstream(a(), null));
    await(LIVE);
    want(new Source.Upstream(a(), b()));
    assertThat(input(reader, LINE)).isEqualTo(LIVE);
    assertThat(toA.opened()).isEqualTo(1);
    toA.cut();
    await(FALLBACK);
    want(new Source.Upstream(a(), null));
    assertThat(await(SLATE).reason()).isNotNull();
    Await.until(SOON, "B is left", toB::idle);
  }

  @Test
  void anotherUpstreamTakesOverFromTheOneBeforeWithoutTheSlate() throws Exception {
    want(new Source.Upstream(a(), null));
    await(LIVE);
    Set<LineInput> seen = ConcurrentHashMap.newKeySet();
    EventLoop.Scheduled look =
        loop.every(Duration.ofMillis(5), () -> seen.add(reader.state(LINE).orElseThrow().input()));
    toB.cut();
    want(new Source.Upstream(b(), null));
    run(3);
    assertThat(seen).as("A goes on while B does not come").containsExactly(LIVE);
    toB.mend();
    Await.until(SOON, "A is left", toA::idle);
    run(1);
    look.cancel();
    assertThat(seen).containsExactly(LIVE);
    toA.cut();
    run(1);
    assertThat(input(reader, LINE)).isEqualTo(LIVE);
  }
}
