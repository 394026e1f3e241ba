package io.roomfleet.orchestrator.placement.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a tree when a region is lost, or a hop is cut. */
class BackupsTest {
  private static List<String> fedBy(RelayTree tree, String parent) {
    return tree.feeds().keySet().stream()
        .filter(region -> parent.equals(tree.feeds().get(region).primary()))
        .toList();
  }

  /**
   * The tree after all of {@code cutOff} have turned to their backups; {@code lost} may be none.
   */
  private static Map<String, String> after(RelayTree tree, String lost, List<String> cutOff) {
    Map<String, String> parents = EveryTree.parents(tree);
    parents.remove(lost);
    for (String region : cutOff) {
      String backup = tree.feeds().get(region).backup();
      if (backup == null) {
        parents.keySet().removeIf(below -> tree.pathTo(below).contains(region));
      } else {
        parents.put(region, backup);
      }
    }
    return parents;
  }

  private static int height(RelayTree tree, String top) {
    return tree.feeds().keySet().stream()
            .map(tree::pathTo)
            .filter(path -> path.contains(top))
            .mapToInt(List::size)
            .max()
            .orElseThrow()
        - tree.pathTo(top).size();
  }

  private static boolean apart(RelayTree tree, String from, String region) {
    Set<String> between = new HashSet<>(tree.pathTo(region));
    between.removeAll(Set.of(tree.source(), region));
    return Collections.disjoint(between, tree.pathTo(from)) && !tree.pathTo(from).contains(region);
  }

  /** Whom {@code region} could read from when things are as {@code parents} says. */
  private static List<String> couldFeed(
      RelayNeed need, RelayTree tree, Map<String, String> parents, String region) {
    String primary = tree.feeds().get(region).primary();
    List<String> could = new ArrayList<>(parents.keySet());
    could.add(need.source().id());
    could.removeIf(
        from ->
            from.equals(primary)
                || tree.pathTo(from).contains(region)
                || EveryTree.spare(need, parents).get(from) <= 0
                || EveryTree.depth(need, parents, from) + 1 + height(tree, region)
                    > need.policy().maxDepth());
    return could;
  }

  private static void checkLoss(RelayNeed need, RelayTree tree, String lost, List<String> cutOff) {
    Map<String, String> then = after(tree, lost, cutOff);
    assertThat(EveryTree.within(need, then)).as("without %s: %s", lost, then).isTrue();
    for (String region : cutOff) {
      if (tree.feeds().get(region).backup() == null) {
        assertThat(couldFeed(need, tree, then, region)).as("backups of %s", region).isEmpty();
      }
    }
    long apart =
        cutOff.stream()
            .filter(region -> tree.feeds().get(region).backup() != null)
            .filter(region -> apart(tree, tree.feeds().get(region).backup(), region))
            .count();
    Map<String, String> rest = EveryTree.parents(tree);
    rest.remove(lost);
    rest.keySet().removeIf(below -> cutOff.stream().anyMatch(tree.pathTo(below)::contains));
    assertThat(apart).isEqualTo(mostApart(need, tree, rest, cutOff));
  }

  /** To how many of {@code open} a parent on a way of its own can be given, by trying all. */
  private static int mostApart(
      RelayNeed need, RelayTree tree, Map<String, String> rest, List<String> open) {
    if (open.isEmpty()) {
      return 0;
    }
    String region = open.get(0);
    List<String> others = open.subList(1, open.size());
    int most = mostApart(need, tree, rest, others);
    for (String from : couldFeed(need, tree, rest, region)) {
      if (apart(tree, from, region)) {
        Map<String, String> taken = new TreeMap<>(rest);
        taken.put(region, from);
        most = Math.max(most, 1 + mostApart(need, tree, taken, others));
      }
    }
    return most;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 7, 9})
  void shouldMendAnyLossWithinAllLimitsAndOnWaysOfTheirOwnWhereThatCanBe(int regions) {
    for (long seed = 1; seed <= 60; seed++) {
      RelayNeed need = RandomNeed.of(seed, regions);
      RelayTree tree = RelayTreePlanner.plan(need, null);
      for (String region : fedBy(tree, tree.source())) {
        checkLoss(need, tree, "the hop to " + region, List.of(region));
      }
      for (String lost : EveryTree.parents(tree).keySet()) {
        checkLoss(need, tree, lost, fedBy(tree, lost));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 12, 40})
  void shouldBeOnAWayOfItsOwnForAllThatTheSourceDoesNotFeedWithoutLimits(int regions) {
    for (long seed = 1; seed <= 20; seed++) {
      RelayTree tree = RelayTreePlanner.plan(RandomNeed.unlimited(seed, regions), null);
      tree.feeds()
          .forEach(
              (region, feed) -> {
                if (feed.primary() != null && !feed.primary().equals(tree.source())) {
                  assertThat(feed.backup()).isNotNull();
                  assertThat(apart(tree, feed.backup(), region)).isTrue();
                }
              });
    }
  }

  @Test
  void shouldReadTheOneThatIsBroughtBackFirstWhenThereIsNoOtherRoom() {
    List<RelayNeed.Region> regions =
        List.of(
            new RelayNeed.Region("a", 2, true),
            new RelayNeed.Region("b", 1, true),
            new RelayNeed.Region("c", 0, true));
    RelayNeed need =
        new RelayNeed(
            new RelayNeed.Region("src", 1, true),
            regions,
            (from, to) -> from.equals("a") || to.equals("a") ? 0.01 : 0.05,
            (from, to) -> 0,
            new RelayNeed.Policy(0, 3, 0));
    RelayTree tree = RelayTreePlanner.plan(need, null);
    assertThat(EveryTree.parents(tree)).isEqualTo(Map.of("a", "src", "b", "a", "c", "a"));
    assertThat(tree.feeds().get("b").backup()).isEqualTo("src");
    assertThat(tree.feeds().get("c").backup()).isEqualTo("b");
    assertThat(tree.feeds().get("c").backupReason())
        .isEqualTo("is fed through a too, and is back by its backup then");
  }
}
