package io.roomfleet.orchestrator.placement.relay;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Cheap trees within limits of fan-out and depth; to find the cheapest is NP-hard. A tree is grown
 * hop by hop, then changed step by step while that makes it cheaper, then changed by chance and
 * again made cheaper, some times over. Chance has a fixed seed.
 */
final class TreeSearch {
  private static final long SEED = 21;

  /** Changes by chance before a tree is made cheaper again. */
  private static final int KICKS = 3;

  private final Hops hops;

  TreeSearch(Hops hops) {
    this.hops = hops;
  }

  /**
   * A tree that feeds as many regions as can be: hop by hop, always the cheapest one that leaves
   * room for the rest.
   *
   * @param wished parents of regions that are taken first where that can be
   */
  Layout grow(int[] wished) {
    Layout layout = Layout.empty(hops);
    int most = layout.most();
    while (add(layout, most, wished)) {
      // as long as there are any
    }
    while (layout.reached() < most) {
      add(layout, most, null);
    }
    return layout;
  }

  private boolean add(Layout layout, int most, int @Nullable [] wished) {
    for (int hop : hops.cheapestFirst) {
      int from = hop / hops.size;
      int to = hop % hops.size;
      if ((wished == null || wished[to] == from)
          && layout.canTake(from, to)
          && leavesRoom(layout, from, to, most)) {
        layout.take(from, to);
        return true;
      }
    }
    return false;
  }

  private static boolean leavesRoom(Layout layout, int from, int to, int most) {
    Layout then = layout.copy();
    then.take(from, to);
    return then.most() == most;
  }

  /** Takes the best step again and again, until none makes it cheaper. */
  Layout descend(Layout from) {
    Layout at = from;
    for (Layout next = bestStep(at); next != null; next = bestStep(at)) {
      at = next;
    }
    return at;
  }

  private @Nullable Layout bestStep(Layout from) {
    int[] now = from.parents();
    long best = 0;
    Layout found = null;
    for (Step step : Step.values()) {
      for (int v = 1; v < hops.size; v++) {
        for (int w = 0; w < hops.size; w++) {
          if (step.mayFit(from, v, w) && step.gain(hops, now, v, w) > best) {
            Layout next = after(from, step, v, w);
            if (next != null) {
              found = next;
              best = step.gain(hops, now, v, w);
            }
          }
        }
      }
    }
    return found;
  }

  private @Nullable Layout after(Layout from, Step step, int v, int w) {
    int[] parents = from.parents();
    step.apply(parents, v, w);
    return Layout.exactly(hops, parents);
  }

  /** Changes a tree by chance and makes it cheaper again, many times; answers the cheapest. */
  Layout shake(Layout from) {
    SplittableRandom random = new SplittableRandom(SEED);
    Layout best = from;
    int rounds = 40 + 2000 / hops.size;
    for (int round = 0; round < rounds && best.reached() > 0; round++) {
      Layout next = descend(random.nextBoolean() ? stepped(best, random) : regrown(best, random));
      best = next.betterThan(best, hops) ? next : best;
    }
    return best;
  }

  private Layout stepped(Layout from, SplittableRandom random) {
    Layout at = from;
    for (int kick = 0; kick < KICKS; kick++) {
      Step step = Step.values()[random.nextInt(Step.values().length)];
      int v = 1 + random.nextInt(hops.size - 1);
      int w = random.nextInt(hops.size);
      Layout next = step.mayFit(at, v, w) ? after(at, step, v, w) : null;
      at = next == null ? at : next;
    }
    return at;
  }

  private Layout regrown(Layout from, SplittableRandom random) {
    int[] wished = from.parents();
    for (int kick = 0; kick < KICKS; kick++) {
      wished[1 + random.nextInt(hops.size - 1)] = random.nextInt(hops.size);
    }
    return grow(wished);
  }
}
