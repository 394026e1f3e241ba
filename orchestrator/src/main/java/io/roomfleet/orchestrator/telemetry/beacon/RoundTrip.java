package io.roomfleet.orchestrator.telemetry.beacon;

import java.time.ZoneId;

/**
 * One measured way from a viewer to a region and back.
 *
 * @param market the time zone of the viewer's sub-room
 * @param millis above 0, at most 2,000
 */
public record RoundTrip(String region, ZoneId market, double millis) {}
