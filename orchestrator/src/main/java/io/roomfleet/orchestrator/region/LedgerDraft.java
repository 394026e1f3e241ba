package io.roomfleet.orchestrator.region;

import io.roomfleet.api.agent.Source;
import io.roomfleet.api.region.AgentStatus;
import io.roomfleet.orchestrator.placement.AgentChoice;
import io.roomfleet.orchestrator.placement.AgentSnapshot;
import io.roomfleet.orchestrator.placement.Amount;
import io.roomfleet.orchestrator.placement.AssignmentCost;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A ledger while one decision is worked out on it: reservations are put and taken, and what came of
 * it is read off as events. Not kept.
 */
final class LedgerDraft {
  private final RegionLedger before;
  private final String cause;
  private final Instant now;
  private final Map<String, Reservation> reservations;
  private final Map<String, Amount> reserved = new HashMap<>();
  private final Map<String, Reservation> put = new LinkedHashMap<>();
  private final Map<String, RegionEvent.Gone> gone = new LinkedHashMap<>();
  private long epoch;

  private LedgerDraft(RegionLedger before, String cause, Instant now) {
    this.before = before;
    this.cause = cause;
    this.now = now;
    this.reservations = new LinkedHashMap<>(before.reservations());
    this.epoch = before.lastEpoch();
    for (Reservation held : reservations.values()) {
      reserved.merge(held.agentId(), held.cost(), Amount::plus);
    }
  }

  /**
   * @param cause why the decision is taken, as events tell it
   */
  static LedgerDraft of(RegionLedger before, String cause, Instant now) {
    return new LedgerDraft(before, cause, now);
  }

  RegionLedger.Decision reserve(Order order, Reservation.Owner owner) {
    Reservation held = reservations.get(order.id());
    if (held != null) {
      take(held);
      if (stays(held, order)) {
        long next = held.order().runsLike(order) ? held.epoch() : ++epoch;
        put(held.with(order, owner, next));
        refreshRelay(order);
        return new RegionLedger.Decision(events(), word(order));
      }
    }
    AgentChoice choice = place(order, owner);
    if (choice.agentId() == null) {
      Amount missing = Objects.requireNonNull(choice.missing());
      return new RegionLedger.Decision(
          List.of(),
          new LedgerWord.Refused(order.attempt(), missing, choice.reason(), choice.candidates()));
    }
    if (held != null) {
      dropUnreadRelay(held.order());
    }
    return new RegionLedger.Decision(events(), word(order));
  }

  List<RegionEvent> release(String id, long attempt) {
    Reservation held = reservations.get(id);
    gone.put(id, new RegionEvent.Gone(id, attempt));
    if (held != null) {
      take(held);
      if (held.isRelay() && isRead(held.order())) {
        // Others still read the line here: its slate goes on filling in until they leave.
        Order orphan = held.order();
        put(
            new Reservation(
                new Order(
                    orphan.id(),
                    orphan.kind(),
                    orphan.roomId(),
                    null,
                    orphan.lineId(),
                    0,
                    orphan.cost(),
                    null,
                    new Source.Upstream(null),
                    null,
                    null),
                Reservation.Owner.REGION,
                held.agentId(),
                held.epoch(),
                held.why(),
                held.candidates(),
                cause));
      } else {
        dropUnreadRelay(held.order());
      }
    }
    return events();
  }

  List<RegionEvent> moveAllFrom(String agentId) {
    List<Reservation> displaced =
        reservations.values().stream().filter(r -> r.agentId().equals(agentId)).toList();
    move(displaced);
    return events();
  }

  List<RegionEvent> shrinkToFit(String agentId) {
    LedgerAgent agent = Objects.requireNonNull(before.agents().get(agentId));
    List<Reservation> newestFirst =
        reservations.values().stream()
            .filter(r -> r.agentId().equals(agentId))
            .sorted(
                Comparator.comparing(Reservation::isRelay)
                    .thenComparing(Comparator.comparingLong(Reservation::epoch).reversed()))
            .toList();
    List<Reservation> displaced = new ArrayList<>();
    Amount left = reservedOn(agentId);
    for (Reservation held : newestFirst) {
      if (left.fitsIn(agent.capacity())) {
        break;
      }
      displaced.add(held);
      left = left.minus(held.cost());
    }
    move(displaced);
    return events();
  }

