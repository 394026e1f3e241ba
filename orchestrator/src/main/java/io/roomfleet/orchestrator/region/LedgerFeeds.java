package io.roomfleet.orchestrator.region;

import io.roomfleet.orchestrator.region.Reservation.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a region's copies of lines read, where their rooms say so. */
final class LedgerFeeds {
  private static final String CAUSE = "its room says what it is to read";

  private LedgerFeeds() {}

  /**
   * What the region's copy of a line is to read from now on, in all of its roles. Nothing changes
   * where there is no copy, or where something newer was said of it.
   *
   * @param ladder one that reads the copy
   */
  static List<RegionEvent> feed(RegionLedger ledger, Order ladder, RelayFeed feed, Instant now) {
    Reservation copy = ledger.reservations().get(ladder.relayId());
    if (copy == null
        || copy.owner() != Reservation.Owner.REGION
        || !feed.lineId().equals(ladder.lineId())
        || feed.version() <= newestVersion(ledger, copy)) {
      return List.of();
    }
    List<Reservation> fed = new ArrayList<>();
    for (Role role : Role.values()) {
      Reservation relay = ledger.reservations().get(Reservation.keyOf(ladder.relayId(), role));
      if (relay != null && relay.owner() == Reservation.Owner.REGION) {
        fed.add(relay.with(relay.order().fedBy(feed), relay.owner(), relay.epoch()));
      }
    }
    return List.of(new RegionEvent.Placed(fed, CAUSE, now));
  }

  /** That of the copy, or of one before it, which is gone. */
  private static long newestVersion(RegionLedger ledger, Reservation copy) {
    return Math.max(copy.order().attempt(), ledger.late().getOrDefault(copy.id(), 0L));
  }
}
