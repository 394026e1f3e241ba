package io.roomfleet.orchestrator.telemetry.meter;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** The windows of each sub-room, kept after its Meter has forgotten them. */
public interface Rollups {
  /** How long the windows are. */
  enum Step {
    TEN_SECONDS(10_000),
    MINUTE(60_000);

    private final long millis;

    Step(long millis) {
      this.millis = millis;
    }

    public long millis() {
      return millis;
    }
  }

  /**
   * One window.
   *
   * @param start milliseconds since 1970
   * @param beacons how many it counts
   * @param windows as {@link io.roomfleet.orchestrator.telemetry.window.WindowBytes}
   */
  record Rollup(long start, long beacons, byte[] windows) {}

  /** Puts whole windows in the place of what is there, unless that counts more beacons. */
  CompletionStage<Void> write(String roomId, String subRoomId, Step step, List<Rollup> rollups);

  /** Those that begin from one instant to before another, oldest first; not the empty ones. */
  CompletionStage<List<Rollup>> read(
      String roomId, String subRoomId, Step step, long from, long to);
}
