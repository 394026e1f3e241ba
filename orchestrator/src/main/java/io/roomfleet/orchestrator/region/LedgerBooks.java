package io.roomfleet.orchestrator.region;

import io.roomfleet.orchestrator.placement.Amount;
import io.roomfleet.orchestrator.region.Reservation.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A ledger's reservations while a decision is worked out: put, taken, dropped; what came of it is
 * read off as events. Mutable, not kept.
 */
final class LedgerBooks {
  private final Map<String, Reservation> reservations;
  private final Map<String, Amount> reserved = new HashMap<>();
  private final Map<String, Reservation> put = new LinkedHashMap<>();
  private final Map<String, RegionEvent.Gone> gone = new LinkedHashMap<>();

  LedgerBooks(Map<String, Reservation> reservations) {
    this.reservations = new LinkedHashMap<>(reservations);
    for (Reservation held : reservations.values()) {
      reserved.merge(held.agentId(), held.cost(), Amount::plus);
    }
  }

  @Nullable Reservation get(String id, Role role) {
    return reservations.get(Reservation.keyOf(id, role));
  }

  /** The place of an order that counts. */
  @Nullable Reservation active(String id) {
    return reservations.get(id);
  }

  List<Reservation> on(String agentId) {
    return reservations.values().stream().filter(r -> r.agentId().equals(agentId)).toList();
  }

  Amount reservedOn(String agentId) {
    return reserved.getOrDefault(agentId, Amount.ZERO);
  }

  /** True when the agent has the order in any role: no agent runs an order twice. */
  boolean holds(String agentId, String id) {
    for (Role role : Role.values()) {
      Reservation held = get(id, role);
      if (held != null && held.agentId().equals(agentId)) {
        return true;
      }
    }
    return false;
  }

  boolean isRead(Order line) {
    return reservations.values().stream()
        .anyMatch(r -> r.isTranscode() && r.order().relayId().equals(line.relayId()));
  }

  void put(Reservation reservation) {
    reservations.put(reservation.key(), reservation);
    reserved.merge(reservation.agentId(), reservation.cost(), Amount::plus);
    put.put(reservation.key(), reservation);
    gone.computeIfPresent(
        reservation.key(), (id, g) -> reservation.owner() == Reservation.Owner.REGION ? g : null);
  }

  void take(Reservation reservation) {
    reservations.remove(reservation.key());
    reserved.merge(reservation.agentId(), reservation.cost(), (a, b) -> a.minus(b));
    put.remove(reservation.key());
  }

  /** Notes that what was taken is not put again. */
  void drop(Reservation reservation) {
    long attempt =
        reservation.owner() == Reservation.Owner.REGION ? -1 : reservation.order().attempt();
    gone(reservation.key(), attempt);
  }

  void takeAndDrop(@Nullable Reservation reservation) {
    if (reservation != null) {
      take(reservation);
      drop(reservation);
    }
  }

  void gone(String key, long attempt) {
    gone.put(key, new RegionEvent.Gone(key, attempt));
  }

  List<RegionEvent> events(String cause, Instant now) {
    List<RegionEvent> events = new ArrayList<>();
    if (!gone.isEmpty()) {
      events.add(new RegionEvent.Freed(List.copyOf(gone.values()), cause, now));
    }
    if (!put.isEmpty()) {
      events.add(new RegionEvent.Placed(List.copyOf(put.values()), cause, now));
    }
    return events;
  }
}
