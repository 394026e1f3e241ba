package io.roomfleet.orchestrator.alert.rule;

import io.roomfleet.api.alert.AlertSeverity;
import java.time.Duration;

/**
 * When a figure is wrong. How wrong it is is its <i>level</i>: 1 at the threshold, less below.
 *
 * @param id by which it is overridden
 * @param name in words
 * @param threshold in the metric's unit, or as {@link Kind} says
 * @param raiseAfter how long the level must be at 1 or above
 * @param clearShare the level below which it counts as good again
 * @param clearAfter how long it must be good again
 * @param leastWeight with less behind it, a value says nothing
 * @param span values are a mean over this time
 */
public record Rule(
    String id,
    String name,
    Metric metric,
    Kind kind,
    AlertSeverity severity,
    double threshold,
    Duration raiseAfter,
    double clearShare,
    Duration clearAfter,
    double leastWeight,
    Duration span) {

  /** With what a value is compared. */
  public enum Kind {
    /** With a fixed value. */
    ABOVE,
    /**
     * With the median of the others at the same moment; the threshold is by how much it is above
     * it.
     */
    BESIDE,
    /** With its own last minutes; the threshold is the part by which it has fallen, 0 to 1. */
    FALLS,
    /** Counts against their own last ten minutes; the threshold is the part that is missing. */
    FEWER,
    /** Counts against their own last ten minutes; the threshold is the part that came on top. */
    MORE,
    /** With silence: the threshold is for how many seconds nothing was heard. */
    ABSENT
  }

  /** Of the threshold, in words. */
  public String unit() {
    return switch (kind) {
      case ABOVE, BESIDE -> metric.unit();
      case FALLS, FEWER, MORE -> "part";
      case ABSENT -> "s";
    };
  }

  /** The same with another threshold and another duration. */
  public Rule with(double otherThreshold, Duration otherDuration) {
    return new Rule(
        id,
        name,
        metric,
        kind,
        severity,
        otherThreshold,
        otherDuration,
        clearShare,
        clearAfter,
        leastWeight,
        span);
  }
}
