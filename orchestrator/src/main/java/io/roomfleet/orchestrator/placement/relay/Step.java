package io.roomfleet.orchestrator.placement.relay;

/**
 * The ways in which a search changes a tree, each for two regions v and w. They are given by the
 * parent of each region, and do not look at limits of depth.
 */
enum Step {
  /** v is fed by w. */
  HANG {
    @Override
    boolean mayFit(Layout tree, int v, int w) {
      return v != Hops.SOURCE && tree.has(v) && tree.spare(w) > 0 && !tree.below(v, w);
    }

    @Override
    long gain(Hops hops, int[] parent, int v, int w) {
      return hops.charged(parent[v], v) - hops.charged(w, v);
    }

    @Override
    void apply(int[] parent, int v, int w) {
      parent[v] = w;
    }
  },
  /** v and w change parents, with all that is fed through them. */
  SWAP {
    @Override
    boolean mayFit(Layout tree, int v, int w) {
      return v < w && bothFed(tree, v, w) && !tree.below(v, w) && !tree.below(w, v);
    }

    @Override
    long gain(Hops hops, int[] parent, int v, int w) {
      return hops.charged(parent[v], v)
          + hops.charged(parent[w], w)
          - hops.charged(parent[w], v)
          - hops.charged(parent[v], w);
    }

    @Override
    void apply(int[] parent, int v, int w) {
      int of = parent[v];
      parent[v] = parent[w];
      parent[w] = of;
    }
  },
  /** v takes the place of w, and feeds it. */
  SLIP_IN {
    @Override
    boolean mayFit(Layout tree, int v, int w) {
      return bothFed(tree, v, w) && tree.spare(v) > 0 && !tree.below(v, w);
    }

    @Override
    long gain(Hops hops, int[] parent, int v, int w) {
      return hops.charged(parent[v], v)
          + hops.charged(parent[w], w)
          - hops.charged(parent[w], v)
          - hops.charged(v, w);
    }

    @Override
    void apply(int[] parent, int v, int w) {
      parent[v] = parent[w];
      parent[w] = v;
    }
  },
  /** v and w change places, and each feeds what the other fed; one of them may have had none. */
  TRADE {
    @Override
    boolean mayFit(Layout tree, int v, int w) {
      return v != Hops.SOURCE && v < w && (tree.has(v) || tree.has(w)) && tree.couldTrade(v, w);
    }

    @Override
    long gain(Hops hops, int[] parent, int v, int w) {
      int[] next = parent.clone();
      apply(next, v, w);
      long gain = 0;
      for (int i = 1; i < parent.length; i++) {
        gain += next[i] == parent[i] ? 0 : hops.charged(parent[i], i) - hops.charged(next[i], i);
      }
      return gain;
    }

    @Override
    void apply(int[] parent, int v, int w) {
      for (int i = 0; i < parent.length; i++) {
        parent[i] = parent[i] == v ? w : parent[i] == w ? v : parent[i];
      }
      SWAP.apply(parent, v, w);
    }
  };

  /** Whether it makes sense, and keeps the fan-outs; not sure yet if depth is kept. */
  abstract boolean mayFit(Layout tree, int v, int w);

  /** By how much it makes the tree cheaper, moves counted. */
  abstract long gain(Hops hops, int[] parent, int v, int w);

  abstract void apply(int[] parent, int v, int w);

  private static boolean bothFed(Layout tree, int v, int w) {
    return v != w && v != Hops.SOURCE && w != Hops.SOURCE && tree.has(v) && tree.has(w);
  }
}
