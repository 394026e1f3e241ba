package io.roomfleet.orchestrator.region;

import io.roomfleet.orchestrator.region.Reservation.Role;
import java.util.ArrayList;
import java.util.List;

/** A ledger as the steps of one look at it change it, and the events of those steps. Not kept. */
final class LedgerSteps {
  private RegionLedger ledger;
  private final List<RegionEvent> events = new ArrayList<>();

  LedgerSteps(RegionLedger ledger) {
    this.ledger = ledger;
  }

  void take(List<RegionEvent> more) {
    events.addAll(more);
    ledger = ledger.applyAll(more);
  }

  RegionLedger ledger() {
    return ledger;
  }

  List<RegionEvent> events() {
    return events;
  }

  List<Reservation> in(Role role) {
    return ledger.reservations().values().stream().filter(held -> held.role() == role).toList();
  }
}
