package io.roomfleet.agent.hub;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came in from a hub's live inputs, counted since the hub was made. Under the hub's lock. */
final class Arrivals {
  private long bytes;
  private long tornUnits;
  private long continuityErrors;
  private long gaps;
  private long gapNanos;
  private @Nullable Long last;

  /**
   * Bytes came.
   *
   * @param torn and {@code errors}: units torn and counters that did not follow in them
   * @param nanos on the hub's clock
   */
  void add(int length, long torn, long errors, long nanos) {
    long quiet = last == null ? 0 : nanos - last;
    if (quiet >= InputQuality.GAP.toNanos()) {
      gaps++;
      gapNanos += quiet;
    }
    last = nanos;
    bytes += length;
    tornUnits += torn;
    continuityErrors += errors;
  }

  long bytes() {
    return bytes;
  }

  long tornUnits() {
    return tornUnits;
  }

  /**
   * How they came.
   *
   * @param onAir null when none is
   */
  InputQuality quality(@Nullable Feed onAir, long now) {
    return new InputQuality(
        gaps,
        Duration.ofNanos(gapNanos),
        continuityErrors,
        onAir == null ? null : onAir.avOffset().mean(),
        onAir == null ? null : onAir.pace().share(now));
  }
}
