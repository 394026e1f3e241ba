package io.roomfleet.orchestrator.telemetry.meter;

import io.roomfleet.orchestrator.telemetry.window.Window;

/** Hears of windows as they are counted. */
@FunctionalInterface
public interface WindowListener {
  /**
   * A window is over, and what was on time is in it. Told once for each window while its Meter
   * runs, in order, the empty ones too.
   *
   * @param start milliseconds since 1970
   */
  void counted(String roomId, String subRoomId, long start, Window window);
}
