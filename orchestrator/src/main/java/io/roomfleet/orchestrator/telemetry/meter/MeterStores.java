package io.roomfleet.orchestrator.telemetry.meter;

/**
 * Where Meters read and keep what they count.
 *
 * @param listener is told of each window a little after its end
 */
public record MeterStores(
    BeaconLog log, Rollups rollups, OpenMeters openMeters, WindowListener listener) {

  /** Nobody is told. */
  public MeterStores(BeaconLog log, Rollups rollups, OpenMeters openMeters) {
    this(log, rollups, openMeters, (roomId, subRoomId, start, window) -> {});
  }
}
