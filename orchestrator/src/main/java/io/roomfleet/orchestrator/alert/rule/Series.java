package io.roomfleet.orchestrator.alert.rule;

import io.roomfleet.api.alert.AlertSubject;
import org.jspecify.annotations.Nullable;

/** One rule's look at one subject. Of what was it keeps a bounded part. */
final class Series {
  /** What has not been heard for that long says nothing any more. */
  private static final long STALE = 60_000;

  private static final double LEAST_COMPLAINTS = 0.01;

  private final AlertSubject of;
  private final Latch latch = new Latch();
  private final @Nullable Recent mean;
  private final @Nullable OwnPast ownPast;
  private final @Nullable CountPast countPast;
  private Rule rule;
  private long heardAt = -1;
  private double value;
  private double weight;
  private double expected;

  Series(Rule rule, AlertSubject of) {
    this.rule = rule;
    this.of = of;
    long span = rule.span().toMillis();
    mean = span > 0 ? new Recent(span, 64) : null;
    ownPast = rule.kind() == Rule.Kind.FALLS ? new OwnPast() : null;
    boolean more = rule.kind() == Rule.Kind.MORE;
    countPast =
        more || rule.kind() == Rule.Kind.FEWER
            ? new CountPast(more, rule.metric() == Metric.COMPLAINTS ? LEAST_COMPLAINTS : 0)
            : null;
    expected = rule.threshold();
  }

  /** It was raised before this was made. */
  void restore(long since) {
    latch.restore(since);
  }

  void rule(Rule now) {
    rule = now;
  }

  double value() {
    return value;
  }

  /** Whether enough stands behind the value, and it is fresh. */
  boolean says(long now) {
    return heardAt >= 0 && now - heardAt < STALE && weight >= rule.leastWeight();
  }

  void take(Sample sample) {
    heardAt = Math.max(heardAt, sample.at());
    value = sample.value();
    weight = sample.weight();
    if (mean != null) {
      mean.add(sample.at(), sample.value(), sample.weight());
      value = mean.mean();
      weight = rule.metric() == Metric.VIEWERS ? value : mean.weight();
    }
    switch (rule.kind()) {
      case ABOVE ->
          latch.update(sample.at(), says(sample.at()) ? value / rule.threshold() : 0, rule);
      case FALLS -> takeFall(sample.at());
      case FEWER, MORE -> takeCount(sample);
      case BESIDE, ABSENT -> {
        // Judged by the others, or by the clock: in tick.
      }
    }
  }

  private void takeFall(long at) {
    if (ownPast == null) {
      return;
    }
    double level = ownPast.level(at, value, rule.threshold(), latch.raisedAt());
    expected = ownPast.expected();
    latch.update(at, expected >= rule.leastWeight() ? level : 0, rule);
  }

  private void takeCount(Sample sample) {
    if (countPast == null) {
      return;
    }
    double level =
        countPast.level(
            sample.at(), sample.value(), sample.weight(), rule.threshold(), latch.raisedAt());
    expected = countPast.expected();
    value = countPast.now();
    latch.update(sample.at(), level, rule);
  }

  /**
   * Each second.
   *
   * @param others the median of what others say of the same at this moment; NaN when it is unknown
   */
  void tick(long now, double others) {
    switch (rule.kind()) {
      case ABSENT -> {
        boolean known = heardAt >= 0 && weight >= rule.leastWeight();
        value = known ? (now - heardAt) / 1000.0 : 0;
        latch.update(now, value / rule.threshold(), rule);
      }
      case BESIDE -> {
        boolean comparable = says(now) && !Double.isNaN(others);
        expected = comparable ? others : 0;
        double level = comparable ? (value - others) / rule.threshold() : 0;
        // Twice what the others have at least, or it is what all have.
        latch.update(now, value >= 2 * expected ? level : Math.min(level, 0.99), rule);
      }
      case ABOVE, FALLS, FEWER, MORE -> {
        if (now - heardAt >= STALE) {
          latch.update(now, 0, rule);
        }
      }
    }
  }

  @Nullable Signal signal() {
    return latch.bad() || latch.raised()
        ? new Signal(rule, of, latch.badSince(), latch.raisedAt(), value, expected)
        : null;
  }
}
