package io.roomfleet.orchestrator.placement.plan;

import java.util.Arrays;
import java.util.Random;

/**
 * Made-up fleets in which an evening's load is uneven: regions and markets lie on a globe, markets
 * are larger and smaller, each is as busy as its local hour, audiences follow Zipf's law up to what
 * one agent may carry, and some of them may only be served from regions of their own zone. The same
 * seed makes the same fleet.
 */
public final class RandomFleet {
  private static final int MARKETS = 80;

  /** 0.8 is between what is told of video on demand (0.6 to 0.8) and of live rooms (0.8 to 1.2). */
  private static final double ZIPF = 0.8;

  private static final double LARGEST = 6_000;

  /** Zones of residency: each a sector of the globe with as many regions as the others. */
  private static final int ZONES = 3;

  /** The share of items that may not leave their market's zone. */
  private static final double RESIDENT = 0.25;

  /** Ladders: transcode units, Mbit/s of all renditions, Mbit/s of the best. */
  private static final double[][] LADDERS = {
    {0.11, 1.2, 0.8}, {0.36, 3, 2}, {0.8, 6, 3.5}, {1.5, 9, 5}, {3, 15, 8}
  };

  private final Random random;
  private final int items;
  private final int regions;
  private final double[][] place;
  private final double[] price;
  private final int[] zone;
  private final double[][] need;
  private final double[] cost;

  private RandomFleet(long seed, int items, int regions) {
    this.random = new Random(seed);
    this.items = items;
    this.regions = regions;
    this.place = new double[regions][];
    this.price = new double[regions];
    this.zone = new int[regions];
    this.need = new double[Problem.SIDES][items];
    this.cost = new double[items * regions];
  }

  /**
   * A fleet of which nothing runs yet.
   *
   * @param use share of all regions' capacity that is asked for, on each side, before one is lost
   * @param lost a region without capacity, -1 for none
   */
  public static Problem of(long seed, int items, int regions, double use, int lost) {
    RandomFleet fleet = new RandomFleet(seed, items, regions);
    fleet.makeRegions();
    fleet.makeItems();
    int[] now = new int[items];
    Arrays.fill(now, Problem.NOWHERE);
    return fleet.problem(use, lost, now, items);
  }

  /**
   * The fleet of which that plan runs, some time later.
   *
   * @param drift by which costs have changed, as a share of each (standard deviation)
   * @param movePrice added to what an item costs anywhere but where it runs
   * @param budget most moves
   */
  public static Problem later(
      Problem fleet, int[] runs, double drift, double movePrice, int budget, long seed) {
    Random random = new Random(seed);
    double[] drifted = new double[fleet.items * fleet.regions];
    for (int k = 0; k < drifted.length; k++) {
      int item = k / fleet.regions;
      int region = k % fleet.regions;
      boolean elsewhere = runs[item] != Problem.NOWHERE && runs[item] != region;
      drifted[k] = fleet.costOf(item, region) * (1 + drift * random.nextGaussian());
      drifted[k] += elsewhere ? movePrice : 0;
    }
    return new Problem(need(fleet), capacity(fleet, 1), drifted, nowhere(fleet), runs, budget);
  }

  /** The same fleet with so many times the capacity. */
  public static Problem larger(Problem fleet, double factor) {
    double[] cost = new double[fleet.items * fleet.regions];
    Arrays.setAll(cost, k -> fleet.costOf(k / fleet.regions, k % fleet.regions));
    return new Problem(
        need(fleet), capacity(fleet, factor), cost, nowhere(fleet), fleet.now, fleet.budget);
  }

  private static double[][] need(Problem fleet) {
    double[][] need = new double[Problem.SIDES][fleet.items];
    for (int side = 0; side < Problem.SIDES; side++) {
      int column = side;
      Arrays.setAll(need[side], item -> fleet.needOf(item, column));
    }
    return need;
  }

  private static double[][] capacity(Problem fleet, double factor) {
    double[][] capacity = new double[Problem.SIDES][fleet.regions];
    for (int side = 0; side < Problem.SIDES; side++) {
      int column = side;
      Arrays.setAll(
          capacity[side], region -> Math.floor(fleet.capacityOf(region, column) * factor));
    }
    return capacity;
  }

