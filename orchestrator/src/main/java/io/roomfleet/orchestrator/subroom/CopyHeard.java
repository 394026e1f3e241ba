package io.roomfleet.orchestrator.subroom;

import io.roomfleet.orchestrator.region.RelayCopy;

/**
 * A region's copy of the line, as a sub-room there heard of it.
 *
 * @param stays false while the sub-room is on its way to another region
 */
public record CopyHeard(String region, boolean stays, RelayCopy copy) {}
