package io.roomfleet.orchestrator.cohost;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * How often one changes something by the own token: each change is an event of the session, and an
 * order to a ledger that all rooms of its region share. In memory, of one actor.
 */
final class SeatPace {
  static final int MOST = 20;
  static final Duration WITHIN = Duration.ofSeconds(10);

  private final Map<String, Deque<Instant>> changes = new HashMap<>();

  /** Whether one more is taken now; it counts then. */
  boolean takes(String seatId, Instant now) {
    Deque<Instant> newest = changes.computeIfAbsent(seatId, id -> new ArrayDeque<>());
    while (!newest.isEmpty() && !now.isBefore(newest.getFirst().plus(WITHIN))) {
      newest.removeFirst();
    }
    if (newest.size() >= MOST) {
      return false;
    }
    newest.addLast(now);
    return true;
  }
}
