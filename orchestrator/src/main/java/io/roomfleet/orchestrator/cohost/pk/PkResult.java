package io.roomfleet.orchestrator.cohost.pk;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a round ended.
 *
 * @param round from 1
 * @param points by team
 * @param winner the team; null on a draw
 * @param how what decided it
 * @param extraTimes how often time was added
 */
public record PkResult(
    int round,
    Map<String, Long> points,
    @Nullable String winner,
    How how,
    int extraTimes,
    Instant startedAt,
    Instant endedAt) {

  /** What decided a round. */
  public enum How {
    /** The most points when its time was over. */
    POINTS,
    /** Two or more had the most points, and no time was to be added any more. */
    DRAW,
    /** Only one team was left. */
    FORFEIT,
    /** Nobody was left, or the session was ended. */
    BROKEN_OFF
  }
}
