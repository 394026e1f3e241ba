package io.roomfleet.orchestrator.telemetry.beacon;

/** The body is no batch of beacons; nothing of it counts. */
public final class BrokenBatch extends Exception {
  BrokenBatch(String message) {
    super(message, null, false, false);
  }
}
