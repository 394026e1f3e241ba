package io.roomfleet.benchmarks;

import io.roomfleet.orchestrator.placement.plan.FleetPlanner;
import io.roomfleet.orchestrator.placement.plan.Problem;
import io.roomfleet.orchestrator.placement.plan.RandomFleet;

/** What is planned: a fleet at {@value #USE} of its capacity, and what has become of it. */
enum Evening {
  /** Nothing runs yet. */
  NEW {
    @Override
    Problem fleet(long seed, int items, int regions) {
      return RandomFleet.of(seed, items, regions, USE, -1);
    }
  },

  /** The same with a region that has no capacity left. */
  LOST {
    @Override
    Problem fleet(long seed, int items, int regions) {
      return RandomFleet.of(seed, items, regions, USE, (int) (seed % regions));
    }
  },

  /** All runs by a plan, costs have drifted by 5 %, and one in a hundred items may move. */
  LATER {
    @Override
    Problem fleet(long seed, int items, int regions) {
      Problem fleet = NEW.fleet(seed, items, regions);
      return RandomFleet.later(fleet, FleetPlanner.plan(fleet).at(), 0.05, 0, items / 100, seed);
    }
  };

  static final double USE = 0.85;

  abstract Problem fleet(long seed, int items, int regions);
}
