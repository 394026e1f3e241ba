package io.roomfleet.orchestrator.cohost;

import static io.roomfleet.orchestrator.cohost.CohostReply.Refused.no;

import io.roomfleet.orchestrator.cohost.CohostCommand.Asker;
import io.roomfleet.orchestrator.cohost.CohostReply.Code;
import io.roomfleet.orchestrator.cohost.CohostReply.Refused;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who may come into a session, and how. Each adds an event, or answers why not. */
final class Seating {
  /** More who wait for the owner's answer than the owner can look at. */
  static final int MOST_ASKING = 50;

  private Seating() {}

  static Optional<Refused> invite(CohostDraft draft, SeatSpec seat, Asker asker) {
    Optional<Refused> refusal = notNew(draft.state(), seat).or(() -> full(draft.state()));
    if (refusal.isEmpty()) {
      Instant until = draft.now().plus(draft.state().spec().times().inviteFor());
      draft.add(new CohostEvent.Invited(seat, until, asker.by(), asker.requestId(), draft.now()));
    }
    return refusal;
  }

  static Optional<Refused> ask(CohostDraft draft, SeatSpec seat, Asker asker) {
    CohostState state = draft.state();
    Seat before = state.seat(seat.id());
    Optional<Refused> refusal = notNew(state, seat).or(() -> tooManyAsk(state));
    if (refusal.isEmpty() && seat.isHost()) {
      return no(Code.INVALID, "kind: HOST (expected: GUEST; hosts are invited)");
    } else if (refusal.isEmpty() && before != null && before.exit() == Seat.Exit.REMOVED) {
      return no(
          Code.NOT_ALLOWED,
          "seat %s was removed (expected: an invitation by %s)"
              .formatted(seat.id(), state.owner()));
    }
    if (refusal.isEmpty()) {
      Instant until = draft.now().plus(state.spec().times().inviteFor());
      draft.add(new CohostEvent.Asked(seat, until, asker.by(), asker.requestId(), draft.now()));
    }
    return refusal;
  }

  private static Optional<Refused> tooManyAsk(CohostState state) {
    long asking = state.present().filter(seat -> seat.state() == Seat.State.ASKING).count();
    return asking < MOST_ASKING
        ? Optional.empty()
        : no(
            Code.TOO_MANY_SEATS,
            "viewers who ask: %d (expected: < %d)".formatted(asking, MOST_ASKING));
  }

  private static Optional<Refused> notNew(CohostState state, SeatSpec seat) {
    String fault = seat.fault();
    Seat before = state.seat(seat.id());
    if (fault != null) {
      return no(Code.INVALID, "seat." + fault);
    } else if (state.spec().mode().allMustCome()) {
      String detail = "mode: %s (expected: COHOST or VOICE_CHAT, to which one can come later)";
      return no(Code.INVALID, detail.formatted(state.spec().mode()));
    } else if (state.locked()) {
      return no(Code.LOCKED, "session %s is locked by its owner".formatted(state.id()));
    } else if (before != null && !before.isOut()) {
      String detail = "seat %s is %s (expected: one who is not in the session)";
      return no(Code.SEAT_EXISTS, detail.formatted(seat.id(), before.state()));
    }
    boolean twice =
        seat.isHost()
            && state
                .present()
                .anyMatch(it -> it.spec().isHost() && it.spec().roomId().equals(seat.roomId()));
    return twice
        ? no(
            Code.ROOM_TWICE,
            "seat.roomId: %s (expected: a room of no other host)".formatted(seat.roomId()))
        : Optional.empty();
  }

  private static Optional<Refused> full(CohostState state) {
    long taken = state.present().filter(seat -> seat.state() != Seat.State.ASKING).count();
    int most = state.spec().mode().most();
    return taken < most
        ? Optional.empty()
        : no(
            Code.TOO_MANY_SEATS,
            "in the session or invited: %d (expected: < %d)".formatted(taken, most));
  }

  /** That an invitation has expired, which is said also when the session is over by that. */
  static Optional<Refused> expired(CohostState state, String seatId) {
    Seat seat = state.seat(seatId);
    return seat != null && seat.exit() == Seat.Exit.EXPIRED
        ? no(
            Code.INVITATION_EXPIRED,
            "the invitation of %s is over: %s".formatted(seatId, seat.reason()))
        : Optional.empty();
  }

  static Optional<Refused> accept(CohostDraft draft, String seatId, Asker asker) {
    CohostState state = draft.state();
    Optional<Refused> wrong = notIn(state, seatId, Set.of(Seat.State.INVITED, Seat.State.ASKING));
    Seat seat = Objects.requireNonNull(state.seat(seatId));
    if (wrong.isPresent()) {
      return wrong;
    } else if (seat.state() == Seat.State.ASKING && full(state).isPresent()) {
      return full(state);
    }
    if (state.status() == CohostStatus.INVITED) {
      accepted(draft, seat, null, null, asker);
    } else if (!seat.spec().isHost()) {
      accepted(draft, seat, null, draft.now().plus(state.spec().times().connectFor()), asker);
    } else {
      String room = seat.spec().roomId();
      Claim before = state.claims().get(room);
      if (before != null) {
        String detail = "room %s is given back by %s (expected: again in a moment)";
        return no(Code.ROOM_LEAVING, detail.formatted(room, before.seatId()));
      }
      Instant until = draft.now().plus(state.spec().times().reserveFor());
      long attempt = state.attempts() + 1;
      Claim claim = new Claim(room, seatId, attempt, Claim.State.ASKED, until, false, null);
      accepted(draft, seat, claim, until, asker);
    }
    return Optional.empty();
  }

  private static void accepted(
      CohostDraft draft, Seat seat, @Nullable Claim claim, @Nullable Instant until, Asker asker) {
    draft.add(
        new CohostEvent.SeatAccepted(
            seat.id(), claim, until, asker.by(), asker.requestId(), draft.now()));
  }

  static Optional<Refused> notIn(CohostState state, String seatId, Set<Seat.State> expected) {
    Seat seat = Objects.requireNonNull(state.seat(seatId));
    return expected.contains(seat.state())
        ? Optional.empty()
        : no(
            Code.WRONG_STATE,
            "seat %s is %s (expected: %s)"
                .formatted(
                    seatId,
                    seat.state(),
                    new TreeSet<>(expected)
                        .stream().map(Seat.State::name).collect(Collectors.joining(" or "))));
  }
}
