package io.roomfleet.api.region;

import io.roomfleet.api.Capacity;

/**
 * A region.
 *
 * @param timeZone IANA; how far a market is from it is estimated from this
 * @param agents how many it has
 * @param agentsUp how many of them are heard
 * @param capacity of the agents that are heard
 * @param reserved on the agents that are heard
 */
public record RegionView(
    String id,
    String timeZone,
    int agents,
    int agentsUp,
    Capacity capacity,
    Capacity reserved,
    int assignments) {}
