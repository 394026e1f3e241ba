package io.roomfleet.orchestrator.region;

import io.roomfleet.orchestrator.placement.AgentTable;
import io.roomfleet.orchestrator.placement.Amount;
import io.roomfleet.orchestrator.region.Reservation.Role;
import java.time.Instant;
import java.util.ArrayList;
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
  private final Map<String, Reservation> put = new LinkedHashMap<>();
  private final Map<String, RegionEvent.Gone> gone = new LinkedHashMap<>();

  private AgentTable agents;

  LedgerBooks(Map<String, Reservation> reservations, AgentTable agents) {
    this.reservations = new LinkedHashMap<>(reservations);
    this.agents = agents;
  }

  /** With what is booked on them now. */
  AgentTable agents() {
    return agents;
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
    return agents.reservedOn(agentId);
  }

  /** All that the region holds of a room, in any role. */
  List<Reservation> ofRoom(String roomId) {
    return reservations.values().stream().filter(r -> r.order().roomId().equals(roomId)).toList();
  }

  boolean isRead(Order line) {
    return reservations.values().stream()
        .anyMatch(r -> r.isTranscode() && r.order().relayId().equals(line.relayId()));
  }

  void put(Reservation reservation) {
    reservations.put(reservation.key(), reservation);
    agents = agents.booked(reservation.agentId(), reservation.cost());
    put.put(reservation.key(), reservation);
    gone.computeIfPresent(
        reservation.key(), (id, g) -> reservation.owner() == Reservation.Owner.REGION ? g : null);
  }

  void take(Reservation reservation) {
    reservations.remove(reservation.key());
    agents = agents.booked(reservation.agentId(), reservation.cost().negated());
    put.remove(reservation.key());
  }

  /** Notes that what was taken is not put again. */
  void drop(Reservation reservation) {
    boolean unnumbered =
        reservation.owner() == Reservation.Owner.REGION && !reservation.order().isFed();
    long attempt = unnumbered ? -1 : reservation.order().attempt();
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
