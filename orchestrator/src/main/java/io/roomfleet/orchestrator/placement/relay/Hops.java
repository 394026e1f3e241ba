package io.roomfleet.orchestrator.placement.relay;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The regions by number, the source first, and what each hop costs, in whole numbers: a millionth
 * of the price's unit is {@link #grain}, and what is less is no difference. So sums are exact, and
 * the same tree costs the same in whatever order it is added up.
 */
final class Hops {
  static final int SOURCE = 0;

  /** Stands for no region. */
  static final int NONE = -1;

  private static final double PARTS = 1e6;

  final int size;
  final int maxDepth;

  /** How many others each region may feed. */
  final int[] fanOut;

  /** Regions but the source, those that may feed the most first. */
  final int[] widestFirst;

  /** Hops that may be, as {@code from * size + to}, the cheapest first, moves counted. */
  final int[] cheapestFirst;

  private final String[] names;
  private final boolean[] mayFeed;
  private final long[][] cost;
  private final int[] running;
  private final long move;
  private final long most; // that any hop costs
  private final long grain;

  private Hops(Hops like, int[] running) {
    this.size = like.size;
    this.maxDepth = like.maxDepth;
    this.fanOut = like.fanOut;
    this.widestFirst = like.widestFirst;
    this.names = like.names;
    this.mayFeed = like.mayFeed;
    this.cost = like.cost;
    this.move = like.move;
    this.most = like.most;
    this.grain = like.grain;
    this.running = running;
    this.cheapestFirst = sorted();
  }

  private Hops(RelayNeed need) {
    List<RelayNeed.Region> others =
        need.regions().stream().sorted(Comparator.comparing(RelayNeed.Region::id)).toList();
    size = others.size() + 1;
    grain = size;
    maxDepth = Math.min(need.policy().maxDepth(), size);
    move = whole(need.policy().movePrice()) + 1;
    names = new String[size];
    mayFeed = new boolean[size];
    fanOut = new int[size];
    cost = new long[size][size];
    running = new int[size];
    for (int i = 0; i < size; i++) {
      RelayNeed.Region region = i == SOURCE ? need.source() : others.get(i - 1);
      names[i] = region.id();
      mayFeed[i] = i == SOURCE || region.mayFeed();
      fanOut[i] = mayFeed[i] ? Math.min(region.maxFanOut(), size) : 0;
      running[i] = NONE;
    }
    for (int from = 0; from < size; from++) {
      for (int to = 1; to < size; to++) {
        cost[from][to] = from == to ? 0 : whole(need.cost(names[from], names[to]));
      }
    }
    most = Arrays.stream(cost).flatMapToLong(Arrays::stream).max().orElse(0);
    widestFirst = byRank(IntStream.range(1, size), Comparator.comparingInt(i -> -fanOut[i]));
    cheapestFirst = sorted();
  }

  /** Those of {@code need}, with nothing running. */
  static Hops of(RelayNeed need) {
    return new Hops(need);
  }

  /** The same where the regions have these parents now, {@link #NONE} for those that have none. */
  Hops where(int[] parents) {
    return new Hops(this, parents.clone());
  }

  private int[] sorted() {
    return byRank(
        IntStream.range(0, size * size).filter(hop -> mayBe(hop / size, hop % size)),
        Comparator.comparingLong(hop -> charged(hop / size, hop % size)));
  }

  private static int[] byRank(IntStream numbers, Comparator<Integer> rank) {
    return numbers
        .boxed()
        .sorted(rank.thenComparing(Comparator.naturalOrder()))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private long whole(double price) {
    return Math.round(price * PARTS) * grain;
  }

  /** In the price's unit again. */
  double price(long cost) {
    return (double) cost / grain / PARTS;
  }

  /** Whether {@code from} may feed {@code to} at all. */
  boolean mayBe(int from, int to) {
    return to != SOURCE && from != to && fanOut[from] > 0;
  }

  /** What a hop costs. */
  long cost(int from, int to) {
    return cost[from][to];
  }

  /**
   * The same with the price of the move, if it is one. The least above nothing is added to each
   * move, so that nothing moves for no gain. That a region is not fed any more costs more than any
   * tree can gain by it.
   *
   * @param from {@link #NONE} when it is not fed
   */
  long charged(int from, int to) {
    if (from == NONE) {
      return running[to] == NONE ? 0 : size * 2 * (most + move);
    }
    return cost[from][to] + charge(running[to], from);
  }

  /** That of a whole tree, given by the parent of each region. */
  long charged(int[] parents) {
    long sum = 0;
    for (int to = 1; to < size; to++) {
      sum += charged(parents[to], to);
    }
    return sum;
  }

  /** What it costs to read from {@code next} instead of {@code now}. */
  long charge(int now, int next) {
    return now == NONE || now == next ? 0 : move;
  }

  int running(int region) {
    return running[region];
  }

  boolean mayFeed(int region) {
    return mayFeed[region];
  }

  String name(int region) {
    return names[region];
  }

  /** Null for {@link #NONE}. */
  @Nullable String nameOrNull(int region) {
    return region == NONE ? null : names[region];
  }

  /** The number of a region; {@link #NONE} when it does not need the line any more. */
  int number(@Nullable String name) {
    return name == null ? NONE : List.of(names).indexOf(name);
  }
}
