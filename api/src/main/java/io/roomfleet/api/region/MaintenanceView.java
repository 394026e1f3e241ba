package io.roomfleet.api.region;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An agent or a region that is being emptied, or is kept empty, and how far that is.
 *
 * @param kind {@code DRAIN} or {@code EVACUATE}
 * @param by who asked
 * @param deadline by which it should be empty
 * @param force at the deadline, what has found no other place is stopped; otherwise it stays
 * @param total assignments that were there when it began
 * @param moved of them that are no longer there
 * @param moving of those left, how many are moving now
 * @param doneAt when nothing was left, null before
 * @param waiting those left that cannot move now, at most 20
 */
public record MaintenanceView(
    String kind,
    String by,
    @Nullable String reason,
    Instant since,
    Instant deadline,
    boolean force,
    int total,
    int moved,
    int moving,
    @Nullable Instant doneAt,
    List<Waiting> waiting) {

  /** An assignment that cannot move now, and why. */
  public record Waiting(
      String assignmentId, String roomId, @Nullable String subRoomId, String reason) {}
}
