package io.roomfleet.agent.audience;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How late picture and sound of a sub-room are.
 *
 * @param latency how old the first picture of its newest segment was when players could have it,
 *     since it came into the fleet; null while that is not known
 * @param avOffset time stamp of the sound minus that of the picture; null while there is not both
 */
public record Timing(@Nullable Duration latency, @Nullable Duration avOffset) {
  private static final long LARGEST = 100_000_000;

  static final Timing UNKNOWN = new Timing(null, null);

  @Nullable Integer latencyMillis() {
    return millis(latency);
  }

  @Nullable Integer avOffsetMillis() {
    return millis(avOffset);
  }

  private static @Nullable Integer millis(@Nullable Duration duration) {
    // Clocks may be years apart.
    return duration == null
        ? null
        : Integer.valueOf((int) Math.max(-LARGEST, Math.min(LARGEST, duration.toMillis())));
  }
}
