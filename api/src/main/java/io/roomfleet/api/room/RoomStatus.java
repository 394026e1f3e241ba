package io.roomfleet.api.room;

/** Where a live room is in its life: SCHEDULED, PREPARING, LIVE, ENDED; or CANCELLED. */
public enum RoomStatus {
  SCHEDULED,
  PREPARING,
  LIVE,
  ENDED,
  CANCELLED;

  /** True once nothing more can happen to the room. */
  public boolean isFinal() {
    return this == ENDED || this == CANCELLED;
  }
}
