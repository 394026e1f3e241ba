package io.roomfleet.orchestrator.region;

import io.roomfleet.api.region.MaintenanceView;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How far it is with emptying agents and the region, for people to look at. */
record UpkeepProgress(LedgerEmptying emptying, InstantSource clock) {
  private static final int MOST_WAITING = 20;

  /**
   * Null while there is no maintenance.
   *
   * @param agentId null for the region
   */
  @Nullable MaintenanceView of(RegionLedger ledger, @Nullable String agentId) {
    Maintenance maintenance = LedgerUpkeep.of(ledger, agentId);
    if (maintenance == null) {
      return null;
    }
    Map<Boolean, List<Reservation>> left =
        ledger.reservations().values().stream()
            .filter(held -> held.isActive() && LedgerUpkeep.hasToGo(held, agentId))
            .collect(Collectors.partitioningBy(held -> isMoving(ledger, held, maintenance)));
    List<Reservation> moving = Objects.requireNonNull(left.get(true));
    List<Reservation> staying = Objects.requireNonNull(left.get(false));
    return new MaintenanceView(
        maintenance.kind().name(),
        maintenance.by(),
        maintenance.reason(),
        maintenance.since(),
        maintenance.deadline(),
        maintenance.force(),
        maintenance.total(),
        Math.max(0, maintenance.total() - moving.size() - staying.size()),
        moving.size(),
        maintenance.doneAt(),
        staying.stream()
            .filter(held -> emptying.whyWaiting(held.id()) != null)
            .limit(MOST_WAITING)
            .map(this::waiting)
            .toList());
  }

  /** Once the deadline is over, an owner that was asked to leave is one that has not. */
  private boolean isMoving(RegionLedger ledger, Reservation held, Maintenance maintenance) {
    Instant now = clock.instant();
    return ledger.reservations().containsKey(Reservation.keyOf(held.id(), Reservation.Role.NEXT))
        || (now.isBefore(maintenance.deadline()) && emptying.isLeaving(held.id(), now));
  }

  private MaintenanceView.Waiting waiting(Reservation held) {
    return new MaintenanceView.Waiting(
        held.id(),
        held.order().roomId(),
        held.order().subRoomId(),
        String.valueOf(emptying.whyWaiting(held.id())));
  }
}
