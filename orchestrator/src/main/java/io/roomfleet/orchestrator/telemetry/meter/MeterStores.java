package io.roomfleet.orchestrator.telemetry.meter;

/** Where Meters read and keep what they count. */
public record MeterStores(BeaconLog log, Rollups rollups, OpenMeters openMeters) {}
