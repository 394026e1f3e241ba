package io.roomfleet.orchestrator.region;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * That an agent or a region is being emptied, or is kept empty.
 *
 * @param by who asked
 * @param deadline by which it should be empty; what has moved away plays no longer than this
 * @param force at the deadline, what has found no other place is stopped; otherwise it stays
 * @param total assignments that were there when it began
 * @param doneAt when nothing was left, null before
 */
public record Maintenance(
    Kind kind,
    String by,
    @Nullable String reason,
    Instant since,
    Instant deadline,
    boolean force,
    int total,
    @Nullable Instant doneAt) {

  /** What is done about what runs there. Nothing new comes in either case. */
  public enum Kind {
    /** Of an agent: moved to the region's others. Of a region: it stays until it ends by itself. */
    DRAIN,
    /** Of a region: moved to other regions. */
    EVACUATE
  }

  /** What someone asks for. */
  public record Wish(
      Kind kind, String by, @Nullable String reason, Instant deadline, boolean force) {}

  /** True when the wish is for what this is already, whenever that was to be done. */
  boolean isLike(Wish wish) {
    return kind == wish.kind() && force == wish.force() && Objects.equals(reason, wish.reason());
  }

  Maintenance done(Instant at) {
    return new Maintenance(kind, by, reason, since, deadline, force, total, at);
  }

  /** As the cause of a move. */
  String cause(String what) {
    return what + (kind == Kind.DRAIN ? " is drained" : " is evacuated");
  }
}
