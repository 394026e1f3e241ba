package io.roomfleet.orchestrator.steering;

import io.roomfleet.orchestrator.steering.RouteWord.Edge;
import io.roomfleet.orchestrator.steering.RouteWord.SubRoomTold;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A sub-room as this node knows it.
 *
 * @param before where it was before it moved, for as long as its viewers may be there; null when it
 *     did not
 * @param movedAt when it moved from there, milliseconds since 1970
 * @param heardAt when it was heard last, milliseconds since 1970
 */
record RouteEntry(SubRoomTold told, @Nullable Edge before, long movedAt, long heardAt) {
  static RouteEntry of(SubRoomTold told, long now) {
    return new RouteEntry(told, null, 0, now);
  }

  /** With a newer word; an older one only says that it is there. */
  RouteEntry with(SubRoomTold newer, long now) {
    if (newer.revision() < told.revision()) {
      return new RouteEntry(told, before, movedAt, now);
    }
    Edge was = told.at();
    Edge is = newer.at();
    boolean moved = was != null && is != null && !was.hls().equals(is.hls());
    boolean back = before != null && is != null && before.hls().equals(is.hls());
    return moved
        ? new RouteEntry(newer, was, now, now)
        : new RouteEntry(newer, back ? null : before, movedAt, now);
  }

  /** Nobody is expected at the place before any more. */
  RouteEntry settled() {
    return new RouteEntry(told, null, 0, heardAt);
  }

  boolean plays() {
    return told.plays();
  }

  /** Where it plays. */
  Edge at() {
    return Objects.requireNonNull(told.at());
  }
}
