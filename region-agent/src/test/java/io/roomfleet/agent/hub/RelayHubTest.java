package io.roomfleet.agent.hub;

import static io.roomfleet.api.room.LineInput.LIVE;
import static io.roomfleet.api.room.LineInput.SLATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roomfleet.agent.ts.PesUnit;
import io.roomfleet.agent.ts.TsMuxer;
import io.roomfleet.api.room.LineInput;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.pekko.Done;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.SinkQueueWithCancel;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The shell: threads, locks, streams. Who is on air is the matter of the switcher's tests. */
class RelayHubTest {
  private static ActorSystem system;
  private static ScheduledExecutorService ticker;

  private final List<LineInput> changes = new CopyOnWriteArrayList<>();
  private final RelayHub hub = hub(HubSettings.DEFAULTS);

  @BeforeAll
  static void start() {
    system = ActorSystem.create("hub");
    ticker = Executors.newScheduledThreadPool(2);
  }

  @AfterAll
  static void stop() {
    ticker.shutdownNow();
    system.terminate();
  }

  @AfterEach
  void closeHub() {
    hub.close();
  }

  private RelayHub hub(HubSettings settings) {
    Slate slate = Slate.of(Synthetic.slateBytes());
    return new RelayHub(settings, slate, ticker, HubClock.system(), s -> changes.add(s.input()));
  }

  private static HubSettings narrow() {
    HubSettings d = HubSettings.DEFAULTS;
    return new HubSettings(
        d.stall(),
        d.settle(),
        d.settleAtMost(),
        d.silenceAfter(),
        20_000,
        Duration.ofMillis(500),
        d.cacheBytes(),
        d.cacheSpan());
  }

