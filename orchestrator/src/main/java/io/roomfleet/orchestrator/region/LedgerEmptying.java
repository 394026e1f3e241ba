package io.roomfleet.orchestrator.region;

import io.roomfleet.api.agent.AssignmentState;
import io.roomfleet.api.agent.Source;
import io.roomfleet.api.room.LineInput;
import io.roomfleet.orchestrator.region.Reservation.Owner;
import io.roomfleet.orchestrator.region.Reservation.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Empties the agents and the region that are in maintenance, a few orders at a time: lines first,
 * then what is on air, the biggest audience first.
 *
 * <ol>
 *   <li>A line whose publisher is sending stays with an agent that is drained: only the publisher
 *       can move it. So it is while the agent has not said whether one is. Where the whole region
 *       is evacuated, its room takes it in elsewhere too, and it goes when its publisher does.
 *   <li>What has just moved here stays until those who have not followed yet are gone.
 *   <li>An order on an agent that is drained gets a place beside on another agent of the region.
 *       What finds none there is asked to go to another region, and is tried here again meanwhile.
 *   <li>An order in a region that is evacuated is asked to go to another region. The region's own
 *       copies of lines go with their readers.
 *   <li>At the deadline, by force only, what is left is placed elsewhere in the region at once, or
 *       stopped.
 *   <li>What is empty is said to be.
 * </ol>
 *
 * <p>In memory; of one actor.
 */
final class LedgerEmptying {
  private static final Duration RETRY = Duration.ofSeconds(5);

  /**
   * So long the plan of the whole fleet has to say where an evacuated region's sub-rooms belong.
   */
  private static final Duration PLAN_LEAD = Duration.ofSeconds(2);

  private final RegionSettings settings;
  private final RegionSessions sessions;
  private final Map<String, Instant> retryAt = new HashMap<>();
  private final Map<String, Instant> leaving = new TreeMap<>();
  private final Map<String, String> waiting = new HashMap<>();

  LedgerEmptying(RegionSettings settings, RegionSessions sessions) {
    this.settings = settings;
    this.sessions = sessions;
  }

  /** Takes the steps that are open now. */
  void step(LedgerSteps steps, Instant now) {
    forget(steps.ledger());
    for (LedgerAgent agent : steps.ledger().agents().values()) {
      if (agent.maintenance() != null) {
        empty(steps, agent.id(), agent.maintenance(), now);
      }
    }
    if (steps.ledger().maintenance() != null) {
      empty(steps, null, steps.ledger().maintenance(), now);
    }
  }

  /** Only what is held here and still has to go is remembered. Who may stay is asked no more. */
  void forget(RegionLedger ledger) {
    Set<String> ids =
        ledger.reservations().values().stream()
            .filter(Reservation::isActive)
            .filter(held -> LedgerUpkeep.emptying(ledger, held) != null)
            .map(Reservation::id)
            .collect(Collectors.toSet());
    leaving.keySet().retainAll(ids);
    waiting.keySet().retainAll(ids);
    retryAt.keySet().retainAll(ids);
  }

  /** Leaves an order alone for a while, since its place beside did not play. */
  void putOff(String id, String reason, Instant until) {
    waiting.put(id, reason);
    retryAt.put(id, until);
  }

  private void empty(
      LedgerSteps steps, @Nullable String agentId, Maintenance maintenance, Instant now) {
    if (maintenance.doneAt() != null) {
      return;
    }
    if (agentId != null || maintenance.kind() == Maintenance.Kind.EVACUATE) {
      boolean over = maintenance.force() && !now.isBefore(maintenance.deadline());
      boolean early = agentId == null && now.isBefore(maintenance.since().plus(PLAN_LEAD));
      long free = early ? 0 : settings.movesAtOnce() - underWay(steps, now);
      for (Reservation held : toGo(steps, agentId)) {
        if (over) {
          stop(steps, held, agentId, maintenance, now);
        } else if (free > 0 && go(steps, held, agentId, maintenance, now)) {
          free--;
        }
      }
    }
    steps.take(LedgerUpkeep.done(steps.ledger(), agentId, now));
  }

  private static List<Reservation> toGo(LedgerSteps steps, @Nullable String agentId) {
    Map<String, Reservation> all = steps.ledger().reservations();
    return steps.in(Role.ACTIVE).stream()
        .filter(held -> LedgerUpkeep.hasToGo(held, agentId))
        .filter(held -> !all.containsKey(Reservation.keyOf(held.id(), Role.NEXT)))
        .sorted(
            Comparator.comparing(Reservation::isTranscode)
                .thenComparing(Reservation::order, Order.URGENCY))
        .toList();
  }

