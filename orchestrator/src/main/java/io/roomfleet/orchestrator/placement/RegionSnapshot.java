package io.roomfleet.orchestrator.placement;

import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/**
 * A region as a placement sees it.
 *
 * @param lines ids of the relays in it: {@code relay/<roomId>/<lineId>}
 * @param capacity of the agents that take new assignments, all added up
 * @param reserved on those
 * @param unseen what was sent there since and is not in {@code reserved} yet, as far as it is known
 */
public record RegionSnapshot(
    String id,
    ZoneId timeZone,
    AgentTable agents,
    Set<String> lines,
    Amount capacity,
    Amount reserved,
    Amount unseen) {

  public static RegionSnapshot of(
      String id, ZoneId timeZone, List<AgentSnapshot> agents, Set<String> lines) {
    Amount capacity = Amount.ZERO;
    Amount reserved = Amount.ZERO;
    for (AgentSnapshot agent : agents) {
      if (agent.takesNew()) {
        capacity = capacity.plus(agent.capacity());
        reserved = reserved.plus(agent.reserved());
      }
    }
    return new RegionSnapshot(
        id, timeZone, AgentTable.of(agents), lines, capacity, reserved, Amount.ZERO);
  }

  public RegionSnapshot withUnseen(Amount amount) {
    return new RegionSnapshot(id, timeZone, agents, lines, capacity, reserved, amount);
  }
}