  /** One second of a publisher, written at once. */
  private static byte[] second() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TsMuxer muxer = new TsMuxer(Synthetic.TYPES);
    for (int i = 0; i < 30; i++) {
      long dts = 90_000 + i * 3000L;
      PesUnit unit = Synthetic.picture(new Synthetic.Label(1, i, dts, i == 0), dts, dts, 500);
      out.writeBytes(muxer.unit(unit, dts, dts, i == 0));
    }
    return out.toByteArray();
  }

  private static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waiting for " + what).isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  @Test
  void aReaderGetsTheSlateAtOnceBeginningWithTheTables() throws Exception {
    await("something to be cached", () -> hub.state().bytesOut() > 0);
    ByteString first =
        hub.reader().runWith(Sink.head(), system).toCompletableFuture().get(5, TimeUnit.SECONDS);
    assertThat(first.size() % 188).isZero();
    assertThat(first.apply(0)).isEqualTo((byte) 0x47);
    assertThat(first.apply(1) & 0x1F).isZero();
    assertThat(first.apply(2)).isZero();
    assertThat(first.apply(188 + 1) & 0x1F).isEqualTo(0x10);
  }

  @Test
  void aReaderThatEndsIsGone() {
    SinkQueueWithCancel<ByteString> queue = hub.reader().runWith(Sink.<ByteString>queue(), system);
    await("a reader", () -> hub.state().readers() == 1);
    queue.cancel();
    await("no reader", () -> hub.state().readers() == 0);
  }

  @Test
  void timeWithoutPacketsAndCountersThatDoNotFollowAreCounted() {
    AtomicLong nanos = new AtomicLong();
    HubClock clock =
        new HubClock() {
          @Override
          public long nanos() {
            return nanos.get();
          }

          @Override
          public Instant instant() {
            return Instant.EPOCH;
          }
        };
    Slate slate = Slate.of(Synthetic.slateBytes());
    try (RelayHub timed = new RelayHub(HubSettings.DEFAULTS, slate, ticker, clock, s -> {})) {
      byte[] second = second();
      int third = second.length / 188 / 3 * 188;
      LiveInput input = timed.attach();
      nanos.addAndGet(Duration.ofSeconds(5).toNanos());
      input.write(second, 0, third);
      nanos.addAndGet(Duration.ofMillis(299).toNanos());
      input.write(second, third + 188, third);
      assertThat(timed.state().quality())
          .isEqualTo(new InputQuality(0, Duration.ZERO, 1, null, null));
      nanos.addAndGet(Duration.ofMillis(400).toNanos());
      input.write(second, 2 * third + 188, 188);
      assertThat(timed.state().quality().gaps()).isEqualTo(1);
      assertThat(timed.state().quality().gapTime()).isEqualTo(Duration.ofMillis(400));
      assertThat(timed.state().quality().continuityErrors()).isEqualTo(1);
    }
  }

  @Test
  void anInputThatStallsIsReplacedByTheSlateAndOneThatEndsAtOnce() {
    LiveInput input = hub.attach();
    byte[] second = second();
    input.write(second, 0, second.length);
    await("live", () -> changes.equals(List.of(LIVE)));
    assertThat(hub.state().bytesIn()).isEqualTo(second.length);
    assertThat(hub.state().inputs()).isEqualTo(1);
    await("the stall", () -> changes.equals(List.of(LIVE, SLATE)));
    assertThat(input.attached()).isTrue();

    LiveInput other = hub.attach();
    other.write(second, 0, second.length);
    await("live again", () -> hub.state().input() == LIVE);
    assertThat(input.attached()).isFalse();
    other.close();
    assertThat(hub.state().input()).isEqualTo(SLATE);
    other.close();
    other.write(second, 0, second.length);
    await("all told", () -> changes.equals(List.of(LIVE, SLATE, LIVE, SLATE)));
    assertThat(hub.state().switches()).isEqualTo(4);
    assertThat(hub.state().inputs()).isZero();
  }

  @Test
  void aReaderWhoTakesNothingHoldsUpNobodyAndLosesWhatWaits() {
    try (RelayHub narrow = hub(narrow())) {
      SinkQueueWithCancel<ByteString> stuck =
          narrow
              .reader()
              .toMat(Sink.<ByteString>queue().withAttributes(oneAtATime()), Keep.right())
              .run(system);
      AtomicLong read = new AtomicLong();
      narrow.reader().runForeach(bytes -> read.addAndGet(bytes.size()), system);
      await("both", () -> narrow.state().readers() == 2);
      long before = narrow.state().bytesOut();
      await("drops", () -> narrow.state().drops() >= 2);
      HubState state = narrow.state();
      await("all that was made since", () -> read.get() >= state.bytesOut() - before);
      assertThat(state.droppedBytes()).isPositive();
      assertThat(state.lead()).isGreaterThan(Duration.ofMillis(-300));
      stuck.cancel();
    }
  }

  @Test
  void aHubThatReadsAnotherIsLiveAndAsFarAsTheWallClock() {
    await("a cached stretch", () -> hub.state().bytesOut() > 20_000);
    try (RelayHub second = hub(HubSettings.DEFAULTS)) {
      LiveInput input = second.attach();
      hub.reader()
          .runForeach(bytes -> input.write(bytes.toArray(), 0, bytes.size()), system)
          .whenComplete((done, failure) -> input.close());
      await("live", () -> second.state().input() == LIVE);
      await("a while", () -> second.state().bytesIn() > 200_000);
      HubState state = second.state();
      assertThat(state.lead()).isBetween(Duration.ofMillis(-300), Duration.ofMillis(200));
      assertThat(state.switches()).isEqualTo(1);
      assertThat(state.tornUnits()).isZero();
      hub.close();
      await("slate", () -> second.state().input() == SLATE);
    }
  }

  @Test
  void aPictureIsAsLateAsItsWayFromWhereItCameIn() throws Exception {
    ScheduledExecutorService one = Executors.newSingleThreadScheduledExecutor();
    try (RelayHub far = hub(HubSettings.DEFAULTS)) {
      LiveInput camera = hub.attach();
      TsMuxer muxer = new TsMuxer(Synthetic.TYPES);
      AtomicLong number = new AtomicLong();
      one.scheduleAtFixedRate(
          () -> {
            long i = number.getAndIncrement();
            boolean key = i % 15 == 0;
            long dts = 90_000 + i * 3000;
            PesUnit unit = Synthetic.picture(new Synthetic.Label(1, i, dts, key), dts, dts, 500);
            byte[] bytes = muxer.unit(unit, dts, dts, key);
            camera.write(bytes, 0, bytes.length);
          },
          0,
          33_333,
          TimeUnit.MICROSECONDS);
      LiveInput input = far.attach();
      hub.reader()
          .runForeach(
              bytes ->
                  one.schedule(
                      () -> input.write(bytes.toArray(), 0, bytes.size()),
                      1500,
                      TimeUnit.MILLISECONDS),
              system);
      await("both live", () -> hub.state().lag() != null && far.state().lag() != null);
      await("some pictures", () -> number.get() > 90);
      assertThat(hub.state().lag()).isBetween(Duration.ofMillis(-300), Duration.ofMillis(300));
      assertThat(far.state().lag()).isBetween(Duration.ofMillis(1200), Duration.ofMillis(1900));
      camera.close();
      await("the slate", () -> far.state().filler());
      assertThat(far.state().lag()).as("a slate is of no time").isNull();
    } finally {
      one.shutdownNow();
    }
  }

  private static Attributes oneAtATime() {
    return Attributes.inputBuffer(1, 1);
  }

  @Test
  void whenTheHubIsClosedItsReadersEndAndItTakesNoMore() throws Exception {
    CompletionStage<Done> reader = hub.reader().runWith(Sink.ignore(), system);
    await("a reader", () -> hub.state().readers() == 1);
    LiveInput input = hub.attach();
    hub.close();
    reader.toCompletableFuture().get(5, TimeUnit.SECONDS);
    await("no reader", () -> hub.state().readers() == 0);
    assertThat(input.attached()).isFalse();
    input.write(new byte[188], 0, 188);
    input.close();
    assertThatThrownBy(hub::attach).isInstanceOf(IllegalStateException.class);
    hub.reader().runWith(Sink.ignore(), system).toCompletableFuture().get(5, TimeUnit.SECONDS);
  }

  @Test
  void aClipWithoutSoundIsNoSlate() {
    assertThatThrownBy(() -> Slate.of(second())).hasMessageContaining("no sound");
    assertThatThrownBy(() -> Slate.of(new byte[1000])).hasMessageContaining("H.264 and AAC");
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    HubSettings d = HubSettings.DEFAULTS;
    assertThatThrownBy(
            () ->
                new HubSettings(
                    Duration.ZERO,
                    d.settle(),
                    d.settleAtMost(),
                    d.silenceAfter(),
                    d.readerBytes(),
                    d.readerLag(),
                    d.cacheBytes(),
                    d.cacheSpan()))
        .hasMessage("stall: PT0S (expected: > 0)");
  }
}
