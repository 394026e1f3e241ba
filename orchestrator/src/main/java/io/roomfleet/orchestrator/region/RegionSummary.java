package io.roomfleet.orchestrator.region;

import io.roomfleet.orchestrator.placement.AgentSnapshot;
import io.roomfleet.orchestrator.platform.ClusterMessage;
import java.util.List;

/** What a region tells all nodes of itself, about each second. */
public record RegionSummary(String region, List<AgentSnapshot> agents, int assignments)
    implements ClusterMessage {}
