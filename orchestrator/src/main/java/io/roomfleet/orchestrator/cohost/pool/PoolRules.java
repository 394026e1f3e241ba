package io.roomfleet.orchestrator.cohost.pool;

import java.time.Duration;
import java.util.List;

/**
 * Whom a room accepts as an opponent, by how long it has waited.
 *
 * @param steps each wider than the one before; the first from the start, the last accepts anybody,
 *     so that nobody waits for ever beside others who do
 */
public record PoolRules(List<Step> steps) {
  private static final double ANY = Double.POSITIVE_INFINITY;

  /**
   * From some time of waiting on.
   *
   * @param after waited for so long
   * @param ratio how many times larger one audience may be than the other, from 1
   * @param strength how far apart the shares of rounds won may be, 0 to 1
   * @param sameLanguage whether the language must be the same
   * @param sameRegion whether the region must be the same
   * @param fresh whether hosts that met of late may not meet
   */
  public record Step(
      Duration after,
      double ratio,
      double strength,
      boolean sameLanguage,
      boolean sameRegion,
      boolean fresh) {
    boolean accepts(Waiting one, Waiting other) {
      return Waiting.ratio(one, other) <= ratio
          && Math.abs(one.strength() - other.strength()) <= strength
          && (!sameLanguage || one.language().equals(other.language()))
          && (!sameRegion || one.region().equals(other.region()))
          && !(fresh && one.hasMet(other));
    }

    private boolean isWiderThan(Step other) {
      return after.compareTo(other.after) > 0
          && ratio >= other.ratio
          && strength >= other.strength
          && (other.sameLanguage || !sameLanguage)
          && (other.sameRegion || !sameRegion)
          && (other.fresh || !fresh);
    }

    private boolean acceptsAnybody() {
      return ratio == ANY && strength >= 1 && !sameLanguage && !sameRegion && !fresh;
    }
  }

  public static final PoolRules DEFAULT =
      new PoolRules(
          List.of(
              new Step(Duration.ZERO, 1.5, 0.15, true, true, true),
              new Step(Duration.ofSeconds(10), 2, 0.25, true, true, true),
              new Step(Duration.ofSeconds(20), 4, 0.5, true, false, true),
              new Step(Duration.ofSeconds(40), 10, 1, true, false, true),
              new Step(Duration.ofSeconds(90), ANY, 1, false, false, false)));

  /**
   * @throws IllegalArgumentException when a step is not wider than the one before, the first is not
   *     from the start, or the last does not accept anybody
   */
  public PoolRules {
    steps = List.copyOf(steps);
    if (steps.isEmpty() || !steps.get(0).after().isZero()) {
      throw new IllegalArgumentException("steps: " + steps + " (expected: the first after PT0S)");
    }
    for (int i = 1; i < steps.size(); i++) {
      if (!steps.get(i).isWiderThan(steps.get(i - 1))) {
        throw new IllegalArgumentException(
            "steps[%d]: %s (expected: wider than %s)".formatted(i, steps.get(i), steps.get(i - 1)));
      }
    }
    Step last = steps.get(steps.size() - 1);
    if (!last.acceptsAnybody()) {
      throw new IllegalArgumentException(
          "steps[%d]: %s (expected: one that accepts anybody)".formatted(steps.size() - 1, last));
    }
  }

  /** The number of the step that one who has waited for so long is in, from 0. */
  int stepAfter(Duration waited) {
    int step = 0;
    while (step + 1 < steps.size() && waited.compareTo(steps.get(step + 1).after()) >= 0) {
      step++;
    }
    return step;
  }
}
