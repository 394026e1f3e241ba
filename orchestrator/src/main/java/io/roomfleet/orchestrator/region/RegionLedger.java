package io.roomfleet.orchestrator.region;

import io.roomfleet.api.agent.Assignment;
import io.roomfleet.api.agent.Source;
import io.roomfleet.api.region.AgentStatus;
import io.roomfleet.orchestrator.placement.Amount;
import io.roomfleet.orchestrator.platform.JournalEvent;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The agents of one region, and which of them holds which assignment. Immutable; {@link #apply} is
 * the only way to another state.
 *
 * <p>What always holds: on no agent do the reservations exceed the capacity in any side; a
 * reservation is on a known agent that is not LOST; each line has at most one relay here.
 *
 * @param region id
 * @param late by id of a freed order, the attempt up to which an order is late; the oldest are
 *     forgotten past {@link #LATE_KEPT}
 * @param lastEpoch of the newest placement
 */
public record RegionLedger(
    String region,
    Map<String, LedgerAgent> agents,
    Map<String, Reservation> reservations,
    Map<String, Long> late,
    long lastEpoch)
    implements JournalEvent {

  static final int LATE_KEPT = 10_000;

  public static RegionLedger empty(String region) {
    return new RegionLedger(region, Map.of(), Map.of(), Map.of(), 0);
  }

  /** The events of a decision (none when nothing changes) and the word for the one who asked. */
  public record Decision(List<RegionEvent> events, LedgerWord word) {}

  /**
   * Reserves what is ordered, or says what is missing. The same order again gives the same answer;
   * with another content it changes the reservation, on the same agent where that has enough left.
   */
  public Decision reserve(Order order, Reservation.Owner owner, Instant now) {
    Reservation held = reservations.get(order.id());
    if (order.attempt() <= late.getOrDefault(order.id(), -1L)
        || (held != null && held.owner() == owner && order.attempt() < held.order().attempt())) {
      return new Decision(
          List.of(),
          new LedgerWord.Dropped(
              order.attempt(),
              lateUpTo(order.id(), held),
              "no agent of the region holds it any more"));
    }
    if (held != null && held.owner() == owner && held.order().equals(order)) {
      return new Decision(List.of(), wordOf(held));
    }
    return LedgerDraft.of(this, "ordered", now).reserve(order, owner);
  }

  /**
   * Frees an order, and the line's copy when nobody reads it any more. Freeing what is not there
   * only marks later orders late.
   */
  public List<RegionEvent> release(String id, long attempt, String cause, Instant now) {
    Reservation held = reservations.get(id);
    if (held != null
        && (held.owner() == Reservation.Owner.REGION || held.order().attempt() > attempt)) {
      return List.of();
    }
    if (held == null && attempt <= late.getOrDefault(id, -1L)) {
      return List.of();
    }
    return LedgerDraft.of(this, cause, now).release(id, attempt);
  }

  /**
   * An agent said hello. What no longer fits, when it came back smaller, is placed elsewhere or
   * dropped.
   */
  public List<RegionEvent> agentCame(String agentId, Amount capacity, URI mediaUrl, Instant now) {
    LedgerAgent known = agents.get(agentId);
    List<RegionEvent> events = new ArrayList<>();
    if (known == null || !known.capacity().equals(capacity) || !known.mediaUrl().equals(mediaUrl)) {
      events.add(new RegionEvent.AgentRegistered(agentId, capacity, mediaUrl, now));
    }
    if (known != null && known.status() != AgentStatus.UP) {
      events.add(
          new RegionEvent.AgentStatusChanged(agentId, AgentStatus.UP, "it is heard again", now));
    }
    if (known != null && !events.isEmpty()) {
      RegionLedger then = applyAll(events);
      events.addAll(
          LedgerDraft.of(then, "agent " + agentId + " came back with less capacity", now)
              .shrinkToFit(agentId));
    }
    return events;
  }

  public List<RegionEvent> agentSuspected(String agentId, String reason, Instant now) {
    LedgerAgent known = agents.get(agentId);
    return known == null || known.status() != AgentStatus.UP
        ? List.of()
        : List.of(new RegionEvent.AgentStatusChanged(agentId, AgentStatus.SUSPECT, reason, now));
  }

  /** Gives up an agent: all it held is placed on others of the region or dropped, in one step. */
  public List<RegionEvent> agentLost(String agentId, String reason, Instant now) {
    LedgerAgent known = agents.get(agentId);
    if (known == null || known.status() == AgentStatus.LOST) {
      return List.of();
    }
    List<RegionEvent> events = new ArrayList<>();
    events.add(new RegionEvent.AgentStatusChanged(agentId, AgentStatus.LOST, reason, now));
    events.addAll(
        LedgerDraft.of(applyAll(events), "agent " + agentId + " was lost: " + reason, now)
            .moveAllFrom(agentId));
    return events;
  }

  /** The state after an event. */
  public RegionLedger apply(RegionEvent event) {
    return event.match(
        new RegionEvent.Cases<>() {
          @Override
          public RegionLedger registered(RegionEvent.AgentRegistered e) {
            LedgerAgent known = agents.get(e.agentId());
            AgentStatus status = known == null ? AgentStatus.UP : known.status();
            return withAgent(new LedgerAgent(e.agentId(), e.capacity(), e.mediaUrl(), status));
          }

          @Override
          public RegionLedger statusChanged(RegionEvent.AgentStatusChanged e) {
            LedgerAgent known = agents.get(e.agentId());
            return known == null ? RegionLedger.this : withAgent(known.with(e.status()));
          }

          @Override
          public RegionLedger placed(RegionEvent.Placed e) {
            Map<String, Reservation> next = new LinkedHashMap<>(reservations);
            long epoch = lastEpoch;
            for (Reservation reservation : e.reservations()) {
              next.put(reservation.id(), reservation);
              epoch = Math.max(epoch, reservation.epoch());
            }
            return new RegionLedger(region, agents, seal(next), late, epoch);
          }

          @Override
          public RegionLedger freed(RegionEvent.Freed e) {
            Map<String, Reservation> next = new LinkedHashMap<>(reservations);
            Map<String, Long> nextLate = new LinkedHashMap<>(late);
            for (RegionEvent.Gone gone : e.gone()) {
              next.remove(gone.id());
              Long known = nextLate.remove(gone.id());
              nextLate.put(
                  gone.id(), known == null ? gone.attempt() : Math.max(known, gone.attempt()));
            }
            var oldest = nextLate.keySet().iterator();
            while (nextLate.size() > LATE_KEPT) {
              oldest.next();
              oldest.remove();
            }
            return new RegionLedger(region, agents, seal(next), seal(nextLate), lastEpoch);
          }
        });
  }

  private long lateUpTo(String id, @Nullable Reservation held) {
    long freed = late.getOrDefault(id, -1L);
    return held == null ? freed : Math.max(freed, held.order().attempt());
  }

  RegionLedger applyAll(List<RegionEvent> events) {
    RegionLedger state = this;
    for (RegionEvent event : events) {
      state = state.apply(event);
    }
    return state;
  }

  /** What the reservations of an agent add up to. */
  public Amount reservedOn(String agentId) {
    Amount sum = Amount.ZERO;
    for (Reservation reservation : reservations.values()) {
      if (reservation.agentId().equals(agentId)) {
        sum = sum.plus(reservation.cost());
      }
    }
    return sum;
  }

  LedgerWord.Held wordOf(Reservation held) {
    LedgerAgent agent = Objects.requireNonNull(agents.get(held.agentId()));
    return new LedgerWord.Held(
        held.order().attempt(),
        held.agentId(),
        held.epoch(),
        agent.mediaUrl(),
        held.why(),
        held.candidates(),
        held.cause(),
        null,
        null);
  }

  /** All that an agent shall run, as the agent protocol says it. */
  public List<Assignment> desiredOf(String agentId) {
    List<Assignment> desired = new ArrayList<>();
    for (Reservation held : reservations.values()) {
      if (held.agentId().equals(agentId)) {
        desired.add(assignmentOf(held));
      }
    }
    return desired;
  }

  private Assignment assignmentOf(Reservation held) {
    Order order = held.order();
    if (held.isRelay()) {
      return new Assignment.Relay(
          order.id(),
          held.epoch(),
          order.roomId(),
          order.lineId(),
          Objects.requireNonNull(order.source()));
    }
    return new Assignment.Transcode(
        order.id(),
        held.epoch(),
        order.roomId(),
        Objects.requireNonNull(order.subRoomId()),
        order.lineId(),
        Objects.requireNonNull(order.ladder()),
        new Source.Upstream(upstreamOf(held)),
        null);
  }

  /**
   * The line's relay in this region; without one, the source region's. On the relay's own agent it
   * is not used.
   */
  private @Nullable URI upstreamOf(Reservation transcode) {
    Order order = transcode.order();
    Reservation relay = reservations.get(order.relayId());
    if (relay == null) {
      return order.upstream();
    }
    if (relay.agentId().equals(transcode.agentId())) {
      return null;
    }
    LedgerAgent holder = Objects.requireNonNull(agents.get(relay.agentId()));
    return relayUrl(holder.mediaUrl(), order.roomId(), order.lineId());
  }

  /** Where an agent hands a line on. */
  public static URI relayUrl(URI mediaUrl, String roomId, String lineId) {
    return URI.create(mediaUrl + "/relay/" + roomId + "/" + lineId + ".ts");
  }

  private RegionLedger withAgent(LedgerAgent agent) {
    Map<String, LedgerAgent> next = new TreeMap<>(agents);
    next.put(agent.id(), agent);
    return new RegionLedger(region, seal(next), reservations, late, lastEpoch);
  }

  private static <V> Map<String, V> seal(Map<String, V> map) {
    return Collections.unmodifiableMap(map);
  }
}
