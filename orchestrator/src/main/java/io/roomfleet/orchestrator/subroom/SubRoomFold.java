package io.roomfleet.orchestrator.subroom;

import io.roomfleet.api.room.SubRoomStatus;
import io.roomfleet.orchestrator.subroom.Moves.Move;
import io.roomfleet.orchestrator.subroom.SubRoomState.Place;
import java.util.List;
import java.util.Objects;

/** Folds one event into the state of a sub-room. Total: every event has its case. */
record SubRoomFold(SubRoomState state) implements SubRoomEvent.Cases<SubRoomState> {
  @Override
  public SubRoomState requested(SubRoomEvent.Requested e) {
    return state;
  }

  @Override
  public SubRoomState followed(SubRoomEvent.Followed e) {
    boolean otherLine = !e.brief().activeLine().equals(state.brief().activeLine());
    boolean follows = otherLine && state.lineWish().automatic();
    LineWish wish = follows ? state.lineWish().following() : state.lineWish();
    return state.withLineWish(wish).withBrief(e.brief());
  }

  @Override
  public SubRoomState placing(SubRoomEvent.Placing e) {
    SubRoomStatus status = state.played() ? SubRoomStatus.DEGRADED : SubRoomStatus.PLACING;
    return state
        .withPlace(state.place().ordered(e.region(), e.attempt()))
        .withStatus(status, state.played() ? state.reason() : null);
  }

  @Override
  public SubRoomState placed(SubRoomEvent.Placed e) {
    SubRoomStatus status = state.played() ? SubRoomStatus.DEGRADED : SubRoomStatus.STARTING;
    String reason = state.played() ? e.cause() + "; starting on agent " + e.agentId() : null;
    return state
        .withMoves(isNext(e.region(), e.attempt()) ? state.moves().with(null) : state.moves())
        .withPlace(state.place().ordered(e.region(), e.attempt()).heldBy(e.agentId(), e.epoch()))
        .withPlacement(e.placement())
        .withStatus(status, reason);
  }

  @Override
  public SubRoomState notPlaced(SubRoomEvent.NotPlaced e) {
    return state
        .withPlace(state.place().gone())
        .withPlacement(e.placement())
        .withStatus(notPlaying(), e.reason());
  }

  @Override
  public SubRoomState placeLost(SubRoomEvent.PlaceLost e) {
    Moves moves = state.moves();
    return state
        .withMoves(moves.wantNext() ? moves.partFromNext(e.reason()).with(null) : moves)
        .withPlace(state.place().gone())
        .withStatus(notPlaying(), e.reason());
  }

  @Override
  public SubRoomState playing(SubRoomEvent.Playing e) {
    return state.withPlace(state.place().playing(e.hls())).withStatus(SubRoomStatus.READY, null);
  }

  @Override
  public SubRoomState wentLive(SubRoomEvent.WentLive e) {
    return state.withStatus(SubRoomStatus.LIVE, null);
  }

  @Override
  public SubRoomState stopped(SubRoomEvent.Stopped e) {
    return state.withStatus(notPlaying(), e.reason());
  }

  @Override
  public SubRoomState booked(SubRoomEvent.Booked e) {
    return state.withBooked(
        new SubRoomState.Booked(e.region(), e.attempt(), e.from(), e.to(), e.need(), e.missing()));
  }

  @Override
  public SubRoomState bookingReleased(SubRoomEvent.BookingReleased e) {
    return state.withBooked(null);
  }

  @Override
  public SubRoomState lineSwitched(SubRoomEvent.LineSwitched e) {
    String request = e.requestId() == null ? state.lineWish().lastRequest() : e.requestId();
    int before = state.lineWish().repeats();
    int repeats = !e.automatic() ? 0 : e.ownLine() == null ? before : before + 1;
    LineWish wish =
        new LineWish(
            e.ownLine(),
            e.automatic() && e.ownLine() != null,
            request,
            e.at(),
            repeats,
            e.cause(),
            e.by());
    return state.withLineWish(wish).revised();
  }

  @Override
  public SubRoomState closing(SubRoomEvent.Closing e) {
    return state
        .withClosing(new SubRoomState.Closing(e.by(), e.requestId()))
        .withMoves(state.moves().partFromNext("given back by its sub-room").with(null))
        .withStatus(state.status(), Objects.requireNonNullElse(e.reason(), "closed"));
  }

  @Override
  public SubRoomState closed(SubRoomEvent.Closed e) {
    Moves moves = new Moves(null, List.of(), state.moves().lastRequest());
    return state
        .withMoves(moves)
        .withPlace(state.place().gone())
        .withStatus(SubRoomStatus.CLOSED, state.reason());
  }

  @Override
  public SubRoomState reported(SubRoomEvent.Reported e) {
    return state.withOutbox(state.outbox().keptUpTo(e.number()));
  }

  @Override
  public SubRoomState moving(SubRoomEvent.Moving e) {
    Place next = e.region() == null ? Place.NONE : Place.NONE.ordered(e.region(), e.attempt());
    Move move =
        new Move(
            next, e.only(), e.wished(), e.cause(), e.by(), e.at(), e.at(), null, null, List.of());
    return state
        .withMoves(state.moves().partFromNext("it goes elsewhere").asked(move, e.requestId()))
        .revised();
  }

  @Override
  public SubRoomState nextPlaced(SubRoomEvent.NextPlaced e) {
    Place place = Place.NONE.ordered(e.region(), e.attempt()).heldBy(e.agentId(), e.epoch());
    return state.withMoves(state.moves().with(move().held(place, e.placement(), e.at()))).revised();
  }

  @Override
  public SubRoomState moved(SubRoomEvent.Moved e) {
    Place from = state.place();
    Moves moves = state.moves();
    if (e.attempt() != from.attempt()) {
      moves = moves.with(null).partFrom(from, "moved to region " + e.region(), e.hls());
    }
    return state
        .withMoves(moves)
        .withPlace(
            from.ordered(e.region(), e.attempt()).heldBy(e.agentId(), e.epoch()).playing(e.hls()))
        .withPlacement(e.placement())
        .withStatus(state.plays() ? state.status() : SubRoomStatus.READY, null);
  }

  @Override
  public SubRoomState moveFailed(SubRoomEvent.MoveFailed e) {
    Move move = move();
    if (e.placement() != null) {
      Move later = move.wished() ? move.notFound(e.reason(), e.at()) : null;
      return state.withMoves(state.moves().with(later)).revised();
    }
    Move later = move.wished() ? move.notPlayed(e.reason(), e.at()) : null;
    return state.withMoves(state.moves().partFromNext(e.reason()).with(later)).revised();
  }

  @Override
  public SubRoomState moveEnded(SubRoomEvent.MoveEnded e) {
    return state.withMoves(state.moves().partFromNext(e.reason()).with(null)).revised();
  }

  @Override
  public SubRoomState parted(SubRoomEvent.Parted e) {
    boolean own = state.isClosing() && state.place().isOrder(e.region(), e.attempt());
    return state
        .withMoves(state.moves().parted(e.attempt()))
        .withPlace(own ? state.place().gone() : state.place());
  }

  private boolean isNext(String region, long attempt) {
    Move move = state.moves().current();
    return move != null && move.next().isOrder(region, attempt);
  }

  private Move move() {
    return Objects.requireNonNull(state.moves().current(), "no move is under way");
  }

  private SubRoomStatus notPlaying() {
    return state.played() ? SubRoomStatus.DEGRADED : SubRoomStatus.FAILED;
  }
}
