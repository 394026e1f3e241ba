package io.roomfleet.orchestrator.placement;

/**
 * An agent as a placement sees it.
 *
 * @param heard false while its beats are missing: nothing new is put on it
 * @param hasLine true when the line that the assignment reads is already taken in on it
 */
public record AgentSnapshot(
    String id, boolean heard, boolean hasLine, Amount capacity, Amount reserved) {
  Amount free() {
    return capacity.minus(reserved);
  }
}
