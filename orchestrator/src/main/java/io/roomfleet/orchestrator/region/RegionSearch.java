package io.roomfleet.orchestrator.region;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One search of an order for a place: region after region, until one holds the order or all have
 * refused. Mutable, of one actor; all of it may be lost.
 */
public final class RegionSearch {
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
   * @param moves true when it runs and is to leave where it does
   * @param attempt no ledger has had the order with this one or a larger
   */
  public RegionSearch(List<String> regions, boolean moves, long attempt) {
    this.regions = regions;
    this.moves = moves;
    this.attempt = attempt;
  }

  public boolean moves() {
    return moves;
  }

  public long attempt() {
    return attempt;
  }

  /** The region to ask; null when all have refused. */
  public @Nullable String region() {
    return at < regions.size() ? regions.get(at) : null;
  }

  public boolean isOut(String region, long itsAttempt) {
    return region.equals(region()) && itsAttempt == attempt;
  }

  /** True when the region was not asked yet, or its answer is overdue. */
  public boolean mayAsk(Instant now) {
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

  public void refused(String reason) {
    refusals.add(region() + ": " + reason);
    at++;
    attempt++;
    tries = 0;
    askedAt = Instant.MIN;
  }

  /** The same region once more, with an attempt that is not late there. */
  public void late(long freedUpTo) {
    attempt = Math.max(attempt, freedUpTo) + 1;
    askedAt = Instant.MIN;
  }

  /**
   * Why there is none, the first few regions by name.
   *
   * @param none said where there was no region to ask
   */
  public String reason(String none) {
    if (refusals.isEmpty()) {
      return none;
    }
    int shown = Math.min(3, refusals.size());
    String more = refusals.size() > shown ? "; and " + (refusals.size() - shown) + " more" : "";
    return String.join("; ", refusals.subList(0, shown)) + more;
  }
}
