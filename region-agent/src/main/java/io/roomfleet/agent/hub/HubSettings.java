package io.roomfleet.agent.hub;

import java.time.Duration;

/**
 * How a hub behaves.
 *
 * @param stall the slate fills in when an input's picture (its sound, if it has no picture) has
 *     brought no complete unit for this long. Must be longer than the time between two pictures.
 *     Too short, and every hiccup of a publisher's network shows the slate
 * @param settle how long the arrival of a new input must have been steady before it goes on air. A
 *     source that was probed or cached arrives in a burst first, and only after it is known which
 *     picture is the present one
 * @param settleAtMost an input whose arrival does not become steady goes on air after this long
 * @param silenceAfter after this much picture without sound, silence is sent. An input that
 *     announces no sound gets it at once
 * @param readerBytes a reader for whom more than this is waiting loses it
 * @param readerLag a reader for whom something has been waiting longer than this loses it
 * @param cacheBytes the pictures since the last key frame, kept for new readers; with more than
 *     this, a new reader begins at the next key frame
 * @param cacheSpan as {@code cacheBytes}, in time
 */
public record HubSettings(
    Duration stall,
    Duration settle,
    Duration settleAtMost,
    Duration silenceAfter,
    int readerBytes,
    Duration readerLag,
    int cacheBytes,
    Duration cacheSpan) {

  public static final HubSettings DEFAULTS =
      new HubSettings(
          Duration.ofMillis(700),
          Duration.ofMillis(150),
          Duration.ofSeconds(2),
          Duration.ofSeconds(1),
          16 << 20,
          Duration.ofSeconds(8),
          24 << 20,
          Duration.ofSeconds(12));

  public HubSettings {
    positive("stall", stall);
    positive("settle", settle);
    positive("settleAtMost", settleAtMost);
    positive("silenceAfter", silenceAfter);
    positive("readerLag", readerLag);
    positive("cacheSpan", cacheSpan);
    positive("readerBytes", readerBytes);
    positive("cacheBytes", cacheBytes);
  }

  private static void positive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
    }
  }

  private static void positive(String name, int value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
    }
  }
}