  /**
   * Lines first, so that ladders find them; the line's copy of a region is made again by the first
   * ladder that needs it.
   */
  private void move(List<Reservation> displaced) {
    displaced.forEach(this::take);
    for (Reservation held : displaced) {
      if (held.owner() == Reservation.Owner.ROOM
          && place(held.order(), held.owner()).agentId() == null) {
        drop(held);
      }
    }
    for (Reservation held : displaced) {
      if (held.isTranscode() && place(held.order(), held.owner()).agentId() == null) {
        drop(held);
      }
    }
    for (Reservation held : displaced) {
      if (held.owner() == Reservation.Owner.REGION && !reservations.containsKey(held.id())) {
        if (!isRead(held.order()) || place(held.order(), held.owner()).agentId() == null) {
          drop(held);
        }
      } else if (held.isTranscode()) {
        dropUnreadRelay(held.order());
      }
    }
  }

  /** Puts the order on the best agent, and the line's copy with it when the region has none yet. */
  private AgentChoice place(Order order, Reservation.Owner owner) {
    boolean needsRelay = order.ladder() != null && !reservations.containsKey(order.relayId());
    Amount extra = needsRelay ? AssignmentCost.ofRelay() : Amount.ZERO;
    AgentChoice choice =
        AgentChoice.of(before.region(), order.cost(), extra, snapshots(order.relayId()));
    String agentId = choice.agentId();
    if (agentId != null) {
      if (needsRelay) {
        String why = "with the first ladder of its line here";
        put(
            new Reservation(
                order.regionRelay(),
                Reservation.Owner.REGION,
                agentId,
                ++epoch,
                why,
                List.of(),
                cause));
      }
      put(
          new Reservation(
              order, owner, agentId, ++epoch, choice.reason(), choice.candidates(), cause));
    }
    return choice;
  }

  private List<AgentSnapshot> snapshots(String relayId) {
    Reservation relay = reservations.get(relayId);
    List<AgentSnapshot> snapshots = new ArrayList<>();
    for (LedgerAgent agent : before.agents().values()) {
      snapshots.add(
          new AgentSnapshot(
              agent.id(),
              agent.status() == AgentStatus.UP,
              relay != null && relay.agentId().equals(agent.id()),
              agent.capacity(),
              reservedOn(agent.id())));
    }
    return snapshots;
  }

  private boolean stays(Reservation held, Order order) {
    LedgerAgent agent = before.agents().get(held.agentId());
    return agent != null
        && order.lineId().equals(held.order().lineId())
        && order.cost().fitsIn(agent.capacity().minus(reservedOn(held.agentId())));
  }

  /** A ladder that knows a newer address of the line's source tells the region's copy. */
  private void refreshRelay(Order order) {
    Reservation relay = reservations.get(order.relayId());
    if (order.ladder() != null
        && relay != null
        && relay.owner() == Reservation.Owner.REGION
        && order.upstream() != null
        && !new Source.Upstream(order.upstream()).equals(relay.order().source())) {
      take(relay);
      put(relay.with(order.regionRelay(), relay.owner(), relay.epoch()));
    }
  }

  private void dropUnreadRelay(Order reader) {
    Reservation relay = reservations.get(reader.relayId());
    if (relay != null && relay.owner() == Reservation.Owner.REGION && !isRead(reader)) {
      take(relay);
      drop(relay);
    }
  }

  private boolean isRead(Order line) {
    return reservations.values().stream()
        .anyMatch(r -> r.isTranscode() && r.order().relayId().equals(line.relayId()));
  }

  private Amount reservedOn(String agentId) {
    return reserved.getOrDefault(agentId, Amount.ZERO);
  }

  private void put(Reservation reservation) {
    reservations.put(reservation.id(), reservation);
    reserved.merge(reservation.agentId(), reservation.cost(), Amount::plus);
    put.put(reservation.id(), reservation);
    gone.computeIfPresent(
        reservation.id(), (id, g) -> reservation.owner() == Reservation.Owner.REGION ? g : null);
  }

  private void take(Reservation reservation) {
    reservations.remove(reservation.id());
    reserved.merge(reservation.agentId(), reservation.cost(), (a, b) -> a.minus(b));
    put.remove(reservation.id());
  }

  private void drop(Reservation reservation) {
    long attempt =
        reservation.owner() == Reservation.Owner.REGION ? -1 : reservation.order().attempt();
    gone.put(reservation.id(), new RegionEvent.Gone(reservation.id(), attempt));
  }

  private LedgerWord word(Order order) {
    Reservation held = Objects.requireNonNull(reservations.get(order.id()));
    return before.wordOf(held);
  }

  private List<RegionEvent> events() {
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
