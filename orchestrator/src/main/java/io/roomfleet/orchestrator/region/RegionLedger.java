package io.roomfleet.orchestrator.region;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.roomfleet.api.agent.Ability;
import io.roomfleet.api.agent.Assignment;
import io.roomfleet.api.agent.Source;
import io.roomfleet.api.region.AgentStatus;
import io.roomfleet.orchestrator.placement.AgentSearch;
import io.roomfleet.orchestrator.placement.AgentTable;
import io.roomfleet.orchestrator.placement.AgentWish;
import io.roomfleet.orchestrator.placement.Amount;
import io.roomfleet.orchestrator.placement.price.PlacementPolicy;
import io.roomfleet.orchestrator.platform.JournalEvent;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The agents of one region, and which of them holds which assignment. Immutable; {@link #apply} is
 * the only way to another state.
 *
 * <p>What always holds: on no agent do the reservations exceed the capacity in any side; a
 * reservation is on a known agent that is not LOST; each line has at most one relay here that
 * counts; no two roles of an order are on one agent.
 *
 * @param region id
 * @param reservations by {@link Reservation#key}: an order's id leads to the place that counts
 * @param late by id of a freed order, the attempt up to which an order is late; the oldest are
 *     forgotten past {@link #LATE_KEPT}
 * @param lastEpoch of the newest placement
 * @param maintenance of the whole region; null while it takes what comes
 * @param table the agents with what is booked on them, for searches: follows from the rest, and is
 *     not written
 */
public record RegionLedger(
    String region,
    Map<String, LedgerAgent> agents,
    Map<String, Reservation> reservations,
    Map<String, Long> late,
    long lastEpoch,
    @Nullable Maintenance maintenance,
    @JsonIgnore AgentTable table)
    implements JournalEvent {

  static final int LATE_KEPT = 10_000;

  @SuppressWarnings("NullAway") // What is not written comes as null.
  public RegionLedger {
    table = table == null ? tableOf(agents, reservations) : table;
  }

  private static AgentTable tableOf(
      Map<String, LedgerAgent> agents, Map<String, Reservation> reservations) {
    AgentTable table =
        AgentTable.of(agents.values().stream().map(agent -> agent.row(Amount.ZERO)).toList());
    for (Reservation held : reservations.values()) {
      if (agents.containsKey(held.agentId())) {
        table = table.booked(held.agentId(), held.cost());
      }
    }
    return table;
  }

  public static RegionLedger empty(String region) {
    return new RegionLedger(region, Map.of(), Map.of(), Map.of(), 0, null, AgentTable.EMPTY);
  }

  /** The events of a decision (none when nothing changes) and the word for the one who asked. */
  public record Decision(List<RegionEvent> events, LedgerWord word) {}

  /**
   * Reserves what is ordered, or says what is missing. The same order again gives the same answer;
   * with another content it changes the reservation, on the same agent where that has enough left.
   */
  public Decision reserve(
      Order order, Reservation.Owner owner, PlacementPolicy policy, Instant now) {
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
    if (held == null && maintenance != null) {
      String reason = maintenance.cause("region " + region) + " and takes nothing new";
      return new Decision(
          List.of(), new LedgerWord.Refused(order.attempt(), order.cost(), reason, List.of()));
    }
    return LedgerDraft.of(this, policy, "ordered", now).reserve(order, owner);
  }

  /**
   * Frees an order, and the line's copy when nobody reads it any more. Freeing what is not there
   * only marks later orders late.
   *
   * @param parting how long what is freed goes on for those who still watch it; null when it ends
   *     at once
   */
  public List<RegionEvent> release(
      String id, long attempt, String cause, Reservation.@Nullable Parting parting, Instant now) {
    Reservation held = reservations.get(id);
    if (held != null
        && (held.owner() == Reservation.Owner.REGION || held.order().attempt() > attempt)) {
      return List.of();
    }
    if (held == null && attempt <= late.getOrDefault(id, -1L)) {
      return List.of();
    }
    return LedgerDraft.of(this, cause, now).release(id, attempt, parting);
  }

  /**
   * An agent said hello. What no longer fits, when it came back smaller, is placed elsewhere or
   * dropped.
   */
  public List<RegionEvent> agentCame(
      String agentId,
      Amount capacity,
      URI mediaUrl,
      @Nullable SortedSet<String> abilities,
      PlacementPolicy policy,
      Instant now) {
    LedgerAgent known = agents.get(agentId);
    List<RegionEvent> events = new ArrayList<>();
    if (known == null || !known.isAs(capacity, mediaUrl, abilities)) {
      events.add(new RegionEvent.AgentRegistered(agentId, capacity, mediaUrl, abilities, now));
    }
    if (known != null && known.status() != AgentStatus.UP) {
      events.add(
          new RegionEvent.AgentStatusChanged(agentId, AgentStatus.UP, "it is heard again", now));
    }
    if (known != null && !events.isEmpty()) {
      RegionLedger then = applyAll(events);
      events.addAll(
          LedgerDraft.of(then, policy, "agent " + agentId + " came back with less capacity", now)
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
  public List<RegionEvent> agentLost(
      String agentId, String reason, PlacementPolicy policy, Instant now) {
    LedgerAgent known = agents.get(agentId);
    if (known == null || known.status() == AgentStatus.LOST) {
      return List.of();
    }
    List<RegionEvent> events = new ArrayList<>();
    events.add(new RegionEvent.AgentStatusChanged(agentId, AgentStatus.LOST, reason, now));
    events.addAll(
        LedgerDraft.of(applyAll(events), policy, "agent " + agentId + " was lost: " + reason, now)
            .moveAllFrom(agentId));
    return events;
  }

  /**
   * Puts a second place of an order beside the one that counts, on another agent of the region; it
   * takes over when it plays.
   *
   * @param onlyOn the one agent that will do; null for the best
   */
  public Move beginMove(
      String id, @Nullable String onlyOn, String cause, PlacementPolicy policy, Instant now) {
    Reservation held = reservations.get(id);
    if (held == null) {
      return new Move(List.of(), id + " is not held here");
    }
    for (Reservation.Role role : List.of(Reservation.Role.NEXT, Reservation.Role.LEAVING)) {
      Reservation other = reservations.get(Reservation.keyOf(id, role));
      if (other != null) {
        return new Move(List.of(), "it is " + role + " on agent " + other.agentId());
      }
    }
    return LedgerDraft.of(this, policy, cause, now).placeBeside(held, onlyOn);
  }

  /** True when an agent has room for an order that is not held here. */
  boolean mayTake(Order order, PlacementPolicy policy) {
    AgentWish wish = AgentWish.of(order.cost(), Set.of(Ability.of(order.kind())), 0);
    return maintenance == null && new AgentSearch(table, wish, policy).isPossible();
  }

  /** True when an agent has the place that counts, or the one that is to take over. */
  boolean isOnItsWay(String id, String agentId) {
    Reservation held = reservations.get(id);
    Reservation next = reservations.get(Reservation.keyOf(id, Reservation.Role.NEXT));
    return (held != null && agentId.equals(held.agentId()))
        || (next != null && agentId.equals(next.agentId()));
  }

  /** Where an order is, with the reason why it was not moved. */
  RegionCommand.Whereabouts whereabouts(String id, @Nullable String refusal) {
    Reservation held = reservations.get(id);
    Reservation next = reservations.get(Reservation.keyOf(id, Reservation.Role.NEXT));
    return new RegionCommand.Whereabouts(
        held == null ? null : held.agentId(), next == null ? null : next.agentId(), refusal);
  }

  /**
   * A move that was begun, or not.
   *
   * @param refusal why it was not; null when it was
   */
  public record Move(List<RegionEvent> events, @Nullable String refusal) {}

  /** The place beside plays: it counts from now on, and the other goes on for a while. */
  public List<RegionEvent> takeOver(String id, Instant until, Instant now) {
    Reservation next = reservations.get(Reservation.keyOf(id, Reservation.Role.NEXT));
    return next == null
        ? List.of()
        : LedgerDraft.of(this, next.cause(), now)
            .takeOver(next, new Reservation.Parting(now, until, null));
  }

  /** Ends one place of an order, without its owner's wish. The order's other places go on. */
  public List<RegionEvent> end(Reservation held, String cause, Instant now) {
    return LedgerDraft.of(this, cause, now).end(held);
  }

  /** Places an order on another agent at once, or drops it when none has enough left. */
  public List<RegionEvent> displace(
      Reservation held, String cause, PlacementPolicy policy, Instant now) {
    return LedgerDraft.of(this, policy, cause, now).displace(held);
  }

  /** The state after an event. */
  public RegionLedger apply(RegionEvent event) {
    return event.match(new LedgerFold(this));
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
    return table.reservedOn(agentId);
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
          Objects.requireNonNull(order.source()),
          order.bridged());
    }
    MixPlan mix = order.mix();
    if (mix != null) {
      return new Assignment.Mix(
          order.id(),
          held.epoch(),
          order.roomId(),
          order.lineId(),
          mix.seats(),
          mix.canvas(),
          mix.bar(),
          mix.begun());
    }
    return new Assignment.Transcode(
        order.id(),
        held.epoch(),
        order.roomId(),
        Objects.requireNonNull(order.subRoomId()),
        order.lineId(),
        Objects.requireNonNull(order.ladder()),
        new Source.Upstream(upstreamOf(held), null),
        movedTo(held),
        order.failover());
  }

  private @Nullable URI movedTo(Reservation held) {
    if (held.parting() == null) {
      return null;
    }
    Reservation active = reservations.get(held.id());
    return active == null
        ? held.parting().movedTo()
        : Objects.requireNonNull(agents.get(active.agentId())).playlistOf(held.order());
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

  RegionLedger with(LedgerAgent agent) {
    Map<String, LedgerAgent> next = new TreeMap<>(agents);
    next.put(agent.id(), agent);
    return new RegionLedger(
        region,
        seal(next),
        reservations,
        late,
        lastEpoch,
        maintenance,
        table.with(agent.row(reservedOn(agent.id()))));
  }

  RegionLedger with(
      Map<String, Reservation> newReservations,
      Map<String, Long> newLate,
      long newLastEpoch,
      AgentTable newTable) {
    return new RegionLedger(
        region, agents, seal(newReservations), seal(newLate), newLastEpoch, maintenance, newTable);
  }

  RegionLedger with(@Nullable Maintenance newMaintenance) {
    return new RegionLedger(region, agents, reservations, late, lastEpoch, newMaintenance, table);
  }

  private static <V> Map<String, V> seal(Map<String, V> map) {
    return Collections.unmodifiableMap(map);
  }
}
