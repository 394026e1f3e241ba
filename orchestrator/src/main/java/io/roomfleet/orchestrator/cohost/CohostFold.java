package io.roomfleet.orchestrator.cohost;

import io.roomfleet.api.cohost.PkResult;
import io.roomfleet.orchestrator.cohost.pk.PkBoard;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Folds one event into the state of a session. Total: every event has its case. */
record CohostFold(CohostState state) implements CohostEvent.Cases<CohostState> {
  private static final int HANDLED_KEPT = 200;

  /**
   * Of those who are out the newest are kept, for a popular session has many who only asked; and
   * before them those who were removed, who may not ask again.
   */
  private static final int OUT_KEPT = 50;

  static CohostState first(CohostEvent.Created e) {
    Map<String, Seat> seats = new LinkedHashMap<>();
    for (SeatSpec spec : e.spec().seats()) {
      Seat seat = Seat.invited(spec, e.until());
      seats.put(spec.id(), seats.isEmpty() ? seat.with(Seat.State.ACCEPTED, null) : seat);
    }
    return new CohostState(
        e.sessionId(),
        e.spec(),
        CohostStatus.INVITED,
        null,
        e.spec().seats().get(0).id(),
        false,
        e.spec().layout(),
        Collections.unmodifiableMap(seats),
        Map.of(),
        0,
        null,
        e.at(),
        null,
        null,
        List.of(e.requestId()),
        1);
  }

  @Override
  public CohostState created(CohostEvent.Created e) {
    return state;
  }

  @Override
  public CohostState invited(CohostEvent.Invited e) {
    return came(Seat.invited(e.seat(), e.until()), e.requestId());
  }

  @Override
  public CohostState asked(CohostEvent.Asked e) {
    return came(Seat.asking(e.seat(), e.until()), e.requestId());
  }

  /** The newest come last, also those who were there before. */
  private CohostState came(Seat seat, String requestId) {
    Map<String, Seat> seats = new LinkedHashMap<>(state.seats());
    seats.remove(seat.id());
    seats.put(seat.id(), seat);
    return revised(requestId, next -> next.seats = withoutOldest(seats));
  }

  private static Map<String, Seat> withoutOldest(Map<String, Seat> seats) {
    long tooMany = seats.values().stream().filter(Seat::isOut).count() - OUT_KEPT;
    if (tooMany > 0) {
      seats.values().stream()
          .filter(Seat::isOut)
          .sorted(Comparator.comparing(seat -> seat.exit() == Seat.Exit.REMOVED))
          .map(Seat::id)
          .limit(tooMany)
          .toList()
          .forEach(seats::remove);
    }
    return Collections.unmodifiableMap(seats);
  }

  @Override
  public CohostState seatAccepted(CohostEvent.SeatAccepted e) {
    boolean straightIn = e.until() != null && e.claim() == null;
    Seat.State to = straightIn ? Seat.State.CONNECTING : Seat.State.ACCEPTED;
    CohostState next = seat(e.seatId(), e.requestId(), seat -> seat.with(to, e.until()));
    Claim claim = e.claim();
    return claim == null ? next : withClaim(next, claim);
  }

  @Override
  public CohostState seatLeft(CohostEvent.SeatLeft e) {
    Claim claim = state.claimOf(Objects.requireNonNull(state.seat(e.seatId())));
    CohostState next = seat(e.seatId(), e.requestId(), seat -> seat.out(e.exit(), e.reason()));
    return claim == null ? next : withClaim(next, claim.parting(e.reason()));
  }

  @Override
  public CohostState sessionAccepted(CohostEvent.SessionAccepted e) {
    Map<String, Seat> seats = new LinkedHashMap<>(state.seats());
    for (String id : e.seats()) {
      Seat seat = of(id);
      seats.put(id, seat.asFounder(seat.spec().isHost() ? e.until() : null));
    }
    return revised(
        null,
        next -> {
          next.status = CohostStatus.ACCEPTED;
          next.seats = Collections.unmodifiableMap(seats);
          e.claims().forEach(claim -> put(next, claim));
        });
  }

  @Override
  public CohostState roomHeld(CohostEvent.RoomHeld e) {
    return withClaim(state, claim(e.roomId()).with(Claim.State.HELD));
  }

  @Override
  public CohostState roomEntered(CohostEvent.RoomEntered e) {
    Claim claim = claim(e.roomId());
    Seat seat = Objects.requireNonNull(state.seat(claim.seatId()));
    CohostState next = withClaim(state, claim.with(Claim.State.IN));
    Instant until = e.at().plus(state.spec().times().connectFor());
    boolean waits = claim.founding() && state.status() == CohostStatus.ACCEPTED;
    return new CohostFold(next)
        .quietly(waits ? seat.with(seat.state(), null) : seat.with(Seat.State.CONNECTING, until));
  }

  @Override
  public CohostState roomLost(CohostEvent.RoomLost e) {
    return withoutClaim(e.roomId());
  }

  @Override
  public CohostState roomFreed(CohostEvent.RoomFreed e) {
    return withoutClaim(e.roomId());
  }

  private CohostState withoutClaim(String roomId) {
    Map<String, Claim> claims = new TreeMap<>(state.claims());
    claims.remove(roomId);
    return state.with(next -> next.claims = Collections.unmodifiableMap(claims));
  }

