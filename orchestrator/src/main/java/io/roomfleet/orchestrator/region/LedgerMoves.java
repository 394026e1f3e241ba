package io.roomfleet.orchestrator.region;

import io.roomfleet.api.agent.AssignmentState;
import io.roomfleet.api.agent.Phase;
import io.roomfleet.api.agent.Source;
import io.roomfleet.api.room.LineInput;
import io.roomfleet.orchestrator.region.Reservation.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Carries out a region's moves, a few at a time. Each look at the ledger does what is open, so that
 * after a restart nothing has to be remembered:
 *
 * <ol>
 *   <li>A place that was left ends once nobody watches it, or its time is over.
 *   <li>A place beside takes over as soon as it plays; one that does not play in time is given up,
 *       and tried again later.
 *   <li>An order on an agent that is drained gets a place beside on another agent of the region:
 *       lines first, then what is on air, the biggest audience first. What finds none there is
 *       asked to go to another region.
 *   <li>An order in a region that is evacuated is asked to go to another region.
 *   <li>A line whose publisher is sending stays with its agent: only the publisher can move it.
 *   <li>At the deadline, by force only, what has found no place is stopped.
 *   <li>What is empty is said to be.
 * </ol>
 *
 * <p>In memory; of one actor.
 */
final class LedgerMoves {
  /** A place that was left goes on at least this long: someone may have just got its address. */
  private static final Duration LEAST_LINGER = Duration.ofSeconds(5);

  private static final Duration RETRY = Duration.ofSeconds(5);

  private final RegionSettings settings;
  private final RegionSessions sessions;
  private final Map<String, Instant> besideSince = new HashMap<>();
  private final Map<String, Instant> retryAt = new HashMap<>();
  private final Map<String, Asked> leaving = new TreeMap<>();
  private final Map<String, String> waiting = new TreeMap<>();

  /** An owner that was asked to leave. */
  private record Asked(LedgerWord.Leave leave, Instant since) {}

  LedgerMoves(RegionSettings settings, RegionSessions sessions) {
    this.settings = settings;
    this.sessions = sessions;
  }

  /** What is to happen now. */
  List<RegionEvent> step(RegionLedger ledger, Instant now) {
    Steps steps = new Steps(ledger);
    forget(ledger);
    if (!besideSince.isEmpty()
        || ledger.reservations().values().stream().anyMatch(r -> !r.isActive())) {
      endWhatWasLeft(steps, now);
      takeOver(steps, now);
    }
    for (LedgerAgent agent : ledger.agents().values()) {
      if (agent.maintenance() != null) {
        empty(steps, agent.id(), agent.maintenance(), now);
      }
    }
    if (ledger.maintenance() != null) {
      empty(steps, null, ledger.maintenance(), now);
    }
    return steps.events;
  }

  /** The ledger as the steps change it. */
  private static final class Steps {
    private RegionLedger ledger;
    private final List<RegionEvent> events = new ArrayList<>();

    Steps(RegionLedger ledger) {
      this.ledger = ledger;
    }

    void take(List<RegionEvent> more) {
      events.addAll(more);
      ledger = ledger.applyAll(more);
    }

    List<Reservation> in(Role role) {
      return ledger.reservations().values().stream().filter(held -> held.role() == role).toList();
    }
  }

  /** Only what is held here and still has to go is remembered. */
  private void forget(RegionLedger ledger) {
    Set<String> ids =
        ledger.reservations().values().stream()
            .filter(Reservation::isActive)
            .filter(held -> maintenanceOf(ledger, held) != null)
            .map(Reservation::id)
            .collect(Collectors.toSet());
    leaving.keySet().retainAll(ids);
    waiting.keySet().retainAll(ids);
    retryAt.keySet().retainAll(ledger.reservations().keySet());
    besideSince.keySet().retainAll(ledger.reservations().keySet());
  }

  private static @Nullable Maintenance maintenanceOf(RegionLedger ledger, Reservation held) {
    if (ledger.maintenance() != null && ledger.maintenance().kind() == Maintenance.Kind.EVACUATE) {
      return ledger.maintenance();
    }
    return Objects.requireNonNull(ledger.agents().get(held.agentId())).maintenance();
  }

  private void endWhatWasLeft(Steps steps, Instant now) {
    for (Reservation held : steps.in(Role.LEAVING)) {
      Reservation.Parting parting = Objects.requireNonNull(held.parting());
      AssignmentState state = sessions.stateOf(held);
      boolean unwatched =
          state != null
              && Boolean.FALSE.equals(state.watched())
              && !now.isBefore(parting.since().plus(LEAST_LINGER));
      if (unwatched) {
        steps.take(steps.ledger.end(held, "nobody watches it any more", now));
      } else if (!now.isBefore(parting.until())) {
        steps.take(steps.ledger.end(held, "the time for its viewers to leave is over", now));
      }
    }
  }

  private void takeOver(Steps steps, Instant now) {
    for (Reservation next : steps.in(Role.NEXT)) {
      Instant since = besideSince.computeIfAbsent(next.key(), key -> now);
      if (plays(steps.ledger, next)) {
        steps.take(steps.ledger.takeOver(next.id(), lingerUntil(steps.ledger, next, now), now));
        besideSince.remove(next.key());
      } else if (!now.isBefore(since.plus(settings.moveTimeout()))) {
        String reason =
            "agent "
                + next.agentId()
                + " did not play it within "
                + settings.moveTimeout().toSeconds()
                + " s";
        steps.take(steps.ledger.end(next, reason, now));
        besideSince.remove(next.key());
        retryAt.put(next.id(), now.plus(settings.moveTimeout()));
        waiting.put(next.id(), reason);
      }
    }
  }

