package io.roomfleet.orchestrator.subroom;

import io.roomfleet.api.room.Placement;
import io.roomfleet.api.room.SubRoomStatus;
import io.roomfleet.orchestrator.placement.Amount;
import io.roomfleet.orchestrator.platform.JournalEvent;
import io.roomfleet.orchestrator.subroom.Moves.Parting;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a sub-room. Immutable; {@link SubRoom} says how they change.
 *
 * @param placement the newest decision about its place, found or not
 * @param played true once its output could be read: from then on, not playing is DEGRADED, not
 *     FAILED
 * @param closing who ended it, null before
 * @param revision counts its changes, from 1; the API's ETag
 * @param moves to other regions
 * @param booked in a region's calendar; null while nothing is
 * @param lineWish which line it plays, if not its room's
 */
public record SubRoomState(
    SubRoomSpec spec,
    RoomBrief brief,
    Instant createdAt,
    SubRoomStatus status,
    @Nullable String reason,
    Place place,
    @Nullable Placement placement,
    boolean played,
    @Nullable Closing closing,
    Outbox outbox,
    long revision,
    Moves moves,
    @Nullable Booked booked,
    LineWish lineWish)
    implements JournalEvent {

  /** States from before there were moves have none, and follow their room. */
  public SubRoomState {
    moves = moves == null ? Moves.NONE : moves;
    lineWish = lineWish == null ? LineWish.NONE : lineWish;
  }

  /**
   * Where it runs, or may.
   *
   * @param region where an order of ours is, or may be, since {@code attempt}; null when there is
   *     none
   * @param attempt of the newest order, also after it is gone
   * @param agentId who holds it; null while nobody does
   * @param epoch of the newest agent that held it
   * @param hls its playlist, null until its output could be read there
   */
  public record Place(
      @Nullable String region,
      long attempt,
      @Nullable String agentId,
      long epoch,
      @Nullable URI hls) {
    static final Place NONE = new Place(null, 0, null, 0, null);

    /** Another order: what was played from the one before is not played any more. */
    Place ordered(String newRegion, long newAttempt) {
      return new Place(newRegion, newAttempt, null, epoch, null);
    }

    Place gone() {
      return new Place(null, attempt, null, epoch, null);
    }

    Place heldBy(String newAgentId, long newEpoch) {
      return new Place(region, attempt, newAgentId, newEpoch, null);
    }

    boolean isOrder(String ofRegion, long ofAttempt) {
      return ofRegion.equals(region) && ofAttempt == attempt;
    }

    Place playing(URI newHls) {
      return new Place(region, attempt, agentId, epoch, newHls);
    }
  }

  /**
   * A booking in a region's calendar, as the calendar last said.
   *
   * @param need of the ladder, without the copy of its line
   * @param missing by side, what the booking is short of; null when there is room for it
   */
  public record Booked(
      String region,
      long attempt,
      Instant from,
      Instant to,
      Amount need,
      @Nullable Amount missing) {}

  /**
   * That it is to end.
   *
   * @param requestId the request that ended it, null when the room did
   */
  public record Closing(String by, @Nullable String requestId) {}

  /**
   * What its room is to be told.
   *
   * @param waiting reports that the room may not have kept yet, oldest first
   * @param made how many were made
   */
  public record Outbox(List<Report> waiting, long made) {
    static final Outbox EMPTY = new Outbox(List.of(), 0);

    Outbox keptUpTo(long number) {
      return new Outbox(waiting.stream().filter(r -> r.number() > number).toList(), made);
    }
  }

  static SubRoomState requested(SubRoomSpec spec, RoomBrief brief, Instant at) {
    return new SubRoomState(
        spec,
        brief,
        at,
        SubRoomStatus.REQUESTED,
        null,
        Place.NONE,
        null,
        false,
        null,
        Outbox.EMPTY,
        1,
        Moves.NONE,
        null,
        LineWish.NONE);
  }

  /** The line that it plays. */
  RoomBrief.Line line() {
    String own = lineWish.own();
    RoomBrief.Line line = own == null ? null : brief.line(own);
    return line == null ? brief.active() : line;
  }

  boolean isClosing() {
    return closing != null;
  }

  boolean isClosed() {
    return status == SubRoomStatus.CLOSED;
  }

  boolean plays() {
    return status == SubRoomStatus.READY || status == SubRoomStatus.LIVE;
  }

  /** True when it should run somewhere and nobody holds it. */
  boolean needsPlace() {
    return !isClosing() && brief.wantsPlace() && place.agentId() == null;
  }

  /** What its ledgers are to free: what it has left, and all that it has once it is closing. */
  List<Parting> toRelease() {
    if (!isClosing() || place.region() == null) {
      return moves.partings();
    }
    List<Parting> all = new ArrayList<>(moves.partings());
    all.add(new Parting(place.region(), place.attempt(), "given back by its sub-room", null));
    return all;
  }

  /** The newest attempt of an order that it knows of. */
  long lastAttempt() {
    long newest = place.attempt();
    if (moves.current() != null) {
      newest = Math.max(newest, moves.current().next().attempt());
    }
    for (Parting parting : moves.partings()) {
      newest = Math.max(newest, parting.attempt());
    }
    return newest;
  }

  SubRoomState withBrief(RoomBrief newBrief) {
    return with(
        next -> {
          next.brief = newBrief;
          next.revision++;
        });
  }

  SubRoomState withStatus(SubRoomStatus newStatus, @Nullable String newReason) {
    return with(
        next -> {
          next.status = newStatus;
          next.reason = newReason;
          next.played |= newStatus == SubRoomStatus.READY;
          next.revision++;
        });
  }

  SubRoomState withPlace(Place newPlace) {
    return with(next -> next.place = newPlace);
  }

  SubRoomState withPlacement(Placement newPlacement) {
    return with(next -> next.placement = newPlacement);
  }

  SubRoomState withClosing(Closing newClosing) {
    return with(next -> next.closing = newClosing);
  }

  SubRoomState withLineWish(LineWish newWish) {
    return with(next -> next.lineWish = newWish);
  }

  SubRoomState withOutbox(Outbox newOutbox) {
    return with(next -> next.outbox = newOutbox);
  }

  SubRoomState withMoves(Moves newMoves) {
    return with(next -> next.moves = newMoves);
  }

  SubRoomState withBooked(@Nullable Booked newBooked) {
    return with(
        next -> {
          next.booked = newBooked;
          next.revision++;
        });
  }

  /** A change that the API shows and that no other change counts. */
  SubRoomState revised() {
    return with(next -> next.revision++);
  }

  private SubRoomState with(Consumer<Next> change) {
    Next next = new Next(this);
    change.accept(next);
    return new SubRoomState(
        spec,
        next.brief,
        createdAt,
        next.status,
        next.reason,
        next.place,
        next.placement,
        next.played,
        next.closing,
        next.outbox,
        next.revision,
        next.moves,
        next.booked,
        next.lineWish);
  }

  /** What may change, while it does. */
  private static final class Next {
    private RoomBrief brief;
    private SubRoomStatus status;
    private @Nullable String reason;
    private Place place;
    private @Nullable Placement placement;
    private boolean played;
    private @Nullable Closing closing;
    private Outbox outbox;
    private long revision;
    private Moves moves;
    private @Nullable Booked booked;
    private LineWish lineWish;

    Next(SubRoomState state) {
      this.brief = state.brief;
      this.status = state.status;
      this.reason = state.reason;
      this.place = state.place;
      this.placement = state.placement;
      this.played = state.played;
      this.closing = state.closing;
      this.outbox = state.outbox;
      this.revision = state.revision;
      this.moves = state.moves;
      this.booked = state.booked;
      this.lineWish = state.lineWish;
    }
  }
}
