package io.roomfleet.agent.relay;

import java.time.Duration;

/**
 * Which of its two upstreams a line is to be fed by.
 *
 * <ol>
 *   <li>The primary, until nothing has come from it for {@code after}; then the fallback.
 *   <li>From the fallback back to the primary when that has delivered for {@code back}, in one
 *       connection and never silent for {@code after}: one that comes and goes does not take the
 *       line with it.
 *   <li>Sooner when nothing comes from the fallback for {@code after} while the primary delivers:
 *       with one of them there the line is not without either.
 * </ol>
 *
 * <p>It knows no clock: {@code now} is in nanoseconds, as in {@link Delivery}.
 */
final class FallbackRule {
  private final long after;
  private final long back;
  private boolean fallback;
  private long turned;
  private long primarySilent = Delivery.NEVER;

  FallbackRule(Duration after, Duration back, long now) {
    this.after = after.toNanos();
    this.back = back.toNanos();
    this.turned = now;
  }

  /** Whether it is to be the fallback, from {@code now} on. */
  boolean fallback(Delivery primary, Delivery other, long now) {
    if (silent(primary, now)) {
      primarySilent = now;
    }
    if (!fallback && now - Math.max(primary.last(), turned) > after) {
      turn(true, now);
    } else if (fallback && !silent(primary, now) && (steady(primary, now) || lost(other, now))) {
      turn(false, now);
    }
    return fallback;
  }

  private void turn(boolean toFallback, long now) {
    fallback = toFallback;
    turned = now;
  }

  private boolean silent(Delivery from, long now) {
    return from.since() == Delivery.NEVER || now - from.last() > after;
  }

  private boolean steady(Delivery primary, long now) {
    return now - Math.max(primary.since(), primarySilent) >= back;
  }

  /** Nothing has come from it, though it has had the time. */
  private boolean lost(Delivery other, long now) {
    return now - Math.max(other.last(), turned) > after;
  }
}
