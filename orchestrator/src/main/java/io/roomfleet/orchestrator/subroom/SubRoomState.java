package io.roomfleet.orchestrator.subroom;

import io.roomfleet.api.room.Placement;
import io.roomfleet.api.room.SubRoomStatus;
import io.roomfleet.orchestrator.platform.JournalEvent;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a sub-room. Immutable; {@link SubRoom} says how they change.
 *
 * @param region where an order of ours is, or may be, since {@code attempt}; null when there is
 *     none
 * @param agentId who holds it; null while nobody does
 * @param played true once its output could be read: from then on, not playing is DEGRADED, not
 *     FAILED
 * @param closedBy who ended it, null before
 * @param closeRequest id of the request that ended it, null when the room did
 * @param outbox reports that the room may not have kept yet, oldest first
 * @param reports how many were made
 * @param revision counts its changes, from 1; the API's ETag
 */
public record SubRoomState(
    SubRoomSpec spec,
    RoomBrief brief,
    SubRoomStatus status,
    @Nullable String reason,
    @Nullable String region,
    long attempt,
    @Nullable String agentId,
    long epoch,
    @Nullable URI hls,
    @Nullable Placement placement,
    boolean played,
    @Nullable String closedBy,
    @Nullable String closeRequest,
    Instant createdAt,
    List<Report> outbox,
    long reports,
    long revision)
    implements JournalEvent {

  static SubRoomState requested(SubRoomSpec spec, RoomBrief brief, Instant at) {
    return new SubRoomState(
        spec,
        brief,
        SubRoomStatus.REQUESTED,
        null,
        null,
        0,
        null,
        0,
        null,
        null,
        false,
        null,
        null,
        at,
        List.of(),
        0,
        1);
  }

  boolean isClosing() {
    return closedBy != null;
  }

  boolean isClosed() {
    return status == SubRoomStatus.CLOSED;
  }

  boolean plays() {
    return status == SubRoomStatus.READY || status == SubRoomStatus.LIVE;
  }

  /** True when it should run somewhere and nobody holds it. */
  boolean needsPlace() {
    return !isClosing() && brief.wantsPlace() && agentId == null;
  }

  SubRoomState withBrief(RoomBrief newBrief) {
    return new SubRoomState(
        spec,
        newBrief,
        status,
        reason,
        region,
        attempt,
        agentId,
        epoch,
        hls,
        placement,
        played,
        closedBy,
        closeRequest,
        createdAt,
        outbox,
        reports,
        revision + 1);
  }

  SubRoomState withStatus(SubRoomStatus newStatus, @Nullable String newReason) {
    return new SubRoomState(
        spec,
        brief,
        newStatus,
        newReason,
        region,
        attempt,
        agentId,
        epoch,
        hls,
        placement,
        played,
        closedBy,
        closeRequest,
        createdAt,
        outbox,
        reports,
        revision + 1);
  }

  /** Another order, or none: what was played from the one before is not played any more. */
  SubRoomState withOrder(@Nullable String newRegion, long newAttempt) {
    return new SubRoomState(
        spec,
        brief,
        status,
        reason,
        newRegion,
        newAttempt,
        null,
        epoch,
        null,
        placement,
        played,
        closedBy,
        closeRequest,
        createdAt,
        outbox,
        reports,
        revision);
  }

  SubRoomState withAgent(String newAgentId, long newEpoch) {
    return new SubRoomState(
        spec,
        brief,
        status,
        reason,
        region,
        attempt,
        newAgentId,
        newEpoch,
        hls,
        placement,
        played,
        closedBy,
        closeRequest,
        createdAt,
        outbox,
        reports,
        revision);
  }

  SubRoomState withPlacement(Placement newPlacement) {
    return new SubRoomState(
        spec,
        brief,
        status,
        reason,
        region,
        attempt,
        agentId,
        epoch,
        hls,
        newPlacement,
        played,
        closedBy,
        closeRequest,
        createdAt,
        outbox,
        reports,
        revision);
  }

  SubRoomState withHls(URI newHls) {
    return new SubRoomState(
        spec,
        brief,
        status,
        reason,
        region,
        attempt,
        agentId,
        epoch,
        newHls,
        placement,
        true,
        closedBy,
        closeRequest,
        createdAt,
        outbox,
        reports,
        revision);
  }

  SubRoomState withClosing(String by, @Nullable String request) {
    return new SubRoomState(
        spec, brief, status, reason, region, attempt, agentId, epoch, hls, placement, played, by,
        request, createdAt, outbox, reports, revision);
  }

  SubRoomState withOutbox(List<Report> newOutbox, long newReports) {
    return new SubRoomState(
        spec,
        brief,
        status,
        reason,
        region,
        attempt,
        agentId,
        epoch,
        hls,
        placement,
        played,
        closedBy,
        closeRequest,
        createdAt,
        List.copyOf(newOutbox),
        newReports,
        revision);
  }
}
