package io.roomfleet.orchestrator.history.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A ratio of two sums over blocks of time, and how much it varies. What follows itself in time (a
 * wave of viewers, a product on sale) is taken into account: neighbouring blocks are not
 * independent.
 *
 * <p>The ratio is {@code sum(above) / sum(below)}; its variance is that of the linearized residuals
 * {@code above - ratio * below}, with Bartlett weights for lags up to 1.3 times the cube root of
 * the number of blocks (W. Newey and K. West, A Simple, Positive Semi-definite, Heteroskedasticity
 * and Autocorrelation Consistent Covariance Matrix, 1987), and never less than without them. Its
 * degrees of freedom are 1.5 blocks a lag, as those of a spectrum with Bartlett's window.
 *
 * @param ratio of the sums
 * @param variance of the ratio
 * @param freedom degrees of freedom of the variance, above 0: of so many independent blocks
 * @param above the sum
 */
record BlockRatio(double ratio, double variance, double freedom, double above) {
  /** With fewer nobody can say how much it varies. */
  static final int FEWEST = 6;

  /**
   * One stretch of time.
   *
   * @param above of the figure's two sums
   * @param below likewise, &gt;= 0
   */
  record Block(double above, double below) {}

  /**
   * Of blocks in the order of time.
   *
   * @return null when there are fewer than {@link #FEWEST} with anything below
   */
  static @Nullable BlockRatio of(List<Block> all) {
    List<Block> blocks = all.stream().filter(it -> it.below() > 0).toList();
    int n = blocks.size();
    if (n < FEWEST) {
      return null;
    }
    double above = 0;
    double below = 0;
    for (Block block : blocks) {
      above += block.above();
      below += block.below();
    }
    double ratio = above / below;
    double[] residuals = new double[n];
    for (int i = 0; i < n; i++) {
      residuals[i] = blocks.get(i).above() - ratio * blocks.get(i).below();
    }
    double alone = lagged(residuals, 0);
    double spread = alone;
    int lags = (int) (1.3 * Math.cbrt(n));
    for (int lag = 1; lag <= lags; lag++) {
      spread += 2 * (1 - lag / (lags + 1.0)) * lagged(residuals, lag);
    }
    // The weights leave out what is beyond the last lag, and the mean takes some of what they see.
    double corrected = Math.max(alone, spread) / (1 - (lags + 1.0) / n);
    double freedom = Math.min(n - 1, 1.5 * n / (lags + 1));
    return new BlockRatio(ratio, corrected / (below * below), freedom, above);
  }

  private static double lagged(double[] residuals, int lag) {
    double sum = 0;
    for (int i = lag; i < residuals.length; i++) {
      sum += residuals[i] * residuals[i - lag];
    }
    return sum;
  }
}
