package io.roomfleet.orchestrator.room.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.net.URI;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random histories of a line's copies: whatever is lost, doubled or late, whoever dies or goes on
 * by himself, no relay ever reads another one that reads it, by whatever ways; and when the trouble
 * is over, the tree is set.
 */
class RelayHistoryTest {
  private static final int STEPS = 1_500;

  /** Of all histories together: without a tree there is nothing to be proved. */
  private static int relayed;

  private static int fallbacks;
  private static double saved;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 60);
  }

  @AfterAll
  static void theHistoriesMeantSomething() {
    assertThat(relayed).as("steps in which a region fed another one").isGreaterThan(10_000);
    assertThat(fallbacks).as("fallbacks when the trouble was over").isPositive();
    assertThat(saved).as("dollars a GB, when the trouble was over").isPositive();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void shouldNeverReadInACircleAndSetTheTreeInTheEnd(long seed) {
    Random random = new Random(seed);
    RelayWorld world = new RelayWorld(random, 2 + random.nextInt(6));
    world.troublePercent = random.nextInt(4) * 10;
    int often = 5 + random.nextInt(100);
    for (int step = 0; step < STEPS; step++) {
      if (random.nextInt(often) == 0 || step < 10) {
        world.trouble();
      }
      world.pass();
      check(world, "seed " + seed + ", step " + step);
    }
    world.calm();
    for (int step = 0; step < 800; step++) {
      world.pass();
      check(world, "seed " + seed + ", calm step " + step);
    }
    Map<String, String> tree = world.tree();
    assertThat(tree).as("seed %s", seed).doesNotContainValue(null);
    assertThat(world.saved()).as("seed %s: %s", seed, tree).isGreaterThanOrEqualTo(-1e-9);
    if (world.settings().maxDepth() == 1) {
      assertThat(tree.values()).as("a depth of one").containsOnly(RelayWorld.SOURCE);
    }
    saved += world.saved();
    fallbacks += world.fallbacks();
  }

  private static void check(RelayWorld world, String when) {
    Map<URI, Set<URI>> graph = world.graph();
    Set<URI> good = new HashSet<>(world.sources());
    for (URI relay : graph.keySet()) {
      walk(graph, relay, new HashSet<>(), good, when);
    }
    if (world.tree().values().stream().anyMatch(f -> f != null && !f.equals(RelayWorld.SOURCE))) {
      relayed++;
    }
  }

  /** Every way from a relay ends: at a source, or at an agent that reads nothing. */
  private static void walk(
      Map<URI, Set<URI>> graph, URI at, Set<URI> above, Set<URI> good, String when) {
    if (good.contains(at)) {
      return;
    }
    if (!above.add(at)) {
      fail(when + ": " + at + " reads itself by " + above + " in " + graph);
    }
    for (URI next : graph.getOrDefault(at, Set.of())) {
      walk(graph, next, above, good, when);
    }
    above.remove(at);
    good.add(at);
  }
}
