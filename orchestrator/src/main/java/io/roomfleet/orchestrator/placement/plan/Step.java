package io.roomfleet.orchestrator.placement.plan;

/**
 * Newton's steps up a {@link Smoothed} cost, among prices that are not below zero. A step that was
 * worse than the curvature promised is refused and tried again shorter, by damping (Levenberg 1944,
 * Marquardt 1963). Mutable.
 */
final class Step {
  /** Where hardly an item is torn: as curved as with so many torn ones, in an item's mean cost. */
  private static final double DAMPING = 300;

  /** So often a price that would fall below zero is held there, and the rest sought anew. */
  private static final int HOLDS = 8;

  private final Smoothed cost;
  private final double[] unit;
  private final double[] slope;
  private final double[][] bend;
  private final double[] move;
  private double damping = DAMPING;

  /**
   * @param cost looked at where the steps begin
   * @param unit by price, the curvature that a torn item makes of it
   */
  Step(Smoothed cost, double[] unit) {
    this.cost = cost;
    this.unit = unit;
    this.slope = new double[cost.size];
    this.bend = new double[cost.size][];
    this.move = new double[cost.size];
    for (int k = 0; k < cost.size; k++) {
      bend[k] = new double[k + 1];
    }
    learn();
  }

  /** Takes over slope and curvature of where the cost was looked at last. */
  private void learn() {
    System.arraycopy(cost.slope, 0, slope, 0, cost.size);
    for (int k = 0; k < cost.size; k++) {
      for (int l = 0; l <= k; l++) {
        bend[k][l] = cost.bend(k, l);
      }
    }
  }

  /** Where the next step leads. */
  double[] from(double[] at) {
    boolean[] held = new boolean[at.length];
    for (int k = 0; k < at.length; k++) {
      move[k] = 0;
      held[k] = at[k] <= 0 && slope[k] <= 0;
    }
    for (int hold = 0; hold < HOLDS && solve(at, held); hold++) {
      // Those that it has held at zero change what is best for the rest.
    }
    double[] next = new double[at.length];
    for (int k = 0; k < at.length; k++) {
      next[k] = Math.max(0, at[k] + move[k]);
      move[k] = next[k] - at[k];
    }
    return next;
  }

  /** Answers true when it has held another price at zero. */
  private boolean solve(double[] at, boolean[] held) {
    int[] free = new int[at.length];
    int count = 0;
    for (int k = 0; k < at.length; k++) {
      if (!held[k]) {
        free[count++] = k;
      }
    }
    double[][] lower = new double[count][];
    double[] right = new double[count];
    for (int a = 0; a < count; a++) {
      int k = free[a];
      lower[a] = new double[a + 1];
      for (int b = 0; b <= a; b++) {
        lower[a][b] = bend[k][free[b]];
      }
      lower[a][a] = 1.0001 * lower[a][a] + damping * unit[k];
      right[a] = slope[k];
      for (int l = 0; l < at.length; l++) {
        right[a] -= held[l] ? bend[Math.max(k, l)][Math.min(k, l)] * move[l] : 0;
      }
    }
    Cholesky.solve(lower, right);
    boolean more = false;
    for (int a = 0; a < count; a++) {
      int k = free[a];
      held[k] = at[k] + right[a] < 0;
      move[k] = held[k] ? -at[k] : right[a];
      more |= held[k];
    }
    return more;
  }

  /** How much the step gains if the curvature is the same all along. */
  double rise() {
    double rise = 0;
    for (int k = 0; k < move.length; k++) {
      double along = slope[k] - bend[k][k] * move[k] / 2;
      for (int l = 0; l < k; l++) {
        along -= bend[k][l] * move[l];
      }
      rise += move[k] * along;
    }
    return rise;
  }

  /** True when nothing shortens the steps, so that a small rise means that the top is near. */
  boolean isFree() {
    return damping <= DAMPING;
  }

  /**
   * @param kept the share of its rise that the step has kept
   */
  void taken(double kept) {
    damping *= kept > 0.6 ? 1 / 8.0 : kept < 0.3 ? 2 : 1;
    damping = Math.max(damping, DAMPING * 1e-9);
    learn();
  }

  void refused() {
    damping *= 8;
  }
}
