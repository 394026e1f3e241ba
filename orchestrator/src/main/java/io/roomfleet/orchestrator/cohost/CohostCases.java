package io.roomfleet.orchestrator.cohost;

import static io.roomfleet.orchestrator.cohost.CohostReply.Refused.no;

import io.roomfleet.orchestrator.cohost.CohostCommand.Asker;
import io.roomfleet.orchestrator.cohost.CohostReply.Code;
import io.roomfleet.orchestrator.cohost.CohostReply.Refused;
import io.roomfleet.orchestrator.cohost.stage.Layout;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Decides one command: adds its event to the draft, or answers why not and adds nothing. Who comes
 * and goes is decided by {@link Seating}, points and rounds by {@link Rounds}.
 */
record CohostCases(CohostDraft draft, Asker asker)
    implements CohostCommand.Cases<Optional<Refused>> {
  private CohostState state() {
    return draft.state();
  }

  @Override
  public Optional<Refused> invite(CohostCommand.Invite c) {
    return isOver().or(this::notOwner).or(() -> Seating.invite(draft, c.seat(), asker));
  }

  @Override
  public Optional<Refused> ask(CohostCommand.Ask c) {
    return isOver().or(() -> notSelf(c.seat().id())).or(() -> Seating.ask(draft, c.seat(), asker));
  }

  @Override
  public Optional<Refused> accept(CohostCommand.Accept c) {
    Seat seat = state().seat(c.seatId());
    boolean asks = seat != null && seat.state() == Seat.State.ASKING;
    return known(c.seatId())
        .or(() -> Seating.expired(state(), c.seatId()))
        .or(this::isOver)
        .or(() -> asks ? notOwner() : notSelf(c.seatId()))
        .or(() -> Seating.accept(draft, c.seatId(), asker));
  }

  @Override
  public Optional<Refused> decline(CohostCommand.Decline c) {
    Seat seat = state().seat(c.seatId());
    boolean asks = seat != null && seat.state() == Seat.State.ASKING;
    return isOver()
        .or(() -> known(c.seatId()))
        .or(() -> notIn(c.seatId(), Seat.State.INVITED, Seat.State.ASKING))
        .or(() -> asks && notOwner().isEmpty() ? Optional.empty() : notSelf(c.seatId()))
        .or(() -> out(c.seatId(), Seat.Exit.DECLINED, c.reason()));
  }

  @Override
  public Optional<Refused> leave(CohostCommand.Leave c) {
    return isOver()
        .or(() -> known(c.seatId()))
        .or(() -> notSelf(c.seatId()))
        .or(() -> notActive(c.seatId()))
        .or(() -> out(c.seatId(), Seat.Exit.LEFT, c.reason()));
  }

  @Override
  public Optional<Refused> remove(CohostCommand.Remove c) {
    return isOver()
        .or(() -> known(c.seatId()))
        .or(this::notOwner)
        .or(
            () ->
                seat(c.seatId()).isOut()
                    ? no(Code.WRONG_STATE, "seat %s is OUT already".formatted(c.seatId()))
                    : out(c.seatId(), Seat.Exit.REMOVED, c.reason()));
  }

  private Optional<Refused> out(String seatId, Seat.Exit exit, String reason) {
    draft.add(
        new CohostEvent.SeatLeft(seatId, exit, reason, asker.by(), asker.requestId(), draft.now()));
    return Optional.empty();
  }

  @Override
  public Optional<Refused> mute(CohostCommand.Mute c) {
    boolean self = c.seatId().equals(asker.seatId());
    return isOver()
        .or(() -> known(c.seatId()))
        .or(() -> self ? Optional.empty() : notOwner())
        .or(() -> notActive(c.seatId()))
        .or(() -> self ? mutedByOwner(c) : Optional.empty())
        .or(
            () -> {
              Seat seat = seat(c.seatId());
              if (seat.muted() != c.muted() || (c.muted() && !self && !seat.mutedByOwner())) {
                draft.add(
                    new CohostEvent.Muted(
                        c.seatId(),
                        c.muted(),
                        c.muted() && !self,
                        asker.by(),
                        asker.requestId(),
                        draft.now()));
              }
              return Optional.empty();
            });
  }

  private Optional<Refused> mutedByOwner(CohostCommand.Mute c) {
    boolean may = c.seatId().equals(state().owner()) || !seat(c.seatId()).mutedByOwner();
    return may
        ? Optional.empty()
        : no(
            Code.NOT_ALLOWED,
            "seat %s was muted by the owner (expected: %s or an operator unmutes)"
                .formatted(c.seatId(), state().owner()));
  }

  @Override
  public Optional<Refused> handOver(CohostCommand.HandOver c) {
    return isOver()
        .or(() -> known(c.seatId()))
        .or(this::notOwner)
        .or(() -> notActive(c.seatId()))
        .or(
            () -> {
              Seat seat = seat(c.seatId());
              if (!seat.spec().isHost()) {
                return no(
                    Code.INVALID, "seatId: %s, a GUEST (expected: a HOST)".formatted(seat.id()));
              } else if (!seat.id().equals(state().owner())) {
                draft.add(
                    new CohostEvent.HandedOver(
                        state().owner(), seat.id(), asker.by(), asker.requestId(), draft.now()));
              }
              return Optional.empty();
            });
  }

  @Override
  public Optional<Refused> lock(CohostCommand.Lock c) {
    return isOver()
        .or(this::notOwner)
        .or(
            () -> {
              if (c.locked() != state().locked()) {
                draft.add(
                    new CohostEvent.Locked(c.locked(), asker.by(), asker.requestId(), draft.now()));
              }
              return Optional.empty();
            });
  }

  @Override
  public Optional<Refused> arrange(CohostCommand.Arrange c) {
    Layout layout = c.layout();
    String fault = CohostSpec.layoutFault(state().spec().mode(), layout);
    return isOver()
        .or(this::notOwner)
        .or(() -> fault == null ? Optional.empty() : no(Code.INVALID, fault))
        .or(
            () -> {
              if (!layout.equals(state().layout())) {
                draft.add(
                    new CohostEvent.LayoutChanged(
                        layout, asker.by(), asker.requestId(), draft.now()));
              }
              return Optional.empty();
            });
  }

  @Override
  public Optional<Refused> extend(CohostCommand.Extend c) {
    return isOver().or(this::notOwner).or(() -> Rounds.extend(draft, c.more(), asker));
  }

  @Override
  public Optional<Refused> rematch(CohostCommand.Rematch c) {
    return isOver()
        .or(() -> known(c.seatId()))
        .or(() -> notSelf(c.seatId()))
        .or(() -> notActive(c.seatId()))
        .or(() -> Rounds.rematch(draft, seat(c.seatId()), asker));
  }

  @Override
  public Optional<Refused> count(CohostCommand.Count c) {
    return asker.seatId() != null
        ? no(
            Code.NOT_ALLOWED,
            "seat %s counts points (expected: an operator)".formatted(asker.seatId()))
        : Rounds.count(draft, c.scores());
  }

  @Override
  public Optional<Refused> end(CohostCommand.End c) {
    return isOver()
        .or(this::notOwner)
        .or(
            () -> {
              Rounds.breakOff(draft);
              draft.add(
                  new CohostEvent.Ended(
                      CohostStatus.ENDED, c.reason(), asker.by(), asker.requestId(), draft.now()));
              return Optional.empty();
            });
  }

  private Optional<Refused> isOver() {
    return state().status().isFinal()
        ? no(
            Code.WRONG_STATE,
            "session %s is %s (expected: one that is not over)"
                .formatted(state().id(), state().status()))
        : Optional.empty();
  }

  private Optional<Refused> notOwner() {
    return asker.seatId() == null || asker.seatId().equals(state().owner())
        ? Optional.empty()
        : no(
            Code.NOT_ALLOWED,
            "seat %s asks (expected: %s, who owns the session, or an operator)"
                .formatted(asker.seatId(), state().owner()));
  }

  private Optional<Refused> notSelf(String seatId) {
    return asker.seatId() == null || asker.seatId().equals(seatId)
        ? Optional.empty()
        : no(
            Code.NOT_ALLOWED,
            "seat %s asks (expected: %s or an operator)".formatted(asker.seatId(), seatId));
  }

  private Optional<Refused> known(String seatId) {
    return state().seat(seatId) != null
        ? Optional.empty()
        : no(
            Code.UNKNOWN_SEAT,
            "seatId: %s (expected: %s)"
                .formatted(seatId, String.join(" or ", state().seats().keySet())));
  }

  /** One that is known. */
  private Seat seat(String seatId) {
    return Objects.requireNonNull(state().seat(seatId));
  }

  private Optional<Refused> notActive(String seatId) {
    return notIn(
        seatId,
        Seat.State.ACCEPTED,
        Seat.State.CONNECTING,
        Seat.State.JOINED,
        Seat.State.RECONNECTING);
  }

  private Optional<Refused> notIn(String seatId, Seat.State... expected) {
    return Seating.notIn(state(), seatId, Set.of(expected));
  }
}
