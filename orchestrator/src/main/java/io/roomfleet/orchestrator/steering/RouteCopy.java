package io.roomfleet.orchestrator.steering;

import io.roomfleet.orchestrator.platform.ClusterMessage;
import java.util.List;

/**
 * A part of what a node knows, for one that came up.
 *
 * @param whole true with the last part of one who knows all
 */
public record RouteCopy(List<RouteEntry> subRooms, List<RouteWord.EdgeTold> edges, boolean whole)
    implements ClusterMessage {}
