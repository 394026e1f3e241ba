package io.roomfleet.orchestrator.subroom;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.roomfleet.api.room.Placement;
import io.roomfleet.orchestrator.placement.Amount;
import io.roomfleet.orchestrator.platform.JournalEvent;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What happened in a sub-room. The room is told of all but {@link Requested}, of which it knows,
 * {@link Followed}, {@link NextPlaced}, {@link Parted} and {@link Reported}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = SubRoomEvent.Requested.class, name = "sub_room.requested"),
  @JsonSubTypes.Type(value = SubRoomEvent.Followed.class, name = "room.followed"),
  @JsonSubTypes.Type(value = SubRoomEvent.Placing.class, name = "sub_room.placing"),
  @JsonSubTypes.Type(value = SubRoomEvent.Placed.class, name = "placement.decided"),
  @JsonSubTypes.Type(value = SubRoomEvent.NotPlaced.class, name = "placement.failed"),
  @JsonSubTypes.Type(value = SubRoomEvent.PlaceLost.class, name = "placement.lost"),
  @JsonSubTypes.Type(value = SubRoomEvent.Playing.class, name = "sub_room.playing"),
  @JsonSubTypes.Type(value = SubRoomEvent.WentLive.class, name = "sub_room.live"),
  @JsonSubTypes.Type(value = SubRoomEvent.Stopped.class, name = "sub_room.degraded"),
  @JsonSubTypes.Type(value = SubRoomEvent.Moving.class, name = "sub_room.moving"),
  @JsonSubTypes.Type(value = SubRoomEvent.NextPlaced.class, name = "move.placed"),
  @JsonSubTypes.Type(value = SubRoomEvent.Moved.class, name = "sub_room.moved"),
  @JsonSubTypes.Type(value = SubRoomEvent.MoveFailed.class, name = "move.failed"),
  @JsonSubTypes.Type(value = SubRoomEvent.MoveEnded.class, name = "move.ended"),
  @JsonSubTypes.Type(value = SubRoomEvent.Parted.class, name = "place.parted"),
  @JsonSubTypes.Type(value = SubRoomEvent.Booked.class, name = "sub_room.booked"),
  @JsonSubTypes.Type(
      value = SubRoomEvent.BookingReleased.class,
      name = "sub_room.booking_released"),
  @JsonSubTypes.Type(value = SubRoomEvent.LineSwitched.class, name = "sub_room.line_switched"),
  @JsonSubTypes.Type(value = SubRoomEvent.Closing.class, name = "sub_room.closing"),
  @JsonSubTypes.Type(value = SubRoomEvent.Closed.class, name = "sub_room.closed"),
  @JsonSubTypes.Type(value = SubRoomEvent.Reported.class, name = "reported")
})
public sealed interface SubRoomEvent extends JournalEvent {
  Instant at();

  /** The room asked for it. */
  record Requested(SubRoomSpec spec, RoomBrief brief, Instant at) implements SubRoomEvent {}

  /** The room changed: its state, its line, or where the line comes from. */
  record Followed(RoomBrief brief, Instant at) implements SubRoomEvent {}

  /**
   * The intention to run in a region; a reservation with this attempt may exist there from now on.
   */
  record Placing(String region, long attempt, String why, Instant at) implements SubRoomEvent {}

  /** An agent holds it, the first one or another one. */
  record Placed(
      String region,
      String agentId,
      long epoch,
      long attempt,
      String cause,
      Placement placement,
      Instant at)
      implements SubRoomEvent {}

  /** No place was found. It is tried again. */
  record NotPlaced(String reason, Placement placement, Instant at) implements SubRoomEvent {}

  /** The place it had is gone, and the region had no other. */
  record PlaceLost(String reason, Instant at) implements SubRoomEvent {}

  /** The agent's output can be read. */
  record Playing(String agentId, long epoch, URI hls, Instant at) implements SubRoomEvent {}

  /** It plays, and the room is live. */
  record WentLive(Instant at) implements SubRoomEvent {}

  /** The agent's output cannot be read, for now. */
  record Stopped(String agentId, String reason, Instant at) implements SubRoomEvent {}

  /**
   * The intention to go to another region; it plays on where it is. A reservation with this attempt
   * may exist there from now on.
   *
   * @param region the first to be asked, null when none was found yet
   * @param attempt 0 without a region
   * @param only the one region that will do, null for any that the sub-room may run in
   * @param wished true when the ledger of its place wishes it, false when somebody asked for it
   * @param requestId null when no request asked for it
   */
  record Moving(
      @Nullable String region,
      long attempt,
      @Nullable String only,
      boolean wished,
      String cause,
      String by,
      @Nullable String requestId,
      Instant at)
      implements SubRoomEvent {}

