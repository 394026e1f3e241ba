package io.roomfleet.orchestrator.placement.relay;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A backup parent for each region, such that when any one region is lost, those that it fed read
 * their backups, and what results is a tree within all limits again. Those farther down read on
 * where they did.
 *
 * <ol>
 *   <li>Best is a parent whose own way from the source has no region in common with that of the
 *       primary.
 *   <li>Next is one that has, but not the primary itself.
 *   <li>Last is one that is fed through the primary too, and will have been brought back by a
 *       backup of another region.
 *   <li>Of several the one whose hop costs the least; the present one stays unless another gains
 *       more than the price of a move.
 * </ol>
 *
 * <p>Of the regions that lose their parent together those with the longest way below them are
 * served first, since they have the fewest places to go. So as many as can be get a backup of the
 * first kind.
 */
final class Backups {
  private final Hops hops;
  private final Layout tree;
  private final int[] running;
  private final int[] backup;
  private final String[] reason;

  private Backups(Hops hops, Layout tree, int[] running) {
    this.hops = hops;
    this.tree = tree;
    this.running = running;
    this.backup = new int[hops.size];
    this.reason = new String[hops.size];
    Arrays.fill(backup, Hops.NONE);
    Arrays.fill(reason, "it is not fed");
    reason[Hops.SOURCE] = "it takes the line in";
  }

  /**
   * @param running the backups that there are now
   */
  static Backups of(Hops hops, Layout tree, int[] running) {
    Backups backups = new Backups(hops, tree, running);
    // Without the source there is nothing to read; but the way to one of its regions may be cut.
    for (int region : backups.fedBy(Hops.SOURCE)) {
      backups.new Loss(Hops.NONE, List.of(region)).mend();
    }
    for (int lost = 1; lost < hops.size; lost++) {
      List<Integer> fed = backups.fedBy(lost);
      if (!fed.isEmpty()) {
        backups.new Loss(lost, fed).mend();
      }
    }
    return backups;
  }

  /** Those with the longest way below them first. */
  private List<Integer> fedBy(int parent) {
    return IntStream.range(1, hops.size)
        .filter(region -> tree.parent(region) == parent)
        .boxed()
        .sorted(
            Comparator.<Integer>comparingInt(region -> -tree.height(region))
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  /** {@link Hops#NONE} for none. */
  int backup(int region) {
    return backup[region];
  }

  String reason(int region) {
    return reason[region];
  }

  /** What is done when a region is lost, or a hop is cut. */
  private final class Loss {
    private final List<Integer> cutOff;
    private final int primary;

    /** Of the regions that get the line in spite of it; {@link Hops#NONE} for the others. */
    private final int[] depth;

    private final int[] spare;

    /**
     * @param lost {@link Hops#NONE} when a hop is cut
     * @param cutOff those that lose their parent, the same one
     */
    Loss(int lost, List<Integer> cutOff) {
      this.cutOff = cutOff;
      this.primary = tree.parent(cutOff.get(0));
      this.depth = new int[hops.size];
      this.spare = new int[hops.size];
      for (int region = 0; region < hops.size; region++) {
        boolean gone = !tree.has(region) || region == lost || isCutOff(region);
        depth[region] = gone ? Hops.NONE : tree.depth(region);
        spare[region] = tree.spare(region);
      }
      if (lost != Hops.NONE) {
        spare[tree.parent(lost)]++;
      }
    }

    private boolean isCutOff(int region) {
      return cutOff.stream().anyMatch(top -> tree.below(top, region));
    }

    void mend() {
      int branch = tree.branch(cutOff.get(0));
      assign(from -> from == Hops.SOURCE || tree.branch(from) != branch);
      assign(from -> !isCutOff(from));
      assign(from -> true);
      for (int region : cutOff) {
        if (backup[region] == Hops.NONE) {
          reason[region] = whyNone(region);
        }
      }
    }

    private void assign(IntPredicate fits) {
      for (boolean more = true; more; ) {
        more = false;
        for (int region : cutOff) {
          int from = backup[region] == Hops.NONE ? cheapest(region, fits) : Hops.NONE;
          if (from != Hops.NONE) {
            take(from, region);
            more = true;
          }
        }
      }
    }

    private int cheapest(int region, IntPredicate fits) {
      int deepest = hops.maxDepth - 1 - tree.height(region);
      return IntStream.range(0, hops.size)
          .filter(from -> from != primary && depth[from] != Hops.NONE && depth[from] <= deepest)
          .filter(from -> spare[from] > 0 && fits.test(from))
          .boxed()
          .min(Comparator.comparingLong(from -> charged(from, region)))
          .orElse(Hops.NONE);
    }

    private long charged(int from, int region) {
      return hops.cost(from, region) + hops.charge(running[region], from);
    }

    private void take(int from, int region) {
      backup[region] = from;
      reason[region] = why(from);
      spare[from]--;
      for (int below = 1; below < hops.size; below++) {
        if (tree.has(below) && tree.below(region, below)) {
          depth[below] = depth[from] + 1 + tree.depth(below) - tree.depth(region);
        }
      }
    }

    private String why(int from) {
      if (isCutOff(from)) {
        return "is fed through " + hops.name(primary) + " too, and is back by its backup then";
      }
      String shared =
          tree.above(from)
              .filter(r -> tree.below(r, primary))
              .mapToObj(hops::name)
              .collect(Collectors.joining(", "));
      return shared.isEmpty()
          ? "shares no region with the way by " + hops.name(primary)
          : "shares " + shared + " with the way by " + hops.name(primary) + "; no other has room";
    }

    private String whyNone(int region) {
      boolean others =
          IntStream.range(0, hops.size).anyMatch(r -> r != primary && depth[r] != Hops.NONE);
      return others ? "no other region has room for it" : "all others are fed through it";
    }
  }
}
