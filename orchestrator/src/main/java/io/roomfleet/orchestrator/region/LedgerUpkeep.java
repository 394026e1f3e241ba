package io.roomfleet.orchestrator.region;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How agents and regions go into maintenance and come out of it. Pure. */
final class LedgerUpkeep {
  private LedgerUpkeep() {}

  /**
   * Begins to empty an agent or the region, or changes how that is done while it is under way.
   *
   * @param agentId null for the region
   */
  static List<RegionEvent> begin(
      RegionLedger ledger, @Nullable String agentId, Maintenance.Wish wish, Instant now) {
    Maintenance known = of(ledger, agentId);
    Maintenance running = known == null || known.doneAt() != null ? null : known;
    Maintenance wanted =
        new Maintenance(
            wish.kind(),
            wish.by(),
            wish.reason(),
            running == null ? now : running.since(),
            wish.deadline(),
            wish.force(),
            running == null ? left(ledger, agentId) : running.total(),
            null);
    return wanted.equals(known)
        ? List.of()
        : List.of(new RegionEvent.MaintenanceBegun(agentId, wanted, now));
  }

  /** Ends it: what has not moved yet stays. */
  static List<RegionEvent> end(
      RegionLedger ledger,
      @Nullable String agentId,
      String by,
      @Nullable String reason,
      Instant now) {
    return of(ledger, agentId) == null
        ? List.of()
        : List.of(new RegionEvent.MaintenanceEnded(agentId, by, reason, now));
  }

  /** The event that says that nothing is left, when that is so and was not said yet. */
  static List<RegionEvent> done(RegionLedger ledger, @Nullable String agentId, Instant now) {
    Maintenance maintenance = of(ledger, agentId);
    boolean empty =
        ledger.reservations().values().stream().noneMatch(held -> concerns(held, agentId));
    return maintenance != null && maintenance.doneAt() == null && empty
        ? List.of(new RegionEvent.MaintenanceDone(agentId, now))
        : List.of();
  }

  static @Nullable Maintenance of(RegionLedger ledger, @Nullable String agentId) {
    return agentId == null
        ? ledger.maintenance()
        : Objects.requireNonNull(ledger.agents().get(agentId)).maintenance();
  }

  /** Orders whose place is there. Of a region, its own copies of lines go with their readers. */
  static int left(RegionLedger ledger, @Nullable String agentId) {
    return (int)
        ledger.reservations().values().stream()
            .filter(held -> held.isActive() && concerns(held, agentId))
            .filter(held -> agentId != null || held.owner() != Reservation.Owner.REGION)
            .count();
  }

  static boolean concerns(Reservation held, @Nullable String agentId) {
    return agentId == null || held.agentId().equals(agentId);
  }
}
