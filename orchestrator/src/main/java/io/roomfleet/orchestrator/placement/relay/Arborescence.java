package io.roomfleet.orchestrator.placement.relay;

import java.util.Arrays;

/**
 * The cheapest tree by which a root reaches all nodes, without limits: exact, by contracting cycles
 * (Y. Chu and T. Liu 1965, J. Edmonds 1967), in at most n rounds of n&sup2; steps.
 */
final class Arborescence {
  /** A hop that may not be. */
  static final long NEVER = Long.MAX_VALUE / 4;

  private Arborescence() {}

  /**
   * The parent of each node, {@link Hops#NONE} for the root.
   *
   * @param cost {@code [from][to]}; each node must be reachable from the root
   */
  static int[] of(long[][] cost, int root) {
    int[] parent = cheapestParents(cost, root);
    int[] cycle = cycle(parent);
    if (cycle.length == 0) {
      return parent;
    }
    return new Contraction(cost, parent, cycle).solve(root);
  }

  private static int[] cheapestParents(long[][] cost, int root) {
    int[] parent = new int[cost.length];
    for (int to = 0; to < cost.length; to++) {
      parent[to] = Hops.NONE;
      for (int from = 0; to != root && from < cost.length; from++) {
        if (from != to
            && cost[from][to] < NEVER
            && (parent[to] == Hops.NONE || cost[from][to] < cost[parent[to]][to])) {
          parent[to] = from;
        }
      }
    }
    return parent;
  }

  /** The nodes of a cycle; empty when there is none. */
  private static int[] cycle(int[] parent) {
    int[] walk = new int[parent.length];
    for (int start = 0; start < parent.length; start++) {
      int at = start;
      while (at != Hops.NONE && walk[at] == 0) {
        walk[at] = start + 1;
        at = parent[at];
      }
      if (at != Hops.NONE && walk[at] == start + 1) {
        int[] nodes = {at};
        for (int next = parent[at]; next != at; next = parent[next]) {
          nodes = Arrays.copyOf(nodes, nodes.length + 1);
          nodes[nodes.length - 1] = next;
        }
        return nodes;
      }
    }
    return new int[0];
  }

  /** The same graph with one node in place of a cycle, the last one. */
  private static final class Contraction {
    private final long[][] cost;
    private final int[] parent;
    private final boolean[] inCycle;
    private final int[] outer; // number here -> number there
    private final int one;
    private final int[] entry; // by number there: where in the cycle it is best entered from it
    private final int[] exit; // by number there: from where in the cycle it is best reached

    Contraction(long[][] cost, int[] parent, int[] cycle) {
      this.cost = cost;
      this.parent = parent;
      this.inCycle = new boolean[cost.length];
      for (int node : cycle) {
        inCycle[node] = true;
      }
      this.outer = new int[cost.length];
      this.one = cost.length - cycle.length;
      int next = 0;
      for (int node = 0; node < cost.length; node++) {
        outer[node] = inCycle[node] ? one : next++;
      }
      this.entry = new int[one + 1];
      this.exit = new int[one + 1];
    }

    private long[][] contracted() {
      long[][] less = new long[one + 1][one + 1];
      for (long[] row : less) {
        Arrays.fill(row, NEVER);
      }
      for (int from = 0; from < cost.length; from++) {
        for (int to = 0; to < cost.length; to++) {
          if (from == to || cost[from][to] >= NEVER || (inCycle[from] && inCycle[to])) {
            continue;
          }
          // To enter the cycle at a node saves the hop by which the cycle reaches it.
          long by = cost[from][to] - (inCycle[to] ? cost[parent[to]][to] : 0);
          if (by < less[outer[from]][outer[to]]) {
            less[outer[from]][outer[to]] = by;
            if (inCycle[to]) {
              entry[outer[from]] = to;
            } else if (inCycle[from]) {
              exit[outer[to]] = from;
            }
          }
        }
      }
      return less;
    }

    int[] solve(int root) {
      int[] tree = Arborescence.of(contracted(), outer[root]);
      int[] inner = new int[one];
      for (int node = 0; node < cost.length; node++) {
        if (!inCycle[node]) {
          inner[outer[node]] = node;
        }
      }
      int[] all = parent.clone();
      for (int there = 0; there < one; there++) {
        int from = tree[there];
        all[inner[there]] = from == Hops.NONE ? Hops.NONE : from == one ? exit[there] : inner[from];
      }
      all[entry[tree[one]]] = inner[tree[one]];
      return all;
    }
  }
}
