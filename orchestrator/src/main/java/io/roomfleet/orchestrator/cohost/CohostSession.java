package io.roomfleet.orchestrator.cohost;

import io.roomfleet.orchestrator.cohost.CohostCommand.Asker;
import io.roomfleet.orchestrator.cohost.CohostReply.Code;
import io.roomfleet.orchestrator.cohost.CohostReply.Refused;
import io.roomfleet.orchestrator.cohost.stage.StageEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a co-host or PK session changes. Pure: no actor, no clock.
 *
 * <p>Each decision begins with what is due by its {@code now}, so that an answer is the same
 * whether or not a timer was late: an invitation that has expired cannot be accepted although
 * nobody has noticed yet. It ends with all that follows by itself ({@link Consequences}). {@link
 * CohostStatus} shows the life of a session, {@link CohostRooms} how it gets its rooms and gives
 * them back.
 */
public final class CohostSession {
  private CohostSession() {}

  /**
   * Events to keep, and a refusal if there is one. A refusal may come with events: of what was due
   * before. No events and no refusal: it is done already.
   */
  record Decision(List<CohostEvent> events, @Nullable Refused refusal) {
    static Decision no(Code code, String detail) {
      return new Decision(List.of(), new Refused(code, detail));
    }
  }

  /** Makes a session. {@code state} is null before; one that is there changes nothing. */
  static Decision create(
      @Nullable CohostState state, String sessionId, CohostSpec spec, Asker asker, Instant now) {
    if (state != null) {
      return new Decision(List.of(), null);
    }
    String fault = spec.fault();
    if (fault != null) {
      return Decision.no(Code.INVALID, fault);
    }
    Instant until = now.plus(spec.times().inviteFor());
    return new Decision(
        List.of(
            new CohostEvent.Created(sessionId, spec, until, asker.by(), asker.requestId(), now)),
        null);
  }

  /** What somebody asks for. A repeat of a request that was done is done. */
  static Decision decide(CohostState state, CohostCommand command, Asker asker, Instant now) {
    CohostDraft draft = new CohostDraft(state, now);
    boolean once = !(command instanceof CohostCommand.Join);
    if (once && state.handled().contains(asker.requestId())) {
      return new Decision(draft.events(), null);
    }
    Long revision = asker.expectedRevision();
    if (revision != null && revision != draft.state().revision()) {
      String detail = "revision: %d (expected: %d)".formatted(revision, draft.state().revision());
      return new Decision(draft.events(), new Refused(Code.STALE_REVISION, detail));
    }
    Refused refusal = command.match(new CohostCases(draft, asker)).orElse(null);
    draft.settle();
    return new Decision(draft.events(), refusal);
  }

  /**
   * What a ledger says of the stage, and what its agent says of those who are on it.
   *
   * @param media by seat, whether it comes; said again and again. Of one who is not in the session,
   *     nothing changes
   */
  static List<CohostEvent> stage(
      CohostState state, List<StageEvent> changes, Map<String, Boolean> media, Instant now) {
    CohostDraft draft = new CohostDraft(state, now);
    changes.forEach(change -> draft.add(CohostEvent.StageChanged.of(change)));
    media.forEach((seatId, comes) -> media(draft, seatId, comes));
    draft.settle();
    return draft.events();
  }

  private static void media(CohostDraft draft, String seatId, boolean comes) {
    Seat seat = draft.state().seat(seatId);
    if (seat == null || !seat.isIn() || draft.state().status().isFinal()) {
      return;
    }
    Instant now = draft.now();
    if (comes && seat.state() != Seat.State.JOINED) {
      draft.add(new CohostEvent.Joined(seatId, now));
    } else if (!comes && seat.state() == Seat.State.JOINED) {
      Instant until = now.plus(draft.state().spec().times().reconnectFor());
      draft.add(new CohostEvent.Reconnecting(seatId, until, now));
    }
  }

  /** What is due by itself. */
  static List<CohostEvent> due(CohostState state, Instant now) {
    return new CohostDraft(state, now).events();
  }

  /** The state after an event; {@code state} is null before the first. */
  public static CohostState apply(@Nullable CohostState state, CohostEvent event) {
    if (event instanceof CohostEvent.Created created) {
      return CohostFold.first(created);
    }
    return event.match(
        new CohostFold(Objects.requireNonNull(state, "the first event of a session is Created")));
  }
}
