package io.roomfleet.orchestrator.subroom;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.roomfleet.api.room.Placement;
import io.roomfleet.orchestrator.platform.JournalEvent;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What happened in a sub-room. The room is told of all but {@link Requested}, of which it knows,
 * {@link Followed} and {@link Reported}.
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
    } else if (this instanceof Closing e) {
      return cases.closing(e);
    } else if (this instanceof Closed e) {
      return cases.closed(e);
    } else {
      return cases.reported((Reported) this);
    }
  }
}
