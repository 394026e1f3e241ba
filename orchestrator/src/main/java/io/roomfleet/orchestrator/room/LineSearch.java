package io.roomfleet.orchestrator.room;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One search of a line for a place: region after region, until one holds the order or all have
 * refused. Mutable, of one actor; all of it may be lost.
 */
final class LineSearch {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** A ledger that does not answer so many times is passed over. */
  private static final int TRIES = 3;

  private final List<String> regions;
  private final List<String> refusals = new ArrayList<>();
  private final boolean moves;
  private int at;
  private int tries;
  private long attempt;
  private Instant askedAt = Instant.MIN;

  /**
   * @param moves true when the line runs and is to leave where it does
   * @param attempt no ledger has had an order of the line with this one or a larger
   */
  LineSearch(List<String> regions, boolean moves, long attempt) {
    this.regions = regions;
    this.moves = moves;
    this.attempt = attempt;
  }

  boolean moves() {
    return moves;
  }

  long attempt() {
    return attempt;
  }

  /** The region to ask; null when all have refused. */
  @Nullable String region() {
    return at < regions.size() ? regions.get(at) : null;
  }

  boolean isOut(String region, long itsAttempt) {
    return region.equals(region()) && itsAttempt == attempt;
  }

  /** True when the region was not asked yet, or its answer is overdue. */
  boolean mayAsk(Instant now) {
    if (region() == null || now.isBefore(askedAt.plus(PATIENCE))) {
      return false;
    }
    if (tries == TRIES) {
      refused("did not answer");
    }
    tries++;
    askedAt = now;
    return region() != null;
  }

  void refused(String reason) {
    refusals.add(region() + ": " + reason);
    at++;
    attempt++;
    tries = 0;
    askedAt = Instant.MIN;
  }

  /** The same region once more, with an attempt that is not late there. */
  void late(long freedUpTo) {
    attempt = Math.max(attempt, freedUpTo) + 1;
    askedAt = Instant.MIN;
  }

  /** Why there is none, the first few regions by name. */
  String reason() {
    if (refusals.isEmpty()) {
      return "no other region that the room allows can take it in";
    }
    int shown = Math.min(3, refusals.size());
    String more = refusals.size() > shown ? "; and " + (refusals.size() - shown) + " more" : "";
    return String.join("; ", refusals.subList(0, shown)) + more;
  }
}
