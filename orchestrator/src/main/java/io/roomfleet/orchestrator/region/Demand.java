package io.roomfleet.orchestrator.region;

import java.util.List;

/**
 * Who a sub-room's ladder is for: what decides where else it could run, and what goes first.
 *
 * @param timeZone of the market, IANA
 * @param sourceRegion of the room
 * @param regions that it may run in; empty for any
 * @param expectedViewers at the peak, >= 0
 * @param onAir true while its room is live
 */
public record Demand(
    String timeZone,
    String sourceRegion,
    List<String> regions,
    int expectedViewers,
    boolean onAir) {}
