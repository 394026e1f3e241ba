package io.roomfleet.orchestrator.steering;

import io.roomfleet.orchestrator.steering.SteeringSettings.EdgeRules;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * From what one agent measures each second to the part of its viewers that shall go elsewhere. Of
 * one owner; knows no clock. The policy:
 *
 * <ul>
 *   <li>It is <b>hot</b> when it sends nearly all that it can, <b>slow</b> when viewers take their
 *       segments slower than these play, and it <b>stalls</b> when viewers say that their picture
 *       stood still. Each ends below a lower mark than it begins at.
 *   <li>While one of them is so the share grows by a step each TTL, up to all. The step of a hot
 *       edge is small, since those who go relieve it; that of a broken one is large, and where
 *       nearly all segments are slow ({@link #ALL_SLOW}) nobody stays: nobody has anything of it.
 *   <li>While none is, nothing changes for a while: it may be well because they are gone. Then they
 *       come back, slowly. If it is in trouble again it is calm for twice as long the next time, up
 *       to {@link #MOST_PATIENCE} times.
 * </ul>
 */
final class EdgeGauge {
  /** A trouble is judged over this, so that one odd second does not count. */
  private static final long WINDOW = 2_500;

  private static final int FEWEST_SEGMENTS = 3;
  private static final double ALL_SLOW = 0.9;

  /** A viewer whose own network is slow, and who is alone, makes no more than three. */
  private static final int FEWEST_OF_ALL = 4;

  private static final long LEAST_MEASURED = 2_000;
  private static final int MOST_PATIENCE = 8;

  private final EdgeRules rules;
  private final Deque<Sample> samples = new ArrayDeque<>();
  private boolean hot;
  private boolean slow;
  private boolean allSlow;
  private boolean stalls;
  private double shed;
  private long at;
  private long calmSince;
  private long steppedAt;
  private int patience = 1;
  private boolean returning;
  private @Nullable String reason;

  /**
   * What an agent measured since its last word.
   *
   * @param at milliseconds since 1970
   * @param load egress in parts of its capacity
   * @param sent segments
   * @param slow the part of them that went out slowly
   * @param measured milliseconds of viewers' time
   * @param stalled the part of it in which they had nothing to show
   */
  record Sample(long at, double load, int sent, int slow, long measured, long stalled) {}

  /**
   * @param shed to begin with, when another node had the agent before
   */
  EdgeGauge(EdgeRules rules, double shed, @Nullable String reason) {
    this.rules = rules;
    this.shed = shed;
    this.reason = reason;
  }

  /** The share of viewers that leaves an edge which has been broken for so long. */
  static double ramp(long millis, EdgeRules rules) {
    return Math.min(1, rules.brokenStep() * (1 + millis / rules.ttl().toMillis()));
  }

  void take(Sample sample) {
    at = Math.max(at, sample.at());
    samples.add(sample);
    samples.removeIf(old -> old.at() <= at - WINDOW);
    judge();
    if (hot || slow || stalls) {
      patience = returning ? Math.min(MOST_PATIENCE, patience * 2) : patience;
      returning = false;
      calmSince = 0;
      if (allSlow) {
        shed = 1;
      } else if (isStepDue()) {
        shed = Math.min(1, shed + (slow || stalls ? rules.brokenStep() : rules.hotStep()));
      }
    } else if (shed > 0) {
      calm();
    }
  }

  private void calm() {
    calmSince = calmSince == 0 ? at : calmSince;
    if (at - calmSince >= rules.calm().toMillis() * patience) {
      returning = true;
      if (isStepDue()) {
        // Tenths do not add up to one exactly.
        shed = shed - rules.backStep() < 1e-9 ? 0 : shed - rules.backStep();
      }
    }
    if (shed == 0) {
      reason = null;
      returning = false;
      patience = 1;
    }
  }

  /** One step within a TTL: so many viewers at most change their edge in that time. */
  private boolean isStepDue() {
    boolean due = at - steppedAt >= rules.ttl().toMillis();
    steppedAt = due ? at : steppedAt;
    return due;
  }

  private void judge() {
    double load = samples.stream().mapToDouble(Sample::load).average().orElse(0);
    hot = load >= (hot ? rules.coolAt() : rules.hotAt());
    long sent = sum(Sample::sent);
    double slowly = sent < FEWEST_SEGMENTS ? 0 : sum(Sample::slow) / (double) sent;
    slow = sent >= FEWEST_SEGMENTS && slowly >= (slow ? rules.slowBelow() : rules.slowAt());
    allSlow = slow && slowly >= ALL_SLOW && sent >= FEWEST_OF_ALL;
    long measured = sum(Sample::measured);
    double stalled = measured < LEAST_MEASURED ? 0 : sum(Sample::stalled) / (double) measured;
    stalls =
        measured >= LEAST_MEASURED && stalled >= (stalls ? rules.stallsBelow() : rules.stallsAt());
    if (slow) {
      reason = Ways.percent(slowly) + " of its segments go out slower than they play";
    } else if (stalls) {
      reason = "its viewers had nothing to show for " + Ways.percent(stalled) + " of their time";
    } else if (hot) {
      reason = Ways.percent(load) + " of its egress are in use";
    }
  }

  private long sum(ToDoubleFunction<Sample> what) {
    return Math.round(samples.stream().mapToDouble(what).sum());
  }

  double load() {
    return samples.isEmpty() ? 0 : samples.getLast().load();
  }

  double shed() {
    return shed;
  }

  /** Why viewers go, or went and are not back yet; null when none do. */
  @Nullable String reason() {
    return shed > 0 || hot || slow || stalls ? reason : null;
  }
}
