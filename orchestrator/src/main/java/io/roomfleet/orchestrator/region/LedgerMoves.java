package io.roomfleet.orchestrator.region;

import io.roomfleet.api.agent.AssignmentState;
import io.roomfleet.api.agent.Phase;
import io.roomfleet.api.room.LineInput;
import io.roomfleet.orchestrator.region.Reservation.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Carries out a region's moves. Each look at the ledger does what is open, so that after a restart
 * nothing has to be remembered:
 *
 * <ol>
 *   <li>A place that was left ends once nobody watches it, or its time is over.
 *   <li>A place beside takes over as soon as it plays; one that does not play in time is given up,
 *       and tried again later.
 *   <li>What is in maintenance is emptied, see {@link LedgerEmptying}.
 * </ol>
 *
 * <p>In memory; of one actor.
 */
final class LedgerMoves {
  /** A place that was left goes on at least this long: someone may have just got its address. */
  private static final Duration LEAST_LINGER = Duration.ofSeconds(5);

  private final RegionSettings settings;
  private final RegionSessions sessions;
  private final LedgerEmptying emptying;
  private final Map<String, Instant> besideSince = new HashMap<>();

  LedgerMoves(RegionSettings settings, RegionSessions sessions, LedgerEmptying emptying) {
    this.settings = settings;
    this.sessions = sessions;
    this.emptying = emptying;
  }

  /** What is to happen now. */
  List<RegionEvent> step(RegionLedger ledger, Instant now) {
    LedgerSteps steps = new LedgerSteps(ledger);
    besideSince.keySet().retainAll(ledger.reservations().keySet());
    endWhatWasLeft(steps, now);
    takeOver(steps, now);
    emptying.step(steps, now);
    return steps.events();
  }

  private void endWhatWasLeft(LedgerSteps steps, Instant now) {
    for (Reservation held : steps.in(Role.LEAVING)) {
      Reservation.Parting parting = Objects.requireNonNull(held.parting());
      AssignmentState state = sessions.stateOf(held);
      boolean unwatched =
          state != null
              && Boolean.FALSE.equals(state.watched())
              && !now.isBefore(parting.since().plus(LEAST_LINGER));
      if (unwatched) {
        steps.take(steps.ledger().end(held, "nobody watches it any more", now));
      } else if (!now.isBefore(parting.until())) {
        steps.take(steps.ledger().end(held, "the time for its viewers to leave is over", now));
      }
    }
  }

  private void takeOver(LedgerSteps steps, Instant now) {
    for (Reservation next : steps.in(Role.NEXT)) {
      Instant since = besideSince.computeIfAbsent(next.key(), key -> now);
      Instant until = since.plus(settings.moveTimeout());
      if (plays(steps.ledger(), next)) {
        steps.take(steps.ledger().takeOver(next.id(), lingerUntil(steps.ledger(), next, now), now));
      } else if (!now.isBefore(until)) {
        String reason =
            "agent %s did not play it within %d s"
                .formatted(next.agentId(), settings.moveTimeout().toSeconds());
        steps.take(steps.ledger().end(next, reason, now));
        emptying.putOff(next.id(), reason, now.plus(settings.moveTimeout()));
      }
    }
  }

  /**
   * A ladder plays once it can be fetched. A line plays once its video comes in, or, while its
   * place that counts has none either, once it runs.
   */
  private boolean plays(RegionLedger ledger, Reservation next) {
    AssignmentState state = sessions.stateOf(next);
    if (state == null || state.phase() != Phase.RUNNING) {
      return false;
    }
    if (next.isTranscode()) {
      return state.hlsUrl() != null;
    }
    AssignmentState before =
        sessions.stateOf(Objects.requireNonNull(ledger.reservations().get(next.id())));
    return state.input() == LineInput.LIVE || (before != null && before.input() != LineInput.LIVE);
  }

  private Instant lingerUntil(RegionLedger ledger, Reservation next, Instant now) {
    Instant until = now.plus(next.isRelay() ? settings.relayLinger() : settings.linger());
    Reservation held = Objects.requireNonNull(ledger.reservations().get(next.id()));
    Maintenance maintenance = LedgerUpkeep.emptying(ledger, held);
    if (maintenance == null || !maintenance.deadline().isBefore(until)) {
      return until;
    }
    Instant least = now.plus(LEAST_LINGER);
    return maintenance.deadline().isBefore(least) ? least : maintenance.deadline();
  }
}
