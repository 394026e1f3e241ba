package io.roomfleet.orchestrator.room.relay;

import io.roomfleet.api.room.RelayHop;
import io.roomfleet.orchestrator.placement.relay.RelayNeed;
import io.roomfleet.orchestrator.placement.relay.RelayTree;
import io.roomfleet.orchestrator.placement.relay.RelayTreePlanner;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The tree that a line is to have: planned anew when other regions need it, or one is being left. A
 * region is planned away from what it reads only where that saves enough. Pure; mutable, of one
 * owner.
 */
final class TreePlan {
  private static final double MOST_PRICE = 10_000; // that the planner takes

  private static final String UNPLANNED =
      "nothing is planned while fewer than two regions beside the source are heard of";

  private final RelaySettings settings;
  private RelayNeed.Region source;
  private @Nullable RelayNeed need;
  private RelayTree tree;

  TreePlan(String sourceRegion, RelaySettings settings) {
    this.settings = settings;
    this.source = regionOf(sourceRegion);
    this.tree = new RelayTree(sourceRegion, Map.of(), 0);
  }

  private static RelayNeed.Region regionOf(String sourceRegion) {
    return new RelayNeed.Region(sourceRegion, Integer.MAX_VALUE, true);
  }

  /** The line is taken in there now. */
  void source(String region) {
    if (!region.equals(source.id())) {
      source = regionOf(region);
      need = null;
      tree = new RelayTree(region, Map.of(), 0);
    }
  }

  String source() {
    return source.id();
  }

  /** Whether no region may feed another one. */
  boolean isStar() {
    return settings.maxDepth() == 1 || settings.maxFanOut() == 0;
  }

  /**
   * Plans, when something is different.
   *
   * @param stays whether a region will have the line for as long as can be seen; else it feeds none
   * @param parent what a region reads now; null when that is none of them
   */
  void update(
      Collection<String> regions,
      Predicate<String> stays,
      Function<String, @Nullable String> parent) {
    RelayNeed next =
        new RelayNeed(
            source,
            regions.stream()
                .sorted()
                .map(id -> new RelayNeed.Region(id, settings.maxFanOut(), stays.test(id)))
                .toList(),
            this::price,
            TreePlan::noDelay,
            new RelayNeed.Policy(0, settings.maxDepth(), settings.leastSaving()));
    if (need == null || !next.regions().equals(need.regions())) {
      need = next;
      tree = RelayTreePlanner.plan(next, running(regions, parent));
    }
  }

  private double price(String from, String to) {
    return Math.min(MOST_PRICE, settings.prices().perGigabyte(from, to));
  }

  private static double noDelay(String from, String to) {
    return 0;
  }

  private RelayTree running(Collection<String> regions, Function<String, @Nullable String> parent) {
    Map<String, RelayTree.Feed> feeds = new TreeMap<>();
    for (String region : regions) {
      RelayTree.Feed before = tree.feeds().get(region);
      String from = Objects.requireNonNullElse(parent.apply(region), source.id());
      feeds.put(region, new RelayTree.Feed(from, "", before == null ? null : before.backup(), ""));
    }
    return new RelayTree(source.id(), feeds, 0);
  }

  /** How a region is to be fed: by the source, as long as it is not in the plan. */
  RelayTree.Feed feedOf(String region) {
    RelayTree.Feed feed = tree.feeds().get(region);
    return feed != null ? feed : new RelayTree.Feed(source.id(), UNPLANNED, null, UNPLANNED);
  }

  /** Hops from the source. */
  int depth(String region) {
    return tree.pathTo(region).size();
  }

  /** How a region is fed, and why, for people. */
  RelayHop hop(
      String lineId,
      String region,
      @Nullable String from,
      @Nullable String fallback,
      boolean taken) {
    RelayTree.Feed planned = feedOf(region);
    String why =
        Objects.equals(from, planned.primary())
            ? planned.primaryReason()
            : "until the way from "
                + planned.primary()
                + " is known to be live and to be no circle";
    String whyFallback =
        Objects.equals(fallback, planned.backup())
            ? planned.backupReason()
            : "planned is " + planned.backup() + ", which is not known to be no circle";
    return new RelayHop(lineId, region, from, why, fallback, whyFallback, taken);
  }
}
