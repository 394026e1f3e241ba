package io.roomfleet.agent.session;

import io.roomfleet.api.agent.Assignment;
import io.roomfleet.api.agent.AssignmentKind;
import org.jspecify.annotations.Nullable;

/**
 * An assignment as it came over the wire: read, or with what is wrong with it. Exactly one of the
 * two is not null.
 *
 * @param fault why it could not be read; names the field, its value and what was expected
 */
public record Wanted(
    String id,
    long epoch,
    AssignmentKind kind,
    @Nullable Assignment assignment,
    @Nullable String fault) {

  /** One that was read. */
  public static Wanted of(Assignment assignment) {
    return new Wanted(assignment.id(), assignment.epoch(), assignment.kind(), assignment, null);
  }

  /** One that was not. */
  static Wanted broken(String id, long epoch, AssignmentKind kind, String fault) {
    return new Wanted(id, epoch, kind, null, fault);
  }
}
