package io.roomfleet.benchmarks;

import com.google.ortools.Loader;
import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPObjective;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPVariable;
import io.roomfleet.orchestrator.placement.plan.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * The least cost of a problem whose items may be split, by a general solver of linear programs
 * (GLOP): no plan costs less.
 *
 * @param cost in the problem's unit
 * @param leftOut how many items are nowhere in it, in parts
 */
record LinearBound(double cost, double leftOut) {
  /** Needs and capacities are large numbers, which solvers do not like. */
  private static final double SCALE = 1e-3;

  static LinearBound of(Problem p) {
    Loader.loadNativeLibraries();
    MPSolver solver = MPSolver.createSolver("GLOP");
    MPObjective cost = solver.objective();
    cost.setMinimization();
    MPConstraint[][] room = new MPConstraint[p.regions()][Problem.SIDES];
    for (int region = 0; region < p.regions(); region++) {
      for (int side = 0; side < Problem.SIDES; side++) {
        room[region][side] = solver.makeConstraint(0, p.capacityOf(region, side) * SCALE);
      }
    }
    MPConstraint moves = solver.makeConstraint(0, p.budget());
    List<MPVariable> nowhere = new ArrayList<>();
    for (int item = 0; item < p.items(); item++) {
      MPConstraint once = solver.makeConstraint(1, 1);
      for (int region = Problem.NOWHERE; region < p.regions(); region++) {
        if (Double.isInfinite(p.costOf(item, region))) {
          continue;
        }
        MPVariable part = solver.makeNumVar(0, 1, "");
        cost.setCoefficient(part, p.costOf(item, region));
        once.setCoefficient(part, 1);
        if (p.runsIn(item) != Problem.NOWHERE && p.runsIn(item) != region) {
          moves.setCoefficient(part, 1);
        }
        if (region == Problem.NOWHERE) {
          nowhere.add(part);
          continue;
        }
        for (int side = 0; side < Problem.SIDES; side++) {
          room[region][side].setCoefficient(part, p.needOf(item, side) * SCALE);
        }
      }
    }
    solve(solver);
    double leftOut = nowhere.stream().mapToDouble(MPVariable::solutionValue).sum();
    LinearBound bound = new LinearBound(cost.value(), leftOut);
    solver.delete();
    return bound;
  }

  /** By the dual simplex, which is faster; where that gives up, by the primal. */
  private static void solve(MPSolver solver) {
    solver.setSolverSpecificParametersAsString("use_dual_simplex: true");
    if (solver.solve() == MPSolver.ResultStatus.OPTIMAL) {
      return;
    }
    solver.reset();
    solver.setSolverSpecificParametersAsString("use_dual_simplex: false");
    MPSolver.ResultStatus status = solver.solve();
    if (status != MPSolver.ResultStatus.OPTIMAL) {
      throw new IllegalStateException("GLOP: " + status + " (expected: OPTIMAL)");
    }
  }
}