  private boolean plays(RegionLedger ledger, Reservation next) {
    AssignmentState state = sessions.stateOf(next);
    if (state == null || state.phase() != Phase.RUNNING) {
      return false;
    }
    if (next.isTranscode()) {
      return state.hlsUrl() != null;
    }
    Reservation active = ledger.reservations().get(next.id());
    AssignmentState before = active == null ? null : sessions.stateOf(active);
    return state.input() == LineInput.LIVE || before == null || before.input() != LineInput.LIVE;
  }

  private Instant lingerUntil(RegionLedger ledger, Reservation next, Instant now) {
    Instant until = now.plus(next.isRelay() ? settings.relayLinger() : settings.linger());
    Reservation active = ledger.reservations().get(next.id());
    Maintenance maintenance = active == null ? null : maintenanceOf(ledger, active);
    if (maintenance == null || !maintenance.deadline().isBefore(until)) {
      return until;
    }
    Instant least = now.plus(LEAST_LINGER);
    return maintenance.deadline().isBefore(least) ? least : maintenance.deadline();
  }

  private void empty(Steps steps, @Nullable String agentId, Maintenance maintenance, Instant now) {
    if (maintenance.doneAt() != null) {
      return;
    }
    boolean stays = agentId == null && maintenance.kind() == Maintenance.Kind.DRAIN;
    if (!stays) {
      List<Reservation> there =
          steps.in(Role.ACTIVE).stream()
              .filter(held -> LedgerUpkeep.concerns(held, agentId))
              .filter(
                  held ->
                      steps.ledger.reservations().get(Reservation.keyOf(held.id(), Role.NEXT))
                          == null)
              .sorted(
                  Comparator.comparing(Reservation::isTranscode)
                      .thenComparing(Reservation::order, Order.URGENCY))
              .toList();
      for (Reservation held : there) {
        if (maintenance.force() && !now.isBefore(maintenance.deadline())) {
          steps.take(
              steps.ledger.end(
                  held,
                  "the deadline is over: " + causeOf(steps.ledger, agentId, maintenance),
                  now));
        } else if (underWay(steps, now) < settings.movesAtOnce()) {
          go(steps, held, agentId, maintenance, now);
        }
      }
    }
    steps.take(LedgerUpkeep.done(steps.ledger, agentId, now));
  }

  /** One that was asked long ago and found no other place does not hold up the others. */
  private long underWay(Steps steps, Instant now) {
    return steps.in(Role.NEXT).size()
        + leaving.values().stream()
            .filter(asked -> now.isBefore(asked.since().plus(settings.moveTimeout())))
            .count();
  }

  private static String causeOf(RegionLedger ledger, @Nullable String agentId, Maintenance m) {
    return m.cause(agentId == null ? "region " + ledger.region() : "agent " + agentId);
  }

  private void go(
      Steps steps,
      Reservation held,
      @Nullable String agentId,
      Maintenance maintenance,
      Instant now) {
    if (now.isBefore(retryAt.getOrDefault(held.id(), Instant.MIN))
        || leaving.containsKey(held.id())) {
      return;
    }
    retryAt.put(held.id(), now.plus(RETRY));
    AssignmentState state = sessions.stateOf(held);
    boolean published =
        (held.order().source() instanceof Source.Rtmp
                || held.order().source() instanceof Source.Srt)
            && state != null
            && state.input() == LineInput.LIVE;
    if (published && now.isBefore(maintenance.deadline())) {
      waiting.put(held.id(), "its publisher is sending to agent " + held.agentId());
      return;
    }
    String cause = causeOf(steps.ledger, agentId, maintenance);
    String refusal = "region " + steps.ledger.region() + " is evacuated";
    if (agentId != null) {
      RegionLedger.Move move =
          steps.ledger.beginMove(held.id(), null, cause, settings.policy(), now);
      if (move.refusal() == null) {
        steps.take(move.events());
        waiting.remove(held.id());
        return;
      }
      refusal = move.refusal();
    }
    if (held.owner() == Reservation.Owner.SUB_ROOM
        || (held.owner() == Reservation.Owner.ROOM && agentId == null)) {
      leaving.put(held.id(), new Asked(new LedgerWord.Leave(cause, maintenance.deadline()), now));
      waiting.put(held.id(), refusal + "; it looks for another region");
    } else if (held.owner() == Reservation.Owner.ROOM || agentId != null) {
      waiting.put(held.id(), refusal);
    }
  }

  /** The wish that its owner takes it to another region; null when it may stay. */
  LedgerWord.@Nullable Leave leaveOf(Reservation held) {
    Asked asked = held.isActive() ? leaving.get(held.id()) : null;
    return asked == null ? null : asked.leave();
  }

  /** Ids of the orders whose owners are asked to leave. */
  Set<String> askedToLeave() {
    return leaving.keySet();
  }

  /** Why an order has not moved yet, by id. */
  Map<String, String> waiting() {
    return waiting;
  }
}
