package io.roomfleet.orchestrator.region;

import io.roomfleet.orchestrator.placement.AgentSnapshot;
import io.roomfleet.orchestrator.platform.ClusterMessage;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a region tells all nodes of itself, about each second.
 *
 * @param lines ids of the relays in it; a node of an older version does not tell them
 */
public record RegionSummary(
    String region, List<AgentSnapshot> agents, Set<String> lines, int assignments)
    implements ClusterMessage {
  @SuppressWarnings("NullAway") // What is left out in JSON comes as null.
  public RegionSummary {
    lines = lines == null ? Set.of() : lines;
  }

  static RegionSummary of(RegionLedger ledger) {
    return new RegionSummary(
        ledger.region(),
        agents(ledger),
        ledger.reservations().values().stream()
            .filter(Reservation::isRelay)
            .map(Reservation::id)
            .collect(Collectors.toSet()),
        ledger.reservations().size());
  }

  /** In a region that takes nothing new, no agent does. */
  private static List<AgentSnapshot> agents(RegionLedger ledger) {
    return ledger.table().rows().stream()
        .map(agent -> ledger.maintenance() == null ? agent : agent.drained())
        .toList();
  }
}
