package io.roomfleet.orchestrator.placement;

import io.roomfleet.api.agent.Ability;
import io.roomfleet.api.agent.AssignmentKind;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a sub-room wants of a region.
 *
 * @param need of one agent there, without a copy of the line
 * @param abilities that the agent must have declared
 * @param viewers expected, 0 when nobody told
 * @param market the viewers' zone
 * @param wantedRegion the only one it may run in, null for any
 * @param allowedRegions those it may run in, null for all
 * @param sourceRegion where the line comes in
 * @param line id of the line's relay
 * @param runsIn where it is to be moved from, null when it runs nowhere
 * @param mustLeave true when it may not stay where it runs
 */
public record RegionWish(
    Amount need,
    Set<String> abilities,
    int viewers,
    ZoneId market,
    @Nullable String wantedRegion,
    @Nullable List<String> allowedRegions,
    String sourceRegion,
    String line,
    @Nullable String runsIn,
    boolean mustLeave) {

  boolean leaves(String region) {
    return mustLeave && region.equals(runsIn);
  }

  /**
   * What it wants of an agent of a region.
   *
   * @param hasLine false when a copy of the line comes with it
   */
  AgentWish ofAgent(boolean hasLine) {
    if (hasLine) {
      return AgentWish.of(need, abilities, viewers);
    }
    Set<String> withRelay = new HashSet<>(abilities);
    withRelay.add(Ability.of(AssignmentKind.RELAY));
    return AgentWish.of(need.plus(AssignmentCost.ofRelay()), withRelay, viewers);
  }
}
