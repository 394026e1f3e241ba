package io.roomfleet.orchestrator.telemetry.meter;

import io.roomfleet.orchestrator.telemetry.window.Tally;
import io.roomfleet.orchestrator.telemetry.window.Window;
import java.util.List;

/** Tells a listener of each window of one Meter, some seconds after its end. */
final class WindowTeller {
  /** Beacons come that much after the fact, mostly. */
  private static final long GRACE = 3_000;

  private final WindowListener listener;
  private final String roomId;
  private final String subRoomId;
  private long next = -1;

  WindowTeller(WindowListener listener, String roomId, String subRoomId) {
    this.listener = listener;
    this.roomId = roomId;
    this.subRoomId = subRoomId;
  }

  /** To be called each second. Of windows from before the first call nothing is told. */
  void tick(Tally tally, long now) {
    long over = Tally.startOf(now - GRACE);
    if (next < 0) {
      next = over;
    }
    // After a pause only the newest is news.
    next = Math.max(next, over - Tally.WINDOW);
    for (; next < over; next += Tally.WINDOW) {
      List<Tally.Counted> counted = tally.windows(next, next + Tally.WINDOW);
      Window window = counted.isEmpty() ? new Window() : counted.get(0).windows().whole();
      listener.counted(roomId, subRoomId, next, window);
    }
  }
}
