package io.roomfleet.api.cohost;

/** How one went out of a session, or did not come. */
public enum CohostExit {
  DECLINED,
  EXPIRED,
  LEFT,
  REMOVED,
  ROOM_TAKEN,
  ROOM_OVER,
  ROOM_SILENT,
  NOT_CONNECTED,
  DROPPED
}