  /** An agent of the region that it moves to holds it; it does not play there yet. */
  record NextPlaced(
      String region, String agentId, long epoch, long attempt, Placement placement, Instant at)
      implements SubRoomEvent {}

  /** It plays in another place, of its region or of another one, and played on until it did. */
  record Moved(
      String fromRegion,
      String fromAgentId,
      String region,
      String agentId,
      long epoch,
      long attempt,
      String cause,
      Placement placement,
      URI hls,
      Instant at)
      implements SubRoomEvent {}

  /**
   * A try to move came to nothing. What a ledger wishes is tried again; what somebody asked for is
   * over.
   *
   * @param placement what was missing where, when no place was found; null when one was found and
   *     did not get to play
   */
  record MoveFailed(String reason, @Nullable Placement placement, Instant at)
      implements SubRoomEvent {}

  /** It stays after all: nobody wants the move any more. */
  record MoveEnded(String reason, Instant at) implements SubRoomEvent {}

  /** A place that it had left is freed. */
  record Parted(String region, long attempt, Instant at) implements SubRoomEvent {}

  /**
   * A region's calendar has a booking of it, a new one or one for which there is room by now.
   *
   * @param missing by side, what the booking is short of; null when there is room for it
   */
  record Booked(
      String region,
      long attempt,
      Instant from,
      Instant to,
      Amount need,
      @Nullable Amount missing,
      Instant at)
      implements SubRoomEvent {}

  /** Its booking is over or given back. */
  record BookingReleased(String region, long attempt, String reason, Instant at)
      implements SubRoomEvent {}

  /**
   * It plays another line, which need not be its room's.
   *
   * @param ownLine the line that it plays whatever its room plays; null when it follows its room
   * @param automatic whether nobody asked for it
   * @param requestId null when no request asked for it
   */
  record LineSwitched(
      String from,
      String to,
      @Nullable String ownLine,
      boolean automatic,
      String cause,
      String by,
      @Nullable String requestId,
      Instant at)
      implements SubRoomEvent {}

  /** It is to end; its place is being freed. */
  record Closing(String by, @Nullable String reason, @Nullable String requestId, Instant at)
      implements SubRoomEvent {}

  /** Its place is freed. */
  record Closed(Instant at) implements SubRoomEvent {}

  /** The room has kept the reports up to this number. */
  record Reported(long number, Instant at) implements SubRoomEvent {}

  /** One case each: a new kind of event does not compile until every reader has its case. */
  interface Cases<T> {
    T requested(Requested event);

    T followed(Followed event);

    T placing(Placing event);

    T placed(Placed event);

    T notPlaced(NotPlaced event);

    T placeLost(PlaceLost event);

    T playing(Playing event);

    T wentLive(WentLive event);

    T stopped(Stopped event);

    T moving(Moving event);

    T nextPlaced(NextPlaced event);

    T moved(Moved event);

    T moveFailed(MoveFailed event);

    T moveEnded(MoveEnded event);

    T parted(Parted event);

    T booked(Booked event);

    T bookingReleased(BookingReleased event);

    T lineSwitched(LineSwitched event);

    T closing(Closing event);

    T closed(Closed event);

    T reported(Reported event);
  }

  default <T> T match(Cases<T> cases) {
    if (this instanceof Requested e) {
      return cases.requested(e);
    } else if (this instanceof Followed e) {
      return cases.followed(e);
    } else if (this instanceof Placing e) {
      return cases.placing(e);
    } else if (this instanceof Placed e) {
      return cases.placed(e);
    } else if (this instanceof NotPlaced e) {
      return cases.notPlaced(e);
    } else if (this instanceof PlaceLost e) {
      return cases.placeLost(e);
    } else if (this instanceof Playing e) {
      return cases.playing(e);
    } else if (this instanceof WentLive e) {
      return cases.wentLive(e);
    } else if (this instanceof Stopped e) {
      return cases.stopped(e);
    } else if (this instanceof Moving e) {
      return cases.moving(e);
    } else if (this instanceof NextPlaced e) {
      return cases.nextPlaced(e);
    } else if (this instanceof Moved e) {
      return cases.moved(e);
    } else if (this instanceof MoveFailed e) {
      return cases.moveFailed(e);
    } else if (this instanceof MoveEnded e) {
      return cases.moveEnded(e);
    } else if (this instanceof Parted e) {
      return cases.parted(e);
    } else if (this instanceof Booked e) {
      return cases.booked(e);
    } else if (this instanceof BookingReleased e) {
      return cases.bookingReleased(e);
    } else if (this instanceof LineSwitched e) {
      return cases.lineSwitched(e);
    } else if (this instanceof Closing e) {
      return cases.closing(e);
    } else if (this instanceof Closed e) {
      return cases.closed(e);
    } else {
      return cases.reported((Reported) this);
    }
  }
}
