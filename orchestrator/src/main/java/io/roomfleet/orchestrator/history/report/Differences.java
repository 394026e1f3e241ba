package io.roomfleet.orchestrator.history.report;

import io.roomfleet.api.report.Difference;
import io.roomfleet.api.report.Difference.Verdict;
import io.roomfleet.api.report.ReportFigure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.jspecify.annotations.Nullable;

/**
 * Tells differences from noise: Welch's test on each figure's two ratios, then Holm's correction,
 * since of a dozen figures one always looks different (S. Holm, A Simple Sequentially Rejective
 * Multiple Test Procedure, 1979).
 */
final class Differences {
  /** So seldom noise is taken for a difference, in a whole list of figures. */
  static final double LEVEL = 0.05;

  /** Of what is counted; the test is right only for sums of many. */
  static final double FEWEST_EVENTS = 10;

  private static final double WIDTH =
      NormalDistribution.of(0, 1).inverseCumulativeProbability(0.975);

  private Differences() {}

  /**
   * One figure on both sides.
   *
   * @param shownBase as people see it; null when there is nothing below the line
   * @param shownValue likewise
   * @param base how it varied; null when too little is known
   * @param value likewise
   * @param counts true when the sum above the line counts events
   */
  record Pair(
      ReportFigure figure,
      @Nullable Double shownBase,
      @Nullable Double shownValue,
      @Nullable BlockRatio base,
      @Nullable BlockRatio value,
      boolean counts) {
    boolean isJudged() {
      return base != null
          && value != null
          && (!counts || base.above() + value.above() >= FEWEST_EVENTS);
    }

    /** By chance alone; of one that {@link #isJudged()}. */
    double p() {
      if (base == null || value == null) {
        throw new IllegalStateException(figure + " has too little to be judged");
      }
      double variance = base.variance() + value.variance();
      double distance = Math.abs(value.ratio() - base.ratio());
      if (variance == 0) {
        return distance == 0 ? 1 : 0;
      }
      double freedom =
          variance
              * variance
              / (square(base.variance()) / base.freedom()
                  + square(value.variance()) / value.freedom());
      double t = distance / Math.sqrt(variance);
      return 2 * TDistribution.of(freedom).survivalProbability(t);
    }
  }

  private static double square(double x) {
    return x * x;
  }

  /** All figures of two things, in the order of the pairs. */
  static List<Difference> of(List<Pair> pairs) {
    List<Integer> judged = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i++) {
      if (pairs.get(i).isJudged()) {
        judged.add(i);
      }
    }
    double[] raw = new double[pairs.size()];
    judged.forEach(i -> raw[i] = pairs.get(i).p());
    judged.sort(Comparator.comparingDouble(i -> raw[i]));
    @Nullable Double[] corrected = new Double[pairs.size()];
    double atLeast = 0;
    for (int rank = 0; rank < judged.size(); rank++) {
      int i = judged.get(rank);
      atLeast = Math.max(atLeast, Math.min(1, raw[i] * (judged.size() - rank)));
      corrected[i] = atLeast;
    }
    List<Difference> differences = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i++) {
      differences.add(difference(pairs.get(i), corrected[i]));
    }
    return differences;
  }

  private static Difference difference(Pair pair, @Nullable Double p) {
    Double base = pair.shownBase();
    Double value = pair.shownValue();
    Double change = base == null || value == null || base == 0 ? null : value / base - 1;
    Double half = p == null || change == null ? null : halfWidth(pair);
    return new Difference(
        pair.figure(),
        rounded(base),
        rounded(value),
        rounded(change),
        change == null || half == null ? null : rounded(change - half),
        change == null || half == null ? null : rounded(change + half),
        p == null ? null : Math.round(p * 1e4) / 1e4,
        p == null ? Verdict.TOO_LITTLE : p < LEVEL ? Verdict.DIFFERENT : Verdict.NOISE);
  }

  /** Half of the interval of the change, by the delta method; null when the base is 0. */
  private static @Nullable Double halfWidth(Pair pair) {
    BlockRatio base = pair.base();
    BlockRatio value = pair.value();
    if (base == null || value == null || base.ratio() == 0) {
      return null;
    }
    double quotient = value.ratio() / base.ratio();
    double relative =
        value.variance() / square(base.ratio())
            + square(quotient) * base.variance() / square(base.ratio());
    return WIDTH * Math.sqrt(relative);
  }

  /** To six significant places: there is no more in it. */
  private static @Nullable Double rounded(@Nullable Double value) {
    if (value == null || value == 0) {
      return value;
    }
    double scale = Math.pow(10, 5 - Math.floor(Math.log10(Math.abs(value))));
    return Math.round(value * scale) / scale;
  }
}
