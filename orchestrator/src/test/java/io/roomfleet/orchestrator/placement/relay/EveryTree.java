package io.roomfleet.orchestrator.placement.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Looks at every tree that there is, for fleets of a few regions; and checks any tree's books. */
final class EveryTree {
  private final RelayNeed need;
  private final Map<String, String> running;
  private final List<String> ids;
  private final Map<String, String> parents = new TreeMap<>();
  private Best best = new Best(-1, 0);

  private EveryTree(RelayNeed need, Map<String, String> running) {
    this.need = need;
    this.running = running;
    this.ids = need.regions().stream().map(RelayNeed.Region::id).toList();
  }

  /**
   * The best tree's figures.
   *
   * @param reached regions that are fed
   * @param charged cost of all hops, moves counted
   */
  record Best(int reached, double charged) {}

  /**
   * @param running parents at present; an empty map for none
   */
  static Best of(RelayNeed need, Map<String, String> running) {
    EveryTree every = new EveryTree(need, running);
    every.choose(0);
    return every.best;
  }

  private void choose(int at) {
    if (at == ids.size()) {
      look();
      return;
    }
    String region = ids.get(at);
    List<String> from = new ArrayList<>(ids);
    from.remove(region);
    from.add(need.source().id());
    for (String parent : from) {
      parents.put(region, parent);
      choose(at + 1);
    }
    parents.remove(region);
    choose(at + 1);
  }

  private void look() {
    if (parents.size() >= best.reached && within(need, parents)) {
      double charged = charged(need, parents, running);
      if (parents.size() > best.reached || charged < best.charged) {
        best = new Best(parents.size(), charged);
      }
    }
  }

  static double charged(RelayNeed need, Map<String, String> parents, Map<String, String> running) {
    double sum = 0;
    for (var hop : parents.entrySet()) {
      String before = running.get(hop.getKey());
      sum += need.cost(hop.getValue(), hop.getKey());
      sum += before == null || before.equals(hop.getValue()) ? 0 : need.policy().movePrice();
    }
    return sum;
  }

  /** Whether all that have a parent are fed, and every limit is kept. */
  static boolean within(RelayNeed need, Map<String, String> parents) {
    for (String region : parents.keySet()) {
      Integer depth = depth(need, parents, region);
      if (depth == null || depth > need.policy().maxDepth()) {
        return false;
      }
    }
    return spare(need, parents).values().stream().allMatch(spare -> spare >= 0);
  }

  /** How many more each region may feed. */
  static Map<String, Integer> spare(RelayNeed need, Map<String, String> parents) {
    Map<String, Integer> spare = new TreeMap<>();
    spare.put(need.source().id(), need.source().maxFanOut());
    need.regions().forEach(r -> spare.put(r.id(), r.mayFeed() ? r.maxFanOut() : 0));
    parents.values().forEach(from -> spare.merge(from, -1, Integer::sum));
    return spare;
  }

  /** Hops from the source; null when it is not fed. */
  static @Nullable Integer depth(RelayNeed need, Map<String, String> parents, String region) {
    String at = region;
    for (int depth = 0; at != null && depth <= need.regions().size(); depth++) {
      if (at.equals(need.source().id())) {
        return depth;
      }
      at = parents.get(at);
    }
    return null;
  }

  /** The primary parents of a planned tree. */
  static Map<String, String> parents(RelayTree tree) {
    Map<String, String> parents = new TreeMap<>();
    tree.feeds()
        .forEach(
            (region, feed) -> {
              if (feed.primary() != null) {
                parents.put(region, feed.primary());
              }
            });
    return parents;
  }
}