  /** One that was asked long ago and found no other place does not hold up the others. */
  private long underWay(LedgerSteps steps, Instant now) {
    return steps.in(Role.NEXT).size()
        + leaving.keySet().stream().filter(id -> isLeaving(id, now)).count();
  }

  private static String causeOf(
      RegionLedger ledger, @Nullable String agentId, Maintenance maintenance) {
    return maintenance.cause(agentId == null ? "region " + ledger.region() : "agent " + agentId);
  }

  private void stop(
      LedgerSteps steps,
      Reservation held,
      @Nullable String agentId,
      Maintenance maintenance,
      Instant now) {
    if (!held.equals(steps.ledger().reservations().get(held.key()))) {
      return;
    }
    String cause = "the deadline is over: " + causeOf(steps.ledger(), agentId, maintenance);
    steps.take(
        agentId == null
            ? steps.ledger().end(held, cause, now)
            : steps.ledger().displace(held, cause, settings.policy(), now));
  }

  /**
   * Answers whether something began.
   *
   * @param held on the agent, or in the region, that is emptied
   */
  private boolean go(
      LedgerSteps steps,
      Reservation held,
      @Nullable String agentId,
      Maintenance maintenance,
      Instant now) {
    if (now.isBefore(retryAt.getOrDefault(held.id(), Instant.MIN))) {
      return false;
    }
    retryAt.put(held.id(), now.plus(RETRY));
    String stays = whyItStays(steps.ledger(), held, agentId);
    if (stays != null) {
      leaving.remove(held.id());
      waiting.put(held.id(), stays);
      return false;
    }
    String cause = causeOf(steps.ledger(), agentId, maintenance);
    if (agentId == null) {
      return askToLeave(held, cause, now);
    }
    RegionLedger.Move move =
        steps.ledger().beginMove(held.id(), null, cause, settings.policy(), now);
    if (move.refusal() == null) {
      steps.take(move.events());
      leaving.remove(held.id());
      waiting.remove(held.id());
      return true;
    }
    if (held.owner() != Owner.REGION) {
      return askToLeave(held, move.refusal(), now);
    }
    waiting.put(held.id(), move.refusal());
    return false;
  }

  private @Nullable String whyItStays(
      RegionLedger ledger, Reservation held, @Nullable String agentId) {
    Reservation former = ledger.reservations().get(Reservation.keyOf(held.id(), Role.LEAVING));
    if (former != null) {
      return "it has just moved, and goes on at agent " + former.agentId() + " for its viewers";
    }
    Source source = held.order().source();
    if (agentId == null || !(source instanceof Source.Rtmp || source instanceof Source.Srt)) {
      return null;
    }
    AssignmentState state = sessions.stateOf(held);
    if (state == null) {
      return "agent " + held.agentId() + " has not said yet whether its publisher is sending";
    }
    return state.input() == LineInput.LIVE
        ? "its publisher is sending to agent " + held.agentId()
        : null;
  }

  private boolean askToLeave(Reservation held, String why, Instant now) {
    Instant before = leaving.putIfAbsent(held.id(), now);
    String owner =
        switch (held.owner()) {
          case ROOM -> "room";
          case SESSION -> "session";
          case SUB_ROOM, REGION -> "sub-room";
        };
    waiting.put(held.id(), why + "; its " + owner + " was asked to take it to another region");
    return before == null;
  }

  /**
   * The wish that its owner takes it to another region; null when it may stay. That it has to go is
   * in the ledger; only whose turn it is may be forgotten.
   */
  LedgerWord.@Nullable Leave leaveOf(RegionLedger ledger, Reservation held) {
    Maintenance maintenance = LedgerUpkeep.emptying(ledger, held);
    if (maintenance == null) {
      return null;
    }
    boolean evacuated = maintenance.equals(ledger.maintenance());
    String cause = causeOf(ledger, evacuated ? null : held.agentId(), maintenance);
    return new LedgerWord.Leave(cause, maintenance.deadline(), leaving.containsKey(held.id()));
  }

  /** Ids of the orders whose owners are asked to leave. */
  Set<String> askedToLeave() {
    return leaving.keySet();
  }

  /** True while its owner, asked to leave, has time to find another place. */
  boolean isLeaving(String id, Instant now) {
    Instant since = leaving.get(id);
    return since != null && now.isBefore(since.plus(settings.moveTimeout()));
  }

  /** Why an order has not moved yet; null when its turn has not come or it is on its way. */
  @Nullable String whyWaiting(String id) {
    return waiting.get(id);
  }
}
