package io.roomfleet.api.region;

import io.roomfleet.api.Capacity;
import org.jspecify.annotations.Nullable;

/**
 * A region.
 *
 * @param timeZone IANA; how far a market is from it is estimated from this
 * @param agents how many it has
 * @param agentsUp how many of them are heard
 * @param capacity of the agents that are heard
 * @param reserved on the agents that are heard
 * @param maintenance while the region is emptied or kept empty; null when it takes what comes
 * @param holding why agents that are missed are not given up yet; null when there is no such thing
 */
public record RegionView(
    String id,
    String timeZone,
    int agents,
    int agentsUp,
    Capacity capacity,
    Capacity reserved,
    int assignments,
    @Nullable MaintenanceView maintenance,
    @Nullable String holding) {}
