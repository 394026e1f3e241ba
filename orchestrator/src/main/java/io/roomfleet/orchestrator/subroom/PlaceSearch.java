package io.roomfleet.orchestrator.subroom;

import io.roomfleet.api.room.Candidate;
import io.roomfleet.api.room.Placement;
import io.roomfleet.orchestrator.placement.Amount;
import io.roomfleet.orchestrator.placement.RegionRanking;
import io.roomfleet.orchestrator.region.LedgerWord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One search of a sub-room for a place: region after region in the order of the ranking, until one
 * holds the order or all refused. Lives only as long as it lasts; its attempt is new each time, so
 * that what an earlier search may have left is known as such. Mutable, of one actor.
 */
final class PlaceSearch {
  private final RegionRanking ranking;
  private final @Nullable String advised;
  private final boolean waits;
  private final List<String> regions;
  private final Amount wanted;
  private final Map<String, String> refusals = new LinkedHashMap<>();
  private final List<Candidate> refusedAgents = new ArrayList<>();
  private int at;
  private long attempt;
  private Instant askedAt = Instant.MIN;
  private @Nullable Amount leastMissing;
  private @Nullable String lastReason;

  /**
   * @param scope which regions to ask after all others. Where there is none to ask, and it is not
   *     to leave one, it waits in the region that is short of least
   * @param advised the region that the plan of the fleet has for it, to be asked first; null for
   *     none
   */
  PlaceSearch(
      RegionRanking ranking,
      SearchScope scope,
      @Nullable String advised,
      Amount wanted,
      long attempt) {
    this.ranking = ranking;
    this.advised = advised;
    List<String> possible =
        ranking.regions().stream()
            .sorted(
                Comparator.comparing((String region) -> scope.last().contains(region))
                    .thenComparing(region -> !region.equals(advised)))
            .toList();
    String waitIn = possible.isEmpty() && !scope.leaves() ? ranking.waitIn() : null;
    this.waits = waitIn != null;
    this.regions = waitIn == null ? possible : List.of(waitIn);
    this.wanted = wanted;
    this.attempt = attempt;
  }

  /** The region to ask, null when all have refused. */
  @Nullable String region() {
    return at < regions.size() ? regions.get(at) : null;
  }

  long attempt() {
    return attempt;
  }

  String why() {
    String region = Objects.requireNonNullElse(region(), "");
    String why = ranking.why(region);
    return region.equals(advised) ? "by the plan of the fleet, " + why : why;
  }

  /** True when it only waits: no region has room, and one is asked so that it knows. */
  boolean waits() {
    return waits;
  }

  boolean isFor(String region, long ofAttempt) {
    return region.equals(region()) && ofAttempt == attempt;
  }

  /** True when the region was not asked yet, or its answer is overdue. */
  boolean mayAsk(Instant now, Duration patience) {
    if (now.isBefore(askedAt.plus(patience))) {
      return false;
    }
    askedAt = now;
    return true;
  }

  void refused(LedgerWord.Refused refused) {
    refusals.put(Objects.requireNonNullElse(region(), ""), refused.reason());
    refusedAgents.addAll(refused.candidates());
    if (leastMissing == null || refused.missing().shareOf(wanted) < leastMissing.shareOf(wanted)) {
      leastMissing = refused.missing();
    }
    lastReason = refused.reason();
    next();
  }

  /** Goes on to the next region with a new attempt. */
  private void next() {
    at++;
    attempt++;
    askedAt = Instant.MIN;
  }

  /** The same region once more, with an attempt that is not late there. */
  void again(long freedUpTo) {
    attempt = Math.max(attempt, freedUpTo) + 1;
    askedAt = Instant.MIN;
  }

  Placement decided(String region, LedgerWord.Held held, Instant now) {
    List<Candidate> candidates = new ArrayList<>(ranking.candidates(region, refusals));
    candidates.addAll(held.candidates());
    candidates.addAll(refusedAgents);
    return new Placement(
        now, region, held.agentId(), held.why(), wanted.toCapacity(), null, candidates);
  }

  /** Why no place was found, by side and by how much. */
  Placement failed(Instant now) {
    List<Candidate> candidates = new ArrayList<>(ranking.candidates(null, refusals));
    candidates.addAll(refusedAgents);
    Amount known = leastMissing == null ? ranking.leastMissing() : leastMissing;
    Amount missing = Objects.requireNonNullElse(known, wanted);
    String reason = lastReason == null || waits ? ranking.refusal() : lastReason;
    if (!wanted.fitsIn(missing)) {
      reason += ": " + missing.inWords() + " missing of " + wanted.inWords() + " wanted";
    }
    return new Placement(
        now, null, null, reason, wanted.toCapacity(), missing.toCapacity(), candidates);
  }
}
