package io.roomfleet.orchestrator.placement.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Fleets of regions that lie on a map of continents, each way with a price of its own. */
final class RandomNeed {
  private static final double[] EGRESS = {0.02, 0.05, 0.08, 0.09};

  private RandomNeed() {}

  /** As a seed has it, with few or no limits by chance. */
  static RelayNeed of(long seed, int regions) {
    Random random = new Random(seed);
    int widest = 1 + random.nextInt(4);
    int depth = random.nextInt(3) == 0 ? regions : 1 + random.nextInt(4);
    return of(random, regions, widest, depth, 0.005 * random.nextInt(3));
  }

  /** Nothing in the way but that some feed no others. */
  static RelayNeed unlimited(long seed, int regions) {
    return of(new Random(seed), regions, regions + 1, regions + 1, 0.004);
  }

  private static RelayNeed of(Random random, int regions, int widest, int depth, double movePrice) {
    double[][] price = new double[regions + 1][regions + 1];
    double[][] delay = new double[regions + 1][regions + 1];
    double[] x = random.doubles(regions + 1, 0, 100).toArray();
    double[] y = random.doubles(regions + 1, 0, 100).toArray();
    for (int from = 0; from <= regions; from++) {
      double egress = EGRESS[random.nextInt(EGRESS.length)];
      for (int to = 0; to <= regions; to++) {
        double way = Math.hypot(x[from] - x[to], y[from] - y[to]);
        price[from][to] = way < 25 ? egress / 4 : egress + 0.01 * random.nextInt(3);
        delay[from][to] = 2 + way * 1.5;
      }
    }
    List<RelayNeed.Region> all = new ArrayList<>();
    for (int i = 0; i <= regions; i++) {
      boolean roomy = widest > regions;
      int fanOut = roomy ? widest : random.nextInt(widest + 1) + (i == 0 ? 1 : 0);
      all.add(new RelayNeed.Region(name(i), fanOut, random.nextInt(6) > 0));
    }
    return new RelayNeed(
        all.get(0),
        all.subList(1, all.size()),
        (from, to) -> price[number(from)][number(to)],
        (from, to) -> delay[number(from)][number(to)],
        new RelayNeed.Policy(0.0002, depth, movePrice));
  }

  static String name(int number) {
    return "r%03d".formatted(number);
  }

  private static int number(String name) {
    return Integer.parseInt(name.substring(1));
  }
}
