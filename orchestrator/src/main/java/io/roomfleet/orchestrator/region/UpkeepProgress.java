package io.roomfleet.orchestrator.region;

import io.roomfleet.api.region.MaintenanceView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far it is with emptying agents and the region, for people to look at. */
record UpkeepProgress(LedgerMoves moves) {
  private static final int MOST_WAITING = 20;

  @Nullable MaintenanceView ofRegion(RegionLedger ledger) {
    return of(ledger, null);
  }

  /**
   * @param agentId null for the region
   */
  @Nullable MaintenanceView of(RegionLedger ledger, @Nullable String agentId) {
    Maintenance maintenance = LedgerUpkeep.of(ledger, agentId);
    if (maintenance == null) {
      return null;
    }
    int left = LedgerUpkeep.left(ledger, agentId);
    List<Reservation> there =
        ledger.reservations().values().stream()
            .filter(held -> held.isActive() && LedgerUpkeep.concerns(held, agentId))
            .toList();
    return new MaintenanceView(
        maintenance.kind().name(),
        maintenance.by(),
        maintenance.reason(),
        maintenance.since(),
        maintenance.deadline(),
        maintenance.force(),
        maintenance.total(),
        Math.max(0, maintenance.total() - left),
        (int) there.stream().filter(held -> isMoving(ledger, held)).count(),
        maintenance.doneAt(),
        there.stream()
            .filter(held -> moves.waiting().containsKey(held.id()))
            .limit(MOST_WAITING)
            .map(this::waiting)
            .toList());
  }

  private boolean isMoving(RegionLedger ledger, Reservation held) {
    return moves.askedToLeave().contains(held.id())
        || ledger.reservations().containsKey(Reservation.keyOf(held.id(), Reservation.Role.NEXT));
  }

  private MaintenanceView.Waiting waiting(Reservation held) {
    return new MaintenanceView.Waiting(
        held.id(),
        held.order().roomId(),
        held.order().subRoomId(),
        String.valueOf(moves.waiting().get(held.id())));
  }
}
