package io.roomfleet.orchestrator.steering;

import io.roomfleet.api.steering.Pathway;
import io.roomfleet.orchestrator.steering.RouteWord.Edge;

/**
 * A place that viewers of a sub-room can be led to, or could be but for a reason.
 *
 * @param entry the sub-room whose ladder is there
 * @param pathway as those viewers know it, without discontinuities
 * @param share the part of those viewers that is sent here, 0 to 1
 * @param open false when nobody is to be sent here
 * @param barred true when nobody may be there, even who is: the room does not allow it, or the
 *     picture is another
 * @param reason in one sentence
 */
record Way(
    Kind kind,
    RouteEntry entry,
    Edge edge,
    EdgeState state,
    Pathway pathway,
    double share,
    boolean open,
    boolean barred,
    String reason) {

  enum Kind {
    /** Where the sub-room is. */
    OWN,
    /** Where it was until it moved. */
    BEFORE,
    /** Another sub-room, which the room names for it. */
    FALLBACK
  }

  boolean isFallback() {
    return kind == Kind.FALLBACK;
  }

  Way with(double newShare, String newReason) {
    return new Way(kind, entry, edge, state, pathway, newShare, open, barred, newReason);
  }
}
