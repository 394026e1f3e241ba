package io.roomfleet.orchestrator.placement.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FleetPlannerTest {
  /**
   * What a small fleet's plan may cost above the least that any plan costs: its items are large
   * beside its regions.
   */
  private static final double GAP = 0.005;

  private static void checkBooks(Problem p, FleetPlanner.Plan plan) {
    checkBooks(p, plan, p.budget());
  }

  private static void checkBooks(Problem p, FleetPlanner.Plan plan, int mostMoves) {
    double[][] load = new double[Problem.SIDES][p.regions];
    double cost = 0;
    int moves = 0;
    for (int item = 0; item < p.items; item++) {
      int at = plan.at()[item];
      cost += p.costOf(item, at);
      moves += p.now[item] != Problem.NOWHERE && p.now[item] != at ? 1 : 0;
      if (at != Problem.NOWHERE) {
        assertThat(p.costOf(item, at)).as("item %d may not run in %d", item, at).isFinite();
        for (int side = 0; side < Problem.SIDES; side++) {
          load[side][at] += p.needOf(item, side);
        }
      }
    }
    for (int side = 0; side < Problem.SIDES; side++) {
      for (int region = 0; region < p.regions; region++) {
        assertThat(load[side][region])
            .as("side %d of region %d", side, region)
            .isLessThanOrEqualTo(p.capacityOf(region, side));
      }
    }
    assertThat(moves).isEqualTo(plan.moves()).isLessThanOrEqualTo(mostMoves);
    assertThat(plan.cost()).isCloseTo(cost, org.assertj.core.data.Percentage.withPercentage(1e-6));
    assertThat(plan.bound()).isLessThanOrEqualTo(cost * (1 + 1e-9));
  }

  private static long leftOut(FleetPlanner.Plan plan) {
    return Arrays.stream(plan.at()).filter(at -> at == Problem.NOWHERE).count();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8})
  void shouldComeNearTheBoundWithoutOverbookingAnything(long seed) {
    Problem p = RandomFleet.of(seed, 3_000, 12, 0.85, -1);
    FleetPlanner.Plan plan = FleetPlanner.plan(p);
    checkBooks(p, plan);
    assertThat(leftOut(plan)).isZero();
    assertThat(plan.cost()).isLessThanOrEqualTo(plan.bound() * (1 + GAP));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8})
  void shouldPlaceAllWhenARegionIsLost(long seed) {
    Problem p = RandomFleet.of(seed, 3_000, 12, 0.8, (int) (seed % 12));
    FleetPlanner.Plan plan = FleetPlanner.plan(p);
    checkBooks(p, plan);
    assertThat(leftOut(plan)).isZero();
    assertThat(plan.cost()).isLessThanOrEqualTo(plan.bound() * (1 + GAP));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8})
  void shouldPlaceAllThoughThereIsHardlyRoom(long seed) {
    Problem p = RandomFleet.of(seed, 3_000, 12, 0.97, -1);
    FleetPlanner.Plan plan = FleetPlanner.plan(p);
    checkBooks(p, plan);
    assertThat(leftOut(plan)).isZero();
    assertThat(plan.cost()).isLessThanOrEqualTo(plan.bound() * (1 + GAP));
  }

  @Test
  void shouldGiveTheSamePlanForTheSameFleet() {
    Problem p = RandomFleet.of(21, 1_000, 10, 0.85, -1);
    FleetPlanner.Plan plan = FleetPlanner.plan(p);
    assertThat(FleetPlanner.plan(p).at()).isEqualTo(plan.at());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8})
  void shouldLeaveOutOnlyWhatDoesNotFitAndTheCheapestFirst(long seed) {
    Problem all = RandomFleet.of(seed, 1_000, 8, 1.2, -1);
    FleetPlanner.Plan plan = FleetPlanner.plan(all);
    checkBooks(all, plan);
    assertThat(leftOut(plan)).isPositive();
    assertThat(plan.cost()).isLessThanOrEqualTo(plan.bound() * (1 + GAP));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
  void shouldAlwaysFindTheOnePlaceThatThereIs(long seed) {
    Random random = new Random(seed);
    int regions = 2 + random.nextInt(20);
    int only = random.nextInt(regions);
    double[][] capacity = new double[Problem.SIDES][regions];
    double[][] need = {{1 + random.nextInt(9)}, {1 + random.nextInt(9)}, {1}};
    for (int side = 0; side < Problem.SIDES; side++) {
      for (int region = 0; region < regions; region++) {
        capacity[side][region] = need[side][0] + random.nextInt(5);
      }
    }
    for (int region = 0; region < regions; region++) {
      if (region != only) {
        int side = random.nextInt(Problem.SIDES);
        capacity[side][region] = need[side][0] - 0.5;
      }
    }
    double[] cost = random.doubles(regions, 1, 10).toArray();
    int[] now = {Problem.NOWHERE};
    FleetPlanner.Plan plan =
        FleetPlanner.plan(new Problem(need, capacity, cost, new double[] {100}, now, 0));
    assertThat(plan.at()).containsExactly(only);
  }

  @Test
  void shouldNeverBecomeWorseByMoreCapacity() {
    for (long seed = 1; seed <= 6; seed++) {
      Problem less = RandomFleet.of(seed, 800, 8, 1.0, -1);
      Problem larger = RandomFleet.larger(less, 1.1);
      assertThat(leftOut(FleetPlanner.plan(larger)))
          .as("seed %d", seed)
          .isLessThanOrEqualTo(leftOut(FleetPlanner.plan(less)));
    }
  }

  @Nested
  class WhenItRuns {
    private final Problem empty = RandomFleet.of(7, 2_000, 10, 0.85, -1);
    private final int[] runs = FleetPlanner.plan(empty).at();

    @Test
    void shouldMoveNothingWhenNothingHasChanged() {
      Problem same = RandomFleet.later(empty, runs, 0, 1, 2_000, 1);
      FleetPlanner.Plan plan = FleetPlanner.plan(same);
      checkBooks(same, plan);
      assertThat(plan.moves()).isZero();
      assertThat(plan.at()).isEqualTo(runs);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 50, 500})
    void shouldKeepToItsBudgetAndUseItWell(int budget) {
      Problem later = RandomFleet.later(empty, runs, 0.05, 0, budget, 11);
      FleetPlanner.Plan plan = FleetPlanner.plan(later);
      checkBooks(later, plan);
      assertThat(leftOut(plan)).isZero();
      assertThat(plan.cost()).isLessThanOrEqualTo(cost(later, runs) * (1 + 1e-9));
      assertThat(plan.cost()).isLessThanOrEqualTo(plan.bound() * (1 + GAP));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 8})
    void shouldPlaceAllAnewWhenARegionIsLost(int lost) {
      Problem later = RandomFleet.later(lost(lost), runs, 0.05, 0, 1_000, 11);
      FleetPlanner.Plan plan = FleetPlanner.plan(later);
      checkBooks(later, plan);
      assertThat(leftOut(plan)).isZero();
      assertThat(plan.cost()).isLessThanOrEqualTo(plan.bound() * (1 + GAP));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void shouldMoveOnlyWhatCannotStayWhenTheBudgetIsLessThanThat(int budget) {
      Problem later = RandomFleet.later(lost(4), runs, 0.05, 0, budget, 11);
      FleetPlanner.Plan plan = FleetPlanner.plan(later);
      int forced = (int) Arrays.stream(runs).filter(region -> region == 4).count();
      checkBooks(later, plan, forced);
      for (int item = 0; item < later.items(); item++) {
        if (runs[item] != 4) {
          assertThat(plan.at()[item]).as("item %d", item).isEqualTo(runs[item]);
        }
      }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldOverbookNothingWhateverIsLostAndHoweverFewMayMove(long seed) {
      int lost = (int) (seed % 10);
      int[] running = FleetPlanner.plan(RandomFleet.of(seed, 1_000, 10, 0.85, -1)).at();
      int forced = (int) Arrays.stream(running).filter(region -> region == lost).count();
      for (int more : new int[] {0, 10, 50, 200}) {
        Problem fleet = RandomFleet.of(seed, 1_000, 10, 0.85, lost);
        Problem later = RandomFleet.later(fleet, running, 0, 0, forced + more, seed);
        checkBooks(later, FleetPlanner.plan(later));
      }
    }

    private Problem lost(int region) {
      return RandomFleet.of(7, 2_000, 10, 0.85, region);
    }

    private double cost(Problem p, int[] at) {
      double cost = 0;
      for (int item = 0; item < p.items; item++) {
        cost += p.costOf(item, at[item]);
      }
      return cost;
    }
  }
}
