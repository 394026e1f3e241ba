package io.roomfleet.orchestrator.placement;

import java.time.ZoneId;
import java.util.List;

/** A region as a placement sees it; {@code agents} without regard to lines. */
public record RegionSnapshot(String id, ZoneId timeZone, List<AgentSnapshot> agents) {
  /** What is left on the agents that are heard, all sides added up. */
  public Amount free() {
    return agents.stream()
        .filter(AgentSnapshot::heard)
        .map(AgentSnapshot::free)
        .reduce(Amount.ZERO, Amount::plus);
  }
}
