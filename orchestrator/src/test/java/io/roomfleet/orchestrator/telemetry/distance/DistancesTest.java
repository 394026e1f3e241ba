package io.roomfleet.orchestrator.telemetry.distance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.typesafe.config.ConfigFactory;
import io.roomfleet.orchestrator.placement.price.LatencyMatrix;
import io.roomfleet.orchestrator.telemetry.beacon.RoundTrip;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.Test;

class DistancesTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final ZoneId DUBLIN = ZoneId.of("Europe/Dublin");
  private static final LatencyMatrix LISTED =
      LatencyMatrix.of(Map.of("eu-west", Map.of(BERLIN, 25.0)), 100);

  private final MemoryTable table = new MemoryTable();
  private volatile Instant now = Instant.parse("2026-11-11T12:00:00Z");

  /** One node: what it is told, and by what it counts. */
  private final class TestNode {
    final RoundTripSums sums = new RoundTripSums();
    final AtomicReference<LatencyMatrix> matrix = new AtomicReference<>(LISTED);

    final Distances distances = new Distances(sums, table, LISTED, matrix::set, () -> now);

    boolean look() {
      return distances
          .look()
          .handle((done, failure) -> failure == null)
          .toCompletableFuture()
          .join();
    }

    void told(double millis, int times) {
      for (int i = 0; i < times; i++) {
        sums.add(new RoundTrip("eu-west", BERLIN, millis), now);
      }
    }

    double millis() {
      return matrix.get().millis("eu-west", DUBLIN, BERLIN, now);
    }
  }

  private static final class MemoryTable implements RoundTripTable {
    private final Map<String, RoundTripSums.Changed> rows = new HashMap<>();
    private volatile boolean fails;

    @Override
    public synchronized CompletionStage<Void> write(UUID writer, List<RoundTripSums.Changed> sums) {
      if (fails) {
        return CompletableFuture.failedFuture(new IllegalStateException("no table"));
      }
      sums.forEach(it -> rows.put(writer + " " + it.key(), it));
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized CompletionStage<List<RoundTripSums.Changed>> read(LocalDate day) {
      List<RoundTripSums.Changed> found = new ArrayList<>(rows.values());
      found.removeIf(it -> !it.key().day().equals(day));
      return CompletableFuture.completedFuture(found);
    }
  }

  @Test
  void everyNodeCountsByWhatAnyWasTold() {
    TestNode told = new TestNode();
    TestNode other = new TestNode();
    told.told(125, 50);
    other.told(125, 50);
    told.look();
    other.look();
    told.look();
    assertThat(told.millis()).isCloseTo(75, within(1e-9));
    assertThat(other.millis()).isCloseTo(75, within(1e-9));
  }

  @Test
  void whatWasToldIsCountedOnceHoweverOftenItIsKept() {
    TestNode node = new TestNode();
    node.told(125, 50);
    node.look();
    node.told(125, 50);
    node.look();
    node.look();
    assertThat(node.millis()).isCloseTo(75, within(1e-9));
  }

  @Test
  void aNodeThatStartsCountsByWhatWasKept() {
    TestNode before = new TestNode();
    before.told(125, 100);
    before.look();
    TestNode later = new TestNode();
    later.look();
    assertThat(later.millis()).isCloseTo(75, within(1e-9));
  }

  @Test
  void whatCouldNotBeKeptIsKeptLater() {
    TestNode node = new TestNode();
    table.fails = true;
    node.told(125, 100);
    assertThat(node.look()).isFalse();
    assertThat(node.millis()).isEqualTo(25);
    table.fails = false;
    assertThat(node.look()).isTrue();
    assertThat(node.millis()).isCloseTo(75, within(1e-9));
  }

  @Test
  void aWeekLaterItIsForgotten() {
    TestNode node = new TestNode();
    node.told(125, 100);
    node.look();
    now = now.plus(Duration.ofDays(6));
    node.look();
    assertThat(node.millis()).isCloseTo(75, within(1e-9));
    now = now.plus(Duration.ofDays(1));
    node.look();
    assertThat(node.millis()).isEqualTo(25);
  }

  @Test
  void looksAgainAndAgain() {
    ActorTestKit kit =
        ActorTestKit.create(
            ConfigFactory.parseString("pekko.actor.provider = local")
                .withFallback(ConfigFactory.load()));
    try {
      TestNode node = new TestNode();
      table.fails = true;
      node.told(125, 100);
      kit.spawn(
          Distances.create(
              node.sums, table, LISTED, node.matrix::set, Duration.ofMillis(20), () -> now));
      table.fails = false;
      kit.createTestProbe(Void.class)
          .awaitAssert(
              Duration.ofSeconds(20),
              () -> {
                assertThat(node.millis()).isCloseTo(75, within(1e-9));
                return null;
              });
    } finally {
      kit.shutdownTestKit();
    }
  }
}
