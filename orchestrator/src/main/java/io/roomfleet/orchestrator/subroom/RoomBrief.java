package io.roomfleet.orchestrator.subroom;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What a sub-room needs to know of its room. The room tells it on each change and until it is
 * answered; the whole each time, so that nothing is missed when one is lost.
 *
 * @param version larger for each newer brief
 * @param wanted what the room's state asks of its sub-rooms
 * @param activeLine the line to play
 * @param upstream that line's relay in the source region, null while no agent takes the line in
 */
public record RoomBrief(
    String roomId,
    long version,
    Wanted wanted,
    String sourceRegion,
    String activeLine,
    @Nullable URI upstream) {

  /** What a room asks of its sub-rooms; it only ever grows. */
  public enum Wanted {
    /** The room's time is far off. */
    NOTHING,
    /** To be playable before the start. */
    READY,
    /** To play for viewers. */
    LIVE,
    /** To be gone. */
    CLOSED
  }

  /** True when the sub-room is to run somewhere. */
  boolean wantsPlace() {
    return wanted == Wanted.READY || wanted == Wanted.LIVE;
  }
}
