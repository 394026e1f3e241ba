package io.roomfleet.orchestrator.room;

import io.roomfleet.api.room.RoomStatus;
import io.roomfleet.api.room.SubRoomStatus;
import io.roomfleet.orchestrator.cohost.slot.RoomSlot;
import io.roomfleet.orchestrator.platform.JournalEvent;
import io.roomfleet.orchestrator.subroom.SubRoomSpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a live room. Immutable; {@link LiveRoom} says how they change.
 *
 * @param lines by id, in the order of the spec
 * @param subRooms by id, in the order they were added
 * @param handled ids of the newest requests that changed it, so that a repeat is known
 * @param revision counts what people and the schedule changed, from 1; the API's ETag
 * @param version counts all that its sub-rooms must know of
 * @param agenda what it is about when
 * @param lineChoice how it came to its active line
 * @param slot the one co-host session that may have it
 * @param heard what sessions have told it
 */
public record LiveRoomState(
    String id,
    RoomSpec spec,
    RoomStatus status,
    @Nullable String reason,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    String activeLine,
    Map<String, LineState> lines,
    Map<String, SubRoomRef> subRooms,
    List<String> handled,
    Instant createdAt,
    long revision,
    long version,
    Agenda agenda,
    LineChoice lineChoice,
    RoomSlot slot,
    SessionsHeard heard)
    implements JournalEvent {

  /** States from before there were agendas or sessions have none. */
  public LiveRoomState {
    agenda = agenda == null ? Agenda.NONE : agenda;
    lineChoice = lineChoice == null ? LineChoice.first(activeLine) : lineChoice;
    slot = slot == null ? RoomSlot.FREE : slot;
    heard = heard == null ? SessionsHeard.NONE : heard;
  }

  /**
   * A sub-room of the room.
   *
   * @param noted the number of its newest report that is kept here
   */
  public record SubRoomRef(
      SubRoomSpec spec, SubRoomStatus status, long noted, String requestId, Instant createdAt) {}

  /** The line that is played. */
  LineState line() {
    return Objects.requireNonNull(lines.get(activeLine));
  }

  /** The region where the line that is played is taken in, or was last. */
  String lineRegion() {
    return line().regionIn(spec);
  }

  LiveRoomState with(LineChoice newChoice) {
    return new LiveRoomState(
        id,
        spec,
        status,
        reason,
        startedAt,
        endedAt,
        activeLine,
        lines,
        subRooms,
        handled,
        createdAt,
        revision,
        version,
        agenda,
        newChoice,
        slot,
        heard);
  }

  LiveRoomState with(RoomSlot newSlot, SessionsHeard newHeard) {
    return new LiveRoomState(
        id,
        spec,
        status,
        reason,
        startedAt,
        endedAt,
        activeLine,
        lines,
        subRooms,
        handled,
        createdAt,
        revision,
        version,
        agenda,
        lineChoice,
        newSlot,
        newHeard);
  }

  /** True when lines and sub-rooms are to run. */
  boolean isActive() {
    return status == RoomStatus.PREPARING || status == RoomStatus.LIVE;
  }

  /** When it will do something by itself; null when nothing is due any more. */
  public @Nullable Instant dueAt() {
    return switch (status) {
      case SCHEDULED -> spec.preparesAt();
      case PREPARING -> spec.startsAt();
      case LIVE -> spec.endsAt();
      case ENDED, CANCELLED -> null;
    };
  }
}