  @Override
  public CohostState connecting(CohostEvent.Connecting e) {
    Map<String, Seat> seats = new LinkedHashMap<>(state.seats());
    seats.replaceAll(
        (id, seat) ->
            seat.founding() && seat.state() == Seat.State.ACCEPTED
                ? seat.with(Seat.State.CONNECTING, e.until())
                : seat);
    return revised(
        null,
        next -> {
          next.status = CohostStatus.CONNECTING;
          next.seats = Collections.unmodifiableMap(seats);
        });
  }

  @Override
  public CohostState joined(CohostEvent.Joined e) {
    return quietly(of(e.seatId()).with(Seat.State.JOINED, null));
  }

  @Override
  public CohostState reconnecting(CohostEvent.Reconnecting e) {
    return quietly(of(e.seatId()).with(Seat.State.RECONNECTING, e.until()));
  }

  @Override
  public CohostState wentLive(CohostEvent.WentLive e) {
    return revised(
        null,
        next -> {
          next.status = CohostStatus.LIVE;
          next.liveAt = e.at();
        });
  }

  @Override
  public CohostState muted(CohostEvent.Muted e) {
    return seat(e.seatId(), e.requestId(), seat -> seat.muted(e.muted(), e.byOwner()));
  }

  @Override
  public CohostState handedOver(CohostEvent.HandedOver e) {
    return revised(e.requestId(), next -> next.owner = e.to());
  }

  @Override
  public CohostState locked(CohostEvent.Locked e) {
    return revised(e.requestId(), next -> next.locked = e.locked());
  }

  @Override
  public CohostState layoutChanged(CohostEvent.LayoutChanged e) {
    return revised(e.requestId(), next -> next.layout = e.layout());
  }

  @Override
  public CohostState pkStarted(CohostEvent.PkStarted e) {
    PkBoard board = PkBoard.started(state.pk(), e.teams(), e.startsAt(), e.endsAt());
    return round(CohostStatus.SCORING, board, null);
  }

  @Override
  public CohostState pkScored(CohostEvent.PkScored e) {
    return state.with(next -> next.pk = state.board().scored(e.scores()));
  }

  @Override
  public CohostState pkExtended(CohostEvent.PkExtended e) {
    return round(state.status(), state.board().extended(e.endsAt(), e.by() == null), e.requestId());
  }

  @Override
  public CohostState pkEnded(CohostEvent.PkEnded e) {
    PkResult result = e.result();
    return round(
        e.punishmentUntil() == null ? state.status() : CohostStatus.PUNISHMENT,
        state.board().ended(result, e.punishmentUntil()),
        null);
  }

  @Override
  public CohostState rematchAsked(CohostEvent.RematchAsked e) {
    return round(state.status(), state.board().rematchAskedBy(e.roomId()), e.requestId());
  }

  private CohostState round(CohostStatus status, PkBoard board, @Nullable String requestId) {
    return revised(
        requestId,
        next -> {
          next.status = status;
          next.pk = board;
        });
  }

  @Override
  public CohostState ended(CohostEvent.Ended e) {
    Map<String, Claim> claims = new TreeMap<>(state.claims());
    claims.replaceAll(
        (room, claim) -> claim.state() == Claim.State.PARTING ? claim : claim.parting(e.reason()));
    return revised(
        e.requestId(),
        next -> {
          next.status = e.status();
          next.reason = e.reason();
          next.endedAt = e.at();
          next.claims = Collections.unmodifiableMap(claims);
        });
  }

  private Seat of(String seatId) {
    return Objects.requireNonNull(state.seat(seatId));
  }

  private Claim claim(String roomId) {
    return Objects.requireNonNull(state.claims().get(roomId));
  }

  private static CohostState withClaim(CohostState state, Claim claim) {
    return state.with(next -> put(next, claim));
  }

  /** A new claim or a changed one; they stay in the order of their rooms. */
  private static void put(CohostState.Next next, Claim claim) {
    Map<String, Claim> claims = new TreeMap<>(next.claims);
    claims.put(claim.roomId(), claim);
    next.claims = Collections.unmodifiableMap(claims);
    next.attempts = Math.max(next.attempts, claim.attempt());
  }

  private CohostState seat(String seatId, @Nullable String requestId, UnaryOperator<Seat> change) {
    Seat changed = change.apply(of(seatId));
    return revised(requestId, next -> next.seats = with(changed));
  }

  /** What agents report counts in no revision. */
  private CohostState quietly(Seat changed) {
    return state.with(next -> next.seats = with(changed));
  }

  private Map<String, Seat> with(Seat changed) {
    Map<String, Seat> seats = new LinkedHashMap<>(state.seats());
    seats.put(changed.id(), changed);
    return Collections.unmodifiableMap(seats);
  }

  private CohostState revised(@Nullable String requestId, Consumer<CohostState.Next> change) {
    return state.with(
        next -> {
          change.accept(next);
          next.revision++;
          next.handled = handled(requestId);
        });
  }

  private List<String> handled(@Nullable String requestId) {
    if (requestId == null || state.handled().contains(requestId)) {
      return state.handled();
    }
    List<String> all = new ArrayList<>(state.handled());
    all.add(requestId);
    return List.copyOf(all.subList(Math.max(0, all.size() - HANDLED_KEPT), all.size()));
  }
}
