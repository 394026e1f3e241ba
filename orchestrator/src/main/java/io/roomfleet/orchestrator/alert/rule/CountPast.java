package io.roomfleet.orchestrator.alert.rule;

/**
 * Counts against what the last ten minutes let expect, by the cumulative sum of log-likelihood
 * ratios of two Poisson rates (Lucas 1985, "Counted data CUSUM's"): the usual one, and the one that
 * the rule looks for. The sum stays at 0 while all is as usual, so few counts need more time than
 * many. It is bad when the sum is beyond {@value #SURE} and the last minute shows it too.
 *
 * <p>The usual rate is the median of the minutes before the last one, so that what was wrong for
 * some of them does not count, and it is taken two standard errors to the safe side.
 */
final class CountPast {
  private static final double SURE = 9;
  private static final long SPAN = 720_000;
  private static final long LAST = 60_000;
  private static final int MINUTE = 6;
  private static final int LEAST = 3 * MINUTE;
  private static final long USUAL_AFTER = 600_000;

  private final Recent past = new Recent(SPAN, 72);
  private final Recent last = new Recent(LAST, MINUTE);
  private final boolean more;
  private final double leastRate;
  private double sum;
  private double expected;

  /**
   * @param more whether too many are bad, or too few
   * @param leastRate the usual rate is taken for this at least
   */
  CountPast(boolean more, double leastRate) {
    this.more = more;
    this.leastRate = leastRate;
  }

  /** The usual rate. */
  double expected() {
    return expected;
  }

  /** The rate of the last minute. */
  double now() {
    return last.weight() == 0 ? 0 : last.sum() / last.weight();
  }

  double level(long at, double count, double weight, double threshold, long raisedAt) {
    if (raisedAt >= 0 && at - raisedAt > USUAL_AFTER) {
      past.clear();
    }
    if (raisedAt < 0) {
      last.drain(at - LAST, past);
    }
    last.add(at, count, weight);
    expected = past.size() < LEAST ? 0 : past.medianRate(MINUTE);
    double safe = safe();
    if (safe <= 0) {
      sum = 0;
      return 0;
    }
    double looked = more ? 1 + threshold : 1 - threshold;
    double usual = safe * weight;
    sum = Math.max(0, sum + count * Math.log(looked) - usual * (looked - 1));
    double off = more ? now() / safe - 1 : 1 - now() / safe;
    double level = off / threshold;
    if (raisedAt < 0) {
      level = Math.min(level, sum / SURE);
    } else if (level < 0.5) {
      sum = 0;
    }
    return Math.max(0, level);
  }

  /** 0 while nothing can be said. */
  private double safe() {
    double error =
        past.weight() == 0 ? 0 : 2 * Math.sqrt(Math.max(expected, leastRate) / past.weight());
    if (past.size() < LEAST) {
      return 0;
    }
    return more ? Math.max(leastRate, expected + error) : expected - error;
  }
}
