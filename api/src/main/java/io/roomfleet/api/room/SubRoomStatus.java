package io.roomfleet.api.room;

/**
 * Where a regional sub-room is in its life.
 *
 * <p>REQUESTED, PLACING, STARTING, READY (it plays, the room has not started), LIVE, CLOSED.
 * DEGRADED: it has played and does not now; FAILED: it could not be made to play yet. Both carry a
 * reason and are tried again while the room lasts.
 */
public enum SubRoomStatus {
  REQUESTED,
  PLACING,
  STARTING,
  READY,
  LIVE,
  DEGRADED,
  FAILED,
  CLOSED;
}
