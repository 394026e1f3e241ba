package io.roomfleet.orchestrator.subroom;

import io.roomfleet.api.room.Placement;
import io.roomfleet.orchestrator.placement.RegionRanking;
import io.roomfleet.orchestrator.placement.RegionWish;
import io.roomfleet.orchestrator.region.FleetView;
import io.roomfleet.orchestrator.region.LedgerWord;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A sub-room's searches for a place, one after the other: after one that found nothing 1, 2, 4,
 * then 8 s pass, so that a full fleet is not asked all the time. In memory; of one actor.
 */
final class SearchPace {
  private static final Duration RETRY_MIN = Duration.ofSeconds(1);
  private static final Duration RETRY_MAX = Duration.ofSeconds(8);

  private final FleetView fleet;
  private @Nullable PlaceSearch running;
  private Instant next = Instant.MIN;
  private Duration retry = RETRY_MIN;
  private @Nullable String advised;
  private Instant adviceEnds = Instant.MIN;

  SearchPace(FleetView fleet) {
    this.fleet = fleet;
  }

  @Nullable PlaceSearch running() {
    return running;
  }

  /** The search that is waiting for this ledger's answer, null when none is. */
  @Nullable PlaceSearch waitingFor(String region, LedgerWord word) {
    return running != null && running.isFor(region, word.attempt()) ? running : null;
  }

  /** True when no search runs and it is time for one. */
  boolean isDue(Instant now) {
    return running == null && !now.isBefore(next);
  }

  /**
   * Begins a search.
   *
   * @param scope where it may look
   * @return null when it is too early: the regions that there are have not all been heard yet
   */
  @Nullable PlaceSearch start(SubRoomState state, SearchScope scope, Instant now) {
    if (scope.only() == null && !fleet.isComplete()) {
      next = now.plus(RETRY_MIN);
      return null;
    }
    RegionWish wish = SubRoomOrders.wishOf(state, scope);
    RegionRanking ranking = RegionRanking.of(wish, fleet.regions(), fleet.policy(), now);
    long attempt = Math.max(state.lastAttempt() + 1, now.toEpochMilli());
    String plan = now.isBefore(adviceEnds) ? advised : null;
    running = new PlaceSearch(ranking, scope, plan, wish.need(), attempt);
    String first = running.region();
    if (first != null && !running.waits()) {
      fleet.sent(first, wish.need());
    }
    return running;
  }

  /** The search has found no place; the next one waits. */
  Placement failed(PlaceSearch search, Instant now) {
    running = null;
    next = now.plus(retry);
    retry = retry.multipliedBy(2).compareTo(RETRY_MAX) > 0 ? RETRY_MAX : retry.multipliedBy(2);
    return search.failed(now);
  }

  /** The plan of the fleet has a region for it: until then that one is asked first. */
  void advise(String region, Instant until) {
    advised = region;
    adviceEnds = until;
    hurry();
  }

  /** There is new hope: a search that waits for its time begins at once. */
  void hurry() {
    next = Instant.MIN;
    retry = RETRY_MIN;
  }

  /** A place is found: the next search, whenever it comes, begins at once. */
  void found() {
    running = null;
    retry = RETRY_MIN;
  }

  /** The place is lost: nothing is waited for. */
  void startOver() {
    running = null;
    next = Instant.MIN;
  }
}