  private static double[] nowhere(Problem fleet) {
    double[] nowhere = new double[fleet.items];
    Arrays.setAll(nowhere, item -> fleet.costOf(item, Problem.NOWHERE));
    return nowhere;
  }

  private void makeRegions() {
    for (int region = 0; region < regions; region++) {
      place[region] = new double[] {120 * random.nextDouble() - 60, 360 * random.nextDouble()};
      price[region] = 0.5 + random.nextDouble();
    }
    for (int region = 0; region < regions; region++) {
      double longitude = place[region][1];
      long west = Arrays.stream(place).filter(other -> other[1] < longitude).count();
      zone[region] = (int) (west * ZONES / regions);
    }
  }

  private void makeItems() {
    double[][] markets = new double[MARKETS][];
    int[] zones = new int[MARKETS];
    double[] weight = new double[MARKETS];
    for (int market = 0; market < MARKETS; market++) {
      int home = random.nextInt(regions);
      double[] near = place[home];
      zones[market] = zone[home];
      markets[market] =
          new double[] {near[0] + 8 * random.nextGaussian(), near[1] + 12 * random.nextGaussian()};
      double localHour = (20 + markets[market][1] / 15) % 24;
      double busy = 0.15 + Math.exp(-Math.pow(hoursApart(localHour, 21) / 4, 2));
      weight[market] = busy * (0.02 + Math.pow(random.nextDouble(), 3));
    }
    double all = Arrays.stream(weight).sum();
    for (int item = 0; item < items; item++) {
      double dart = random.nextDouble() * all;
      int market = 0;
      while (market < MARKETS - 1 && dart > weight[market]) {
        dart -= weight[market++];
      }
      makeItem(item, markets[market], zones[market]);
    }
  }

  private static double hoursApart(double a, double b) {
    double hours = Math.abs(a - b) % 24;
    return Math.min(hours, 24 - hours);
  }

  private void makeItem(int item, double[] market, int home) {
    double viewers =
        Math.min(LARGEST, 32.0 * items / Math.pow(1 + random.nextInt(items), ZIPF))
            + 20 * random.nextDouble();
    double[] ladder = LADDERS[random.nextInt(LADDERS.length)];
    need[0][item] = Math.round(ladder[0] * 1000);
    need[1][item] = Math.round((ladder[1] + 0.02 * viewers * ladder[2]) * 1100);
    need[2][item] = 1;
    boolean resident = random.nextDouble() < RESIDENT;
    for (int region = 0; region < regions; region++) {
      double millis = 5 + degrees(market, place[region]);
      boolean allowed = !resident || zone[region] == home;
      cost[item * regions + region] =
          allowed
              ? 0.5 + 0.001 * viewers * ladder[2] * price[region] + 0.0004 * viewers * millis
              : Double.POSITIVE_INFINITY;
    }
  }

  /** Of the great circle between two places: 1 ms of light in glass there and back each. */
  private static double degrees(double[] a, double[] b) {
    double lat1 = Math.toRadians(a[0]);
    double lat2 = Math.toRadians(b[0]);
    double cosine =
        Math.sin(lat1) * Math.sin(lat2)
            + Math.cos(lat1) * Math.cos(lat2) * Math.cos(Math.toRadians(a[1] - b[1]));
    return Math.toDegrees(Math.acos(Math.max(-1, Math.min(1, cosine))));
  }

  private Problem problem(double use, int lost, int[] now, int budget) {
    double[] share = new double[regions];
    for (int region = 0; region < regions; region++) {
      share[region] = 0.4 + random.nextDouble();
    }
    double[][] capacity = new double[Problem.SIDES][regions];
    for (int side = 0; side < Problem.SIDES; side++) {
      double[] odd = new double[regions];
      for (int region = 0; region < regions; region++) {
        odd[region] = share[region] * (0.9 + 0.2 * random.nextDouble());
      }
      double have = Arrays.stream(need[side]).sum() / use / Arrays.stream(odd).sum();
      for (int region = 0; region < regions; region++) {
        capacity[side][region] = region == lost ? 0 : Math.floor(odd[region] * have);
      }
    }
    double dearest = Arrays.stream(cost).filter(Double::isFinite).max().orElse(1);
    double[] nowhere = new double[items];
    Arrays.fill(nowhere, 3 * dearest);
    return new Problem(need, capacity, cost, nowhere, now, budget);
  }
}
