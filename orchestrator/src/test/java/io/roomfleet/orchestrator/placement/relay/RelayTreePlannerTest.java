package io.roomfleet.orchestrator.placement.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RelayTreePlannerTest {
  /** Prices are rounded to millionths, one a hop. */
  private static final double ROUNDING = 1e-5;

  private static RelayNeed with(RelayNeed need, PairFigure price, RelayNeed.Policy policy) {
    return new RelayNeed(need.source(), need.regions(), price, need.delayMillis(), policy);
  }

  /** The same fleet on another day. */
  private static RelayNeed drifted(RelayNeed need, long seed, double most) {
    return with(
        need,
        (from, to) -> {
          double drift = new Random(Objects.hash(seed, from, to)).nextDouble() * 2 - 1;
          return need.price().of(from, to) * (1 + most * drift);
        },
        need.policy());
  }

  private static RelayTree check(RelayNeed need, RelayTree tree) {
    Map<String, String> parents = EveryTree.parents(tree);
    assertThat(EveryTree.within(need, parents)).as("a tree within limits: %s", parents).isTrue();
    assertThat(tree.feeds()).hasSize(need.regions().size() + 1);
    assertThat(tree.cost())
        .isCloseTo(
            EveryTree.charged(need, parents, Map.of()), within(ROUNDING * tree.feeds().size()));
    tree.feeds()
        .forEach(
            (region, feed) -> {
              assertThat(feed.primaryReason()).isNotBlank();
              assertThat(feed.backupReason()).isNotBlank();
              assertThat(feed.backup()).isNotEqualTo(region);
              if (feed.primary() == null) {
                assertThat(feed.backup()).isNull();
              } else {
                assertThat(feed.backup()).isNotEqualTo(feed.primary());
                assertThat(tree.pathTo(region)).startsWith(tree.source()).endsWith(region);
              }
            });
    return tree;
  }

  @Nested
  class BesideEveryTreeThatThereIs {
    @ParameterizedTest
    @CsvSource({"1, 20", "2, 40", "3, 60", "4, 60", "5, 60", "6, 25"})
    void shouldBeTheCheapestWithoutLimits(int regions, int seeds) {
      for (long seed = 1; seed <= seeds; seed++) {
        RelayNeed need = RandomNeed.unlimited(seed, regions);
        RelayTree tree = check(need, RelayTreePlanner.plan(need, null));
        EveryTree.Best best = EveryTree.of(need, Map.of());
        assertThat(EveryTree.parents(tree)).as("seed %d", seed).hasSize(regions);
        assertThat(tree.cost()).as("seed %d", seed).isCloseTo(best.charged(), within(ROUNDING));
      }
    }

    @ParameterizedTest
    @CsvSource({"2, 60", "3, 100", "4, 150", "5, 100", "6, 20"})
    void shouldFeedAsManyAsCanBeAndBeAsCheapWithinLimits(int regions, int seeds) {
      for (long seed = 1; seed <= seeds; seed++) {
        RelayNeed need = RandomNeed.of(seed, regions);
        RelayTree tree = check(need, RelayTreePlanner.plan(need, null));
        EveryTree.Best best = EveryTree.of(need, Map.of());
        assertThat(EveryTree.parents(tree)).as("seed %d", seed).hasSize(best.reached());
        assertThat(tree.cost()).as("seed %d", seed).isCloseTo(best.charged(), within(ROUNDING));
      }
    }

    @ParameterizedTest
    @CsvSource({"3, 40", "4, 40", "5, 25"})
    void shouldChangeWhatRunsAsFarAsItPaysForTheMoves(int regions, int seeds) {
      for (long seed = 1; seed <= seeds; seed++) {
        RelayNeed before = RandomNeed.unlimited(seed, regions);
        RelayTree running = RelayTreePlanner.plan(before, null);
        RelayNeed need = drifted(before, seed, 0.3);
        RelayTree tree = check(need, RelayTreePlanner.plan(need, running));
        Map<String, String> ran = EveryTree.parents(running);
        assertThat(EveryTree.charged(need, EveryTree.parents(tree), ran))
            .as("seed %d", seed)
            .isCloseTo(EveryTree.of(need, ran).charged(), within(ROUNDING));
      }
    }
  }

  @Nested
  class OnAnyFleet {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8, 15, 30, 60, 100})
    void shouldKeepLimitsAndStayAsItIs(int regions) {
      for (long seed = 1; seed <= (regions > 30 ? 1 : 12); seed++) {
        RelayNeed need = RandomNeed.of(seed, regions);
        RelayTree tree = check(need, RelayTreePlanner.plan(need, null));
        assertThat(RelayTreePlanner.plan(need, tree)).as("seed %d", seed).isEqualTo(tree);
      }
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 12, 25})
    void shouldNotDependOnTheOrderOfTheRegions(int regions) {
      for (long seed = 1; seed <= 10; seed++) {
        RelayNeed need = RandomNeed.of(seed, regions);
        List<RelayNeed.Region> shuffled = new ArrayList<>(need.regions());
        Collections.shuffle(shuffled, new Random(seed));
        RelayNeed other =
            new RelayNeed(need.source(), shuffled, need.price(), need.delayMillis(), need.policy());
        assertThat(RelayTreePlanner.plan(other, null)).isEqualTo(RelayTreePlanner.plan(need, null));
      }
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 10, 20})
    void shouldGainMoreThanItsMovesCost(int regions) {
      for (long seed = 1; seed <= 20; seed++) {
        RelayNeed before = RandomNeed.of(seed, regions);
        RelayTree running = RelayTreePlanner.plan(before, null);
        RelayNeed need = drifted(before, seed, 0.4);
        RelayTree tree = check(need, RelayTreePlanner.plan(need, running));
        Map<String, String> ran = EveryTree.parents(running);
        Map<String, String> runs = EveryTree.parents(tree);
        if (!runs.equals(ran)) {
          assertThat(EveryTree.charged(need, runs, ran))
              .as("seed %d", seed)
              .isLessThan(EveryTree.charged(need, ran, ran));
        }
        assertThat(RelayTreePlanner.plan(need, tree)).as("seed %d, again", seed).isEqualTo(tree);
      }
    }

    @Test
    void shouldMoveNothingForAGainBelowThePriceOfOneMove() {
      for (long seed = 1; seed <= 20; seed++) {
        RelayNeed before = RandomNeed.of(seed, 12);
        RelayTree running = RelayTreePlanner.plan(before, null);
        RelayNeed dear =
            with(
                before,
                drifted(before, seed, 0.5).price(),
                new RelayNeed.Policy(0.0002, before.policy().maxDepth(), 100));
        RelayTree tree = RelayTreePlanner.plan(dear, running);
        assertThat(EveryTree.parents(tree)).isEqualTo(EveryTree.parents(running));
        tree.feeds()
            .forEach((r, f) -> assertThat(f.backup()).isEqualTo(running.feeds().get(r).backup()));
      }
    }

    @Test
    void shouldOnlyMoveWhatARegionFedThatIsDrained() {
      for (long seed = 1; seed <= 20; seed++) {
        RelayNeed need = RandomNeed.unlimited(seed, 15);
        RelayTree running = RelayTreePlanner.plan(need, null);
        String drained =
            EveryTree.parents(running).values().stream()
                .filter(parent -> !parent.equals(need.source().id()))
                .findFirst()
                .orElse("");
        RelayNeed then =
            new RelayNeed(
                need.source(),
                need.regions().stream()
                    .map(r -> r.id().equals(drained) ? new RelayNeed.Region(drained, 9, false) : r)
                    .toList(),
                need.price(),
                need.delayMillis(),
                new RelayNeed.Policy(0.0002, 99, 100));
        RelayTree tree = check(then, RelayTreePlanner.plan(then, running));
        EveryTree.parents(tree)
            .forEach(
                (region, parent) -> {
                  String before = running.feeds().get(region).primary();
                  assertThat(parent).isNotEqualTo(drained);
                  assertThat(drained.equals(before) || parent.equals(before)).isTrue();
                });
      }
    }
  }

  @Nested
  class InWords {
    private final RelayNeed.Region source = new RelayNeed.Region("eu-west", 2, true);
    private final List<RelayNeed.Region> asia =
        List.of(
            new RelayNeed.Region("ap-north", 2, true), new RelayNeed.Region("ap-south", 2, true));
    private final PairFigure price =
        (from, to) -> from.startsWith("ap") == to.startsWith("ap") ? 0.02 : 0.08;
    private final PairFigure delay = (from, to) -> 10;

    private RelayTree plan(List<RelayNeed.Region> regions, int maxDepth) {
      return RelayTreePlanner.plan(
          new RelayNeed(
              source, regions, price, delay, new RelayNeed.Policy(0.0001, maxDepth, 0.01)),
          null);
    }

    @Test
    void shouldCrossTheOceanOnce() {
      RelayTree tree = plan(asia, 3);
      assertThat(tree.pathTo("ap-south")).containsExactly("eu-west", "ap-north", "ap-south");
      assertThat(tree.cost()).isCloseTo(0.102, within(1e-9));
      assertThat(tree.feeds().get("ap-south"))
          .isEqualTo(
              new RelayTree.Feed(
                  "ap-north",
                  "0.0210 a GB, the cheapest hop",
                  "eu-west",
                  "shares no region with the way by ap-north"));
      assertThat(tree.feeds().get("ap-north"))
          .isEqualTo(
              new RelayTree.Feed(
                  "eu-west",
                  "0.0810 a GB; from ap-south it would be 0.0210, but that one is fed through it",
                  null,
                  "all others are fed through it"));
      assertThat(tree.feeds().get("eu-west").primaryReason()).isEqualTo("it takes the line in");
    }

    @Test
    void shouldFeedAllFromTheSourceWhereOneHopIsAllowed() {
      RelayTree tree = plan(asia, 1);
      assertThat(EveryTree.parents(tree).values()).containsOnly("eu-west");
      assertThat(tree.feeds().get("ap-south").primaryReason())
          .endsWith("but that would be more than 1 hops for it or what it feeds");
    }

    @Test
    void shouldSayWhoCannotBeFed() {
      List<RelayNeed.Region> more = new ArrayList<>(asia);
      more.add(new RelayNeed.Region("us-east", 0, false));
      RelayTree tree = plan(more, 1);
      assertThat(EveryTree.parents(tree)).hasSize(2);
      assertThat(tree.feeds())
          .anySatisfy(
              (region, feed) -> {
                assertThat(feed.primary()).isNull();
                assertThat(feed.primaryReason()).isEqualTo("no region has room for it");
                assertThat(feed.backupReason()).isEqualTo("it is not fed");
                assertThat(tree.pathTo(region)).isEmpty();
              });
    }

    @Test
    void shouldHaveTheSourceAloneWhenNobodyElseNeedsTheLine() {
      RelayTree tree = plan(List.of(), 1);
      assertThat(tree.feeds()).containsOnlyKeys("eu-west");
      assertThat(tree.cost()).isZero();
    }

    @Test
    void shouldRefuseFiguresThatAreNone() {
      assertThatThrownBy(() -> new RelayNeed.Region("x", -1, true))
          .hasMessage("maxFanOut of x: -1 (expected: >= 0)");
      assertThatThrownBy(() -> new RelayNeed.Policy(0, 0, 0))
          .hasMessage("maxDepth: 0 (expected: >= 1)");
      assertThatThrownBy(() -> new RelayNeed.Policy(Double.NaN, 1, 0))
          .hasMessage("pricePerMilli: NaN (expected: 0 to 10000)");
      RelayNeed.Policy policy = new RelayNeed.Policy(0, 1, 0);
      assertThatThrownBy(() -> new RelayNeed(source, List.of(source), price, delay, policy))
          .hasMessage("regions: eu-west (expected: each once, and not the source)");
      RelayNeed free = new RelayNeed(source, asia, (from, to) -> -1, delay, policy);
      assertThatThrownBy(() -> RelayTreePlanner.plan(free, null))
          .hasMessage("price: -1.0 (expected: 0 to 10000)");
    }
  }
}
