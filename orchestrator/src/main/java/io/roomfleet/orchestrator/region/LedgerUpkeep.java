package io.roomfleet.orchestrator.region;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How agents and regions go into maintenance and come out of it. Pure. */
final class LedgerUpkeep {
  private LedgerUpkeep() {}

  /**
   * Begins to empty an agent or the region, or changes how that is done while it is under way. What
   * is empty and kept so already stays as it is.
   *
   * @param agentId null for the region
   */
  static List<RegionEvent> begin(
      RegionLedger ledger, @Nullable String agentId, Maintenance.Wish wish, Instant now) {
    Maintenance known = of(ledger, agentId);
    if (known != null && known.doneAt() != null && known.isLike(wish)) {
      return List.of();
    }
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

  /** Ends it: what has not moved yet stays, and what has begun to move stays too. */
  static List<RegionEvent> end(
      RegionLedger ledger,
      @Nullable String agentId,
      String by,
      @Nullable String reason,
      Instant now) {
    Maintenance known = of(ledger, agentId);
    if (known == null) {
      return List.of();
    }
    LedgerSteps steps = new LedgerSteps(ledger);
    steps.take(List.of(new RegionEvent.MaintenanceEnded(agentId, by, reason, now)));
    if (agentId != null) {
      String cause = known.cause("agent " + agentId);
      for (Reservation next : steps.in(Reservation.Role.NEXT)) {
        Reservation held = Objects.requireNonNull(ledger.reservations().get(next.id()));
        if (held.agentId().equals(agentId) && next.cause().equals(cause)) {
          steps.take(steps.ledger().end(next, "agent " + agentId + " was restored", now));
        }
      }
    }
    return steps.events();
  }

  /** The event that says that nothing is left, when that is so and was not said yet. */
  static List<RegionEvent> done(RegionLedger ledger, @Nullable String agentId, Instant now) {
    Maintenance maintenance = of(ledger, agentId);
    boolean empty = ledger.reservations().values().stream().noneMatch(held -> isAt(held, agentId));
    return maintenance != null && maintenance.doneAt() == null && empty
        ? List.of(new RegionEvent.MaintenanceDone(agentId, now))
        : List.of();
  }

  static @Nullable Maintenance of(RegionLedger ledger, @Nullable String agentId) {
    return agentId == null
        ? ledger.maintenance()
        : Objects.requireNonNull(ledger.agents().get(agentId)).maintenance();
  }

  /** The maintenance for which an order has to go; null when it may stay. */
  static @Nullable Maintenance emptying(RegionLedger ledger, Reservation held) {
    Maintenance ofRegion = ledger.maintenance();
    return ofRegion != null && ofRegion.kind() == Maintenance.Kind.EVACUATE
        ? ofRegion
        : of(ledger, held.agentId());
  }

  /** How many orders have their place there. */
  static int left(RegionLedger ledger, @Nullable String agentId) {
    return (int)
        ledger.reservations().values().stream()
            .filter(held -> held.isActive() && hasToGo(held, agentId))
            .count();
  }

  /** True of what is there. Of a region, its own copies of lines go with their readers. */
  static boolean hasToGo(Reservation held, @Nullable String agentId) {
    return isAt(held, agentId) && (agentId != null || held.owner() != Reservation.Owner.REGION);
  }

  private static boolean isAt(Reservation held, @Nullable String agentId) {
    return agentId == null || held.agentId().equals(agentId);
  }
}
