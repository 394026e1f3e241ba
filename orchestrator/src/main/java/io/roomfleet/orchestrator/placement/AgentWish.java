package io.roomfleet.orchestrator.placement;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted of one agent of a region.
 *
 * @param need what it takes, the line's copy with it where the region has none yet
 * @param abilities that the agent must have declared
 * @param lineOn the agent of the region that has the line, null when none has or none is read
 * @param onlyOn the one agent that may take it, null for any
 * @param heldBy agents that have another place of the same order: none runs it twice
 * @param otherLines agents that take in another line of the same room, with its id
 * @param viewersOn expected viewers of the same room's other sub-rooms, by agent
 * @param viewers expected, 0 when nobody told
 * @param runsOn the agent that it is to be moved from, null when it runs nowhere
 */
public record AgentWish(
    Amount need,
    Set<String> abilities,
    @Nullable String lineOn,
    @Nullable String onlyOn,
    Set<String> heldBy,
    Map<String, String> otherLines,
    Map<String, Integer> viewersOn,
    int viewers,
    @Nullable String runsOn) {

  /** The same without regard to the room's other lines. */
  public AgentWish besideAnyLine() {
    return besideLines(Map.of());
  }

  /** The same with other lines of the room. */
  public AgentWish besideLines(Map<String, String> lines) {
    return new AgentWish(
        need, abilities, lineOn, onlyOn, heldBy, lines, viewersOn, viewers, runsOn);
  }

  /**
   * The same for one agent alone.
   *
   * @param agentId null for any
   */
  public AgentWish only(@Nullable String agentId) {
    return new AgentWish(
        need, abilities, lineOn, agentId, heldBy, otherLines, viewersOn, viewers, runsOn);
  }

  /** With nothing of its room anywhere in the region. */
  public static AgentWish of(Amount need, Set<String> abilities, int viewers) {
    return new AgentWish(need, abilities, null, null, Set.of(), Map.of(), Map.of(), viewers, null);
  }
}
