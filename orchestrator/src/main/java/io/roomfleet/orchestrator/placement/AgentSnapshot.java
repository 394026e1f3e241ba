package io.roomfleet.orchestrator.placement;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An agent as a placement sees it.
 *
 * @param heard false while its beats are missing: nothing new is put on it
 * @param draining true while it is being emptied: nothing new is put on it
 * @param abilities what it said that it can do; null when it never said, and may be given anything
 * @param reserved what is booked on it
 */
public record AgentSnapshot(
    String id,
    boolean heard,
    boolean draining,
    @Nullable Set<String> abilities,
    Amount capacity,
    Amount reserved) {

  /** The same while it is being emptied. */
  public AgentSnapshot drained() {
    return new AgentSnapshot(id, heard, true, abilities, capacity, reserved);
  }

  /** True when new assignments may be put on it at all. */
  public boolean takesNew() {
    return heard && !draining;
  }
}
