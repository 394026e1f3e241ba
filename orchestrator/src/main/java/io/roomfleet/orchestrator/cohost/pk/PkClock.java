package io.roomfleet.orchestrator.cohost.pk;

import io.roomfleet.api.cohost.PkPhase;
import java.time.Duration;
import java.time.Instant;

/**
 * The clock of a round, as every client shows it: a client takes the difference of its own clock to
 * {@code serverTime} once and counts by the two instants from then on.
 *
 * @param phase before, in, or after the time in which points count
 * @param startsAt the first instant at which points count
 * @param endsAt the first instant at which they count no more; later after extra time
 * @param remainingMillis until the next of the two, rounded up; 0 once it is over
 */
public record PkClock(
    Instant serverTime, PkPhase phase, Instant startsAt, Instant endsAt, long remainingMillis) {
  static PkClock of(Instant startsAt, Instant endsAt, Instant now) {
    if (now.isBefore(startsAt)) {
      return new PkClock(now, PkPhase.COUNTDOWN, startsAt, endsAt, millis(now, startsAt));
    } else if (now.isBefore(endsAt)) {
      return new PkClock(now, PkPhase.RUNNING, startsAt, endsAt, millis(now, endsAt));
    }
    return new PkClock(now, PkPhase.OVER, startsAt, endsAt, 0);
  }

  private static long millis(Instant from, Instant to) {
    return Duration.between(from, to).plusNanos(999_999).toMillis();
  }
}
