package io.roomfleet.orchestrator.alert.rule;

/**
 * A value against its own last minutes, by a robust z-score: the median, and the median distance
 * from it, of what was before the last seconds. A fall counts when it is large in itself and beyond
 * what the series does by itself. While an alert is open the past stands still, for ten minutes at
 * most: then the new level is what is usual.
 */
final class OwnPast {
  /** Values are compared with those between 20 s and 3 min before. */
  private static final long LAG = 20_000;

  private static final long SPAN = 180_000;
  private static final long STEP = 5_000;
  private static final int LEAST = 12;
  private static final double SURE = 4;
  private static final long USUAL_AFTER = 600_000;

  private final Recent past = new Recent(SPAN - LAG, 64);
  private final Recent young = new Recent(LAG, 8);
  private long lastKept = Long.MIN_VALUE / 2;
  private double expected;

  double expected() {
    return expected;
  }

  /**
   * How bad a value is.
   *
   * @param raisedAt when it was found bad; negative while it was not
   */
  double level(long now, double value, double threshold, long raisedAt) {
    if (raisedAt >= 0 && now - raisedAt > USUAL_AFTER) {
      past.clear();
      young.clear();
    }
    double level = 0;
    if (past.size() >= LEAST) {
      double median = past.median();
      double spread = Math.max(past.spread(median), Math.max(Math.sqrt(median), 0.02 * median));
      double fallen = median <= 0 ? 0 : (median - value) / median;
      boolean sure = raisedAt >= 0 || median - value >= SURE * spread;
      level = sure ? fallen / threshold : Math.min(0.99, fallen / threshold);
      expected = median;
    }
    if (raisedAt < 0 && level < 1 || past.size() < LEAST) {
      keep(now, value);
    }
    return Math.max(0, level);
  }

  private void keep(long now, double value) {
    if (now - lastKept >= STEP) {
      lastKept = now;
      young.drain(now - LAG, past);
      young.add(now, value, 1);
    }
  }
}
