package io.roomfleet.orchestrator.region;

import io.roomfleet.api.region.AgentStatus;
import io.roomfleet.orchestrator.placement.AgentTable;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Folds one event into a ledger. Total: every event has its case. */
record LedgerFold(RegionLedger ledger) implements RegionEvent.Cases<RegionLedger> {

  @Override
  public RegionLedger registered(RegionEvent.AgentRegistered e) {
    LedgerAgent known = ledger.agents().get(e.agentId());
    AgentStatus status = known == null ? AgentStatus.UP : known.status();
    Maintenance maintenance = known == null ? null : known.maintenance();
    return ledger.with(
        new LedgerAgent(
            e.agentId(), e.capacity(), e.mediaUrl(), e.abilities(), status, maintenance));
  }

  @Override
  public RegionLedger statusChanged(RegionEvent.AgentStatusChanged e) {
    LedgerAgent known = ledger.agents().get(e.agentId());
    return known == null ? ledger : ledger.with(known.with(e.status()));
  }

  @Override
  public RegionLedger placed(RegionEvent.Placed e) {
    Map<String, Reservation> next = new LinkedHashMap<>(ledger.reservations());
    long epoch = ledger.lastEpoch();
    AgentTable table = ledger.table();
    for (Reservation reservation : e.reservations()) {
      table = without(table, next.put(reservation.key(), reservation));
      table = table.booked(reservation.agentId(), reservation.cost());
      epoch = Math.max(epoch, reservation.epoch());
    }
    return ledger.with(next, ledger.late(), epoch, table);
  }

  @Override
  public RegionLedger freed(RegionEvent.Freed e) {
    Map<String, Reservation> next = new LinkedHashMap<>(ledger.reservations());
    Map<String, Long> nextLate = new LinkedHashMap<>(ledger.late());
    AgentTable table = ledger.table();
    for (RegionEvent.Gone gone : e.gone()) {
      Reservation was = next.remove(gone.id());
      table = without(table, was);
      if (was == null || was.isActive()) {
        Long known = nextLate.remove(gone.id());
        nextLate.put(gone.id(), known == null ? gone.attempt() : Math.max(known, gone.attempt()));
      }
    }
    Iterator<String> oldest = nextLate.keySet().iterator();
    while (nextLate.size() > RegionLedger.LATE_KEPT) {
      oldest.next();
      oldest.remove();
    }
    return ledger.with(next, nextLate, ledger.lastEpoch(), table);
  }

  private static AgentTable without(AgentTable table, @Nullable Reservation was) {
    return was == null ? table : table.booked(was.agentId(), was.cost().negated());
  }

  @Override
  public RegionLedger maintenanceBegun(RegionEvent.MaintenanceBegun e) {
    return maintained(e.agentId(), before -> e.maintenance());
  }

  @Override
  public RegionLedger maintenanceDone(RegionEvent.MaintenanceDone e) {
    return maintained(e.agentId(), before -> Objects.requireNonNull(before).done(e.at()));
  }

  @Override
  public RegionLedger maintenanceEnded(RegionEvent.MaintenanceEnded e) {
    return maintained(e.agentId(), before -> null);
  }

  private RegionLedger maintained(
      @Nullable String agentId, UnaryOperator<@Nullable Maintenance> change) {
    if (agentId == null) {
      return ledger.with(change.apply(ledger.maintenance()));
    }
    LedgerAgent known = Objects.requireNonNull(ledger.agents().get(agentId));
    return ledger.with(known.with(change.apply(known.maintenance())));
  }
}
