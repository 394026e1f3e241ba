package io.roomfleet.orchestrator.placement.plan;

/** Solves a symmetric, positive definite system of equations. */
final class Cholesky {
  private Cholesky() {}

  /**
   * @param a the lower half, row by row; overwritten
   * @param x the right side; becomes the solution
   */
  static void solve(double[][] a, double[] x) {
    int n = x.length;
    for (int row = 0; row < n; row++) {
      for (int column = 0; column <= row; column++) {
        double sum = a[row][column];
        for (int k = 0; k < column; k++) {
          sum -= a[row][k] * a[column][k];
        }
        a[row][column] =
            row == column ? Math.sqrt(Math.max(sum, 1e-12 * a[row][row])) : sum / a[column][column];
      }
    }
    for (int row = 0; row < n; row++) {
      for (int k = 0; k < row; k++) {
        x[row] -= a[row][k] * x[k];
      }
      x[row] /= a[row][row];
    }
    for (int row = n - 1; row >= 0; row--) {
      x[row] /= a[row][row];
      for (int k = 0; k < row; k++) {
        x[k] -= a[row][k] * x[row];
      }
    }
  }
}
