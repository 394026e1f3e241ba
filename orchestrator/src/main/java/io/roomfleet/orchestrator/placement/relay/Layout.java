package io.roomfleet.orchestrator.placement.relay;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A tree within all limits, of some or all of the regions. Grows only; a tree of another shape is
 * another layout.
 */
final class Layout {
  private static final int NOT_HERE = -1;

  private final Hops hops;
  private final int[] parent;
  private final int[] depth;
  private final int[] spare;
  private int reached;

  private Layout(Hops hops) {
    this.hops = hops;
    this.parent = new int[hops.size];
    this.depth = new int[hops.size];
    this.spare = hops.fanOut.clone();
    Arrays.fill(parent, Hops.NONE);
    Arrays.fill(depth, NOT_HERE);
    depth[Hops.SOURCE] = 0;
  }

  /** With the source alone. */
  static Layout empty(Hops hops) {
    return new Layout(hops);
  }

  /** That of {@code parents}; null when it has a cycle or is beyond a limit. */
  static @Nullable Layout exactly(Hops hops, int[] parents) {
    Layout layout = new Layout(hops);
    for (int region = 1; region < hops.size; region++) {
      if (parents[region] != Hops.NONE && !layout.takeWithParents(parents, region, hops.size)) {
        return null;
      }
    }
    return layout;
  }

  private boolean takeWithParents(int[] parents, int region, int patience) {
    if (has(region)) {
      return true;
    }
    int from = parents[region];
    if (from == Hops.NONE || patience == 0 || !takeWithParents(parents, from, patience - 1)) {
      return false;
    }
    if (!canTake(from, region)) {
      return false;
    }
    take(from, region);
    return true;
  }

  boolean has(int region) {
    return depth[region] != NOT_HERE;
  }

  /** Whether {@code from} can feed {@code to}, which is not fed yet. */
  boolean canTake(int from, int to) {
    return has(from) && !has(to) && spare[from] > 0 && depth[from] < hops.maxDepth;
  }

  void take(int from, int to) {
    parent[to] = from;
    depth[to] = depth[from] + 1;
    spare[from]--;
    reached++;
  }

  Layout copy() {
    Layout copy = new Layout(hops);
    System.arraycopy(parent, 0, copy.parent, 0, parent.length);
    System.arraycopy(depth, 0, copy.depth, 0, depth.length);
    System.arraycopy(spare, 0, copy.spare, 0, spare.length);
    copy.reached = reached;
    return copy;
  }

  /**
   * How many regions can be fed at most by a tree that begins with this one. Exact, since any
   * region may feed any other: those that feed the most take the places nearest to the source.
   */
  int most() {
    int[] open = new int[hops.maxDepth + 2]; // places by depth
    for (int region = 0; region < hops.size; region++) {
      if (has(region)) {
        open[depth[region] + 1] += spare[region];
      }
    }
    int count = reached;
    int at = 1;
    for (int region : hops.widestFirst) {
      if (has(region)) {
        continue;
      }
      while (at <= hops.maxDepth && open[at] == 0) {
        at++;
      }
      if (at > hops.maxDepth) {
        break;
      }
      open[at]--;
      open[at + 1] += hops.fanOut[region];
      count++;
    }
    return count;
  }

  /** How many regions are fed, without the source. */
  int reached() {
    return reached;
  }

  int parent(int region) {
    return parent[region];
  }

  int[] parents() {
    return parent.clone();
  }

  int depth(int region) {
    return depth[region];
  }

  /** How many more the region may feed. */
  int spare(int region) {
    return spare[region];
  }

  /** Whether each of two regions may feed as many as the other one feeds. */
  boolean couldTrade(int a, int b) {
    return hops.fanOut[a] - spare[a] <= hops.fanOut[b]
        && hops.fanOut[b] - spare[b] <= hops.fanOut[a];
  }

  /** {@code region} and those by which it is fed, without the source. */
  IntStream above(int region) {
    return IntStream.iterate(region, at -> at > Hops.SOURCE, at -> parent[at]);
  }

  /** Whether {@code region} is {@code top} or is fed through it. */
  boolean below(int top, int region) {
    int at = region;
    while (at != top && at != Hops.NONE) {
      at = parent[at];
    }
    return at == top;
  }

  /** The region by which the source feeds {@code region}; the source for itself. */
  int branch(int region) {
    return above(region).reduce(Hops.SOURCE, (below, at) -> at);
  }

  /** Hops from {@code region} down to the farthest one that is fed through it. */
  int height(int region) {
    int deepest = depth[region];
    for (int other = 0; other < hops.size; other++) {
      if (depth[other] > deepest && below(region, other)) {
        deepest = depth[other];
      }
    }
    return deepest - depth[region];
  }

  /** Of all hops. */
  long cost() {
    long sum = 0;
    for (int region = 1; region < hops.size; region++) {
      sum += parent[region] == Hops.NONE ? 0 : hops.cost(parent[region], region);
    }
    return sum;
  }

  /** Whether it feeds more regions than {@code other}, or as many for less. */
  boolean betterThan(Layout other, Hops by) {
    return reached != other.reached
        ? reached > other.reached
        : by.charged(parent) < by.charged(other.parent);
  }
}
