package io.roomfleet.orchestrator.placement.relay;

import java.util.Locale;

/** Why each region is fed by the one that feeds it. */
final class Reasons {
  private final Hops hops;
  private final Layout tree;

  /**
   * @param hops with what ran before
   */
  Reasons(Hops hops, Layout tree) {
    this.hops = hops;
    this.tree = tree;
  }

  String ofPrimary(int region) {
    int chosen = tree.parent(region);
    if (region == Hops.SOURCE) {
      return "it takes the line in";
    }
    if (chosen == Hops.NONE) {
      return "no region has room for it";
    }
    int cheapest = chosen;
    for (int from = 0; from < hops.size; from++) {
      if (from != region && hops.cost(from, region) < hops.cost(cheapest, region)) {
        cheapest = from;
      }
    }
    String cost = price(chosen, region) + " a GB";
    return cheapest == chosen
        ? cost + ", the cheapest hop"
        : "%s; from %s it would be %s, but %s"
            .formatted(cost, hops.name(cheapest), price(cheapest, region), why(cheapest, region));
  }

  private String price(int from, int to) {
    return String.format(Locale.ROOT, "%.4f", hops.price(hops.cost(from, to)));
  }

  /** Why {@code from}, which would cost less, does not feed {@code region}. */
  private String why(int from, int region) {
    if (!hops.mayFeed(from)) {
      return "that one is to feed no others";
    }
    if (!tree.has(from)) {
      return "that one is not fed itself";
    }
    if (tree.below(region, from)) {
      return "that one is fed through it";
    }
    if (tree.spare(from) == 0) {
      return "that one feeds " + hops.fanOut[from] + " others, as many as it may";
    }
    if (tree.depth(from) + 1 + tree.height(region) > hops.maxDepth) {
      return "that would be more than " + hops.maxDepth + " hops for it or what it feeds";
    }
    return hops.running(region) == tree.parent(region)
        ? "that gains less than a move costs"
        : "the whole tree would cost more";
  }
}
