package io.roomfleet.agent.process;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next try: twice as long after each failure, up to a limit, and spread
 * by up to a fifth so that what failed together is not tried together.
 */
public final class Backoff {
  private static final double JITTER = 0.2;

  private final Duration first;
  private final Duration limit;
  private final RandomGenerator random;
  private int failures;

  /**
   * @param first wait after the first failure, &gt; 0
   * @param limit of all waits, &gt;= first
   */
  public Backoff(Duration first, Duration limit, RandomGenerator random) {
    if (first.isNegative() || first.isZero() || limit.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "back-off: " + first + " to " + limit + " (expected: > 0, and rising)");
    }
    this.first = first;
    this.limit = limit;
    this.random = random;
  }

  /** The wait after one more failure. */
  public Duration next() {
    double doubled = first.toMillis() * Math.pow(2, Math.min(failures, 30));
    failures++;
    double spread = 1 + JITTER * (2 * random.nextDouble() - 1);
    return Duration.ofMillis(Math.round(Math.min(doubled, limit.toMillis()) * spread));
  }

  /** Failures since the last {@link #reset}. */
  public int failures() {
    return failures;
  }

  /** All is well again: the next wait is the first one. */
  public void reset() {
    failures = 0;
  }
}
