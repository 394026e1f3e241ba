package io.roomfleet.orchestrator.placement.relay;

import io.roomfleet.orchestrator.placement.relay.RelayTree.Feed;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Plans which region feeds which with a line.
 *
 * <ol>
 *   <li>Each region that needs the line is fed by one other, and pays for that hop: its price and
 *       its delay. The tree is the one in which all pay the least together.
 *   <li>No region feeds more than it may, none is farther from the source than is allowed, and one
 *       that is drained feeds none. Where not all can be fed within these limits, as many as can be
 *       are, first those that are fed now.
 *   <li>Where no limit is in its way the tree is exact ({@link Arborescence}), else it is the best
 *       that a search finds ({@link TreeSearch}).
 *   <li>A region gets another parent than it has now only where the tree gains more by it than the
 *       price of a move.
 *   <li>Then each region gets a backup parent ({@link Backups}). It costs nothing while it is not
 *       read, so the tree does not bend for it.
 * </ol>
 *
 * <p>The same need gives the same tree, and a tree that was planned and runs stays while the need
 * does.
 */
public final class RelayTreePlanner {
  private final Hops anew;
  private @Nullable Layout fresh;

  private RelayTreePlanner(RelayNeed need) {
    this.anew = Hops.of(need);
  }

  /**
   * Plans.
   *
   * @param running the tree that runs now, of whatever need it was made; null for none
   * @throws IllegalArgumentException when a price or a delay is not a number from 0 to 10,000
   */
  public static RelayTree plan(RelayNeed need, @Nullable RelayTree running) {
    return new RelayTreePlanner(need).plan(running);
  }

  private RelayTree plan(@Nullable RelayTree running) {
    int[] before = numbers(running, Feed::primary);
    Layout tree = settled(before);
    Backups backups = Backups.of(anew, tree, numbers(running, Feed::backup));
    Reasons reasons = new Reasons(anew.where(before), tree);
    Map<String, Feed> feeds = new TreeMap<>();
    for (int region = 0; region < anew.size; region++) {
      feeds.put(
          anew.name(region),
          new Feed(
              anew.nameOrNull(tree.parent(region)),
              reasons.ofPrimary(region),
              anew.nameOrNull(backups.backup(region)),
              backups.reason(region)));
    }
    return new RelayTree(anew.name(Hops.SOURCE), feeds, anew.price(tree.cost()));
  }

  private int[] numbers(@Nullable RelayTree running, Function<Feed, @Nullable String> parent) {
    int[] numbers = new int[anew.size];
    Arrays.fill(numbers, Hops.NONE);
    if (running != null) {
      for (int region = 1; region < anew.size; region++) {
        Feed feed = running.feeds().get(anew.name(region));
        numbers[region] = feed == null ? Hops.NONE : anew.number(parent.apply(feed));
      }
    }
    return numbers;
  }

  /**
   * The tree that would not be changed again if it ran. Each step but the last one pays for its
   * moves, so all of them together do.
   */
  private Layout settled(int[] running) {
    Layout tree = step(running);
    for (int[] now = running; !Arrays.equals(now, tree.parents()); ) {
      now = tree.parents();
      tree = step(now);
    }
    return tree;
  }

  private Layout step(int[] running) {
    Hops hops = anew.where(running);
    Layout exact = Layout.exactly(hops, unlimited(hops));
    if (exact != null) {
      return exact;
    }
    if (fresh == null) {
      fresh = fresh();
    }
    TreeSearch search = new TreeSearch(hops);
    Layout kept = search.descend(search.grow(running));
    Layout changed = search.descend(fresh);
    return changed.betterThan(kept, hops) ? changed : kept;
  }

  private Layout fresh() {
    TreeSearch search = new TreeSearch(anew);
    int[] none = new int[anew.size];
    Arrays.fill(none, Hops.NONE);
    Layout grown = search.descend(search.grow(none));
    Layout bent = search.descend(search.grow(unlimited(anew)));
    return search.shake(bent.betterThan(grown, anew) ? bent : grown);
  }

  /** The parents in the cheapest tree without limits; nobody's when the source may feed nobody. */
  private static int[] unlimited(Hops hops) {
    if (hops.fanOut[Hops.SOURCE] == 0) {
      int[] none = new int[hops.size];
      Arrays.fill(none, Hops.NONE);
      return none;
    }
    long[][] cost = new long[hops.size][hops.size];
    for (int from = 0; from < hops.size; from++) {
      for (int to = 0; to < hops.size; to++) {
        cost[from][to] = hops.mayBe(from, to) ? hops.charged(from, to) : Arborescence.NEVER;
      }
    }
    return Arborescence.of(cost, Hops.SOURCE);
  }
}
