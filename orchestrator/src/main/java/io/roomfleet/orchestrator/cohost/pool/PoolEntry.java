package io.roomfleet.orchestrator.cohost.pool;

import io.roomfleet.api.cohost.PkPoolState;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A room in the pool, or one that was. A room has one entry at most, so it is in one match at most.
 *
 * @param name of its host, for the picture
 * @param until the first instant at which it waits no more
 * @param sessionId of its match; null while it has none
 * @param reason why it waits no more, or waits again, in words
 * @param at of its last change
 */
public record PoolEntry(
    Waiting room,
    String name,
    Instant until,
    PkPoolState state,
    @Nullable String sessionId,
    @Nullable String reason,
    Instant at) {
  /** For so long what became of a room can be asked for. */
  static final Duration KEPT = Duration.ofMinutes(2);

  static PoolEntry waiting(Waiting room, String name, Instant until, Instant at) {
    return new PoolEntry(room, name, until, PkPoolState.WAITING, null, null, at);
  }

  PoolEntry with(
      PkPoolState next, @Nullable String itsSession, @Nullable String why, Instant when) {
    return new PoolEntry(room, name, until, next, itsSession, why, when);
  }

  boolean waits() {
    return state == PkPoolState.WAITING;
  }

  /** True while it waits, or its match is not decided. */
  boolean isIn() {
    return waits() || state == PkPoolState.MEETING;
  }

  boolean isDue(Instant now) {
    return waits() && !now.isBefore(until);
  }

  boolean isForgotten(Instant now) {
    return !isIn() && !now.isBefore(at.plus(KEPT));
  }
}
