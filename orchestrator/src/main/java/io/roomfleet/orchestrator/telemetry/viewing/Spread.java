package io.roomfleet.orchestrator.telemetry.viewing;

import io.roomfleet.api.agent.AudienceWindow;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Of what the spread among viewers is kept, as a sketch that merges. Codes stand in kept rows and
 * never change their meaning.
 */
public enum Spread {
  /** From the request of the master playlist to the first segment sent, milliseconds. */
  JOIN_MILLIS(1, AudienceWindow::joinMillis),
  /** What players have ahead, milliseconds. */
  BUFFER_MILLIS(2, AudienceWindow::bufferMillis),
  /** As players measure it, kbit/s. */
  THROUGHPUT_KBPS(3, AudienceWindow::throughputKbps),
  /** Of those who left, from their first segment to their last, milliseconds. */
  DWELL_MILLIS(4, AudienceWindow::dwellMillis);

  private final int code;
  private final Function<AudienceWindow, @Nullable String> sketch;

  Spread(int code, Function<AudienceWindow, @Nullable String> sketch) {
    this.code = code;
    this.sketch = sketch;
  }

  int code() {
    return code;
  }

  /** As an agent says it; null when it saw nothing of it. */
  @Nullable String in(AudienceWindow window) {
    return sketch.apply(window);
  }

  /** The one with this code; null for one that a newer version keeps. */
  static @Nullable Spread ofCode(int code) {
    for (Spread spread : values()) {
      if (spread.code == code) {
        return spread;
      }
    }
    return null;
  }
}
