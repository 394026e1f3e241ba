package io.roomfleet.api;

/**
 * An amount of what an agent can carry, in its three sides.
 *
 * @param transcodeUnits encoding work; 1 unit is one 1280x720 rendition at 30 frames a second (>=
 *     0, to 0.001)
 * @param egressMbps media sent, in Mbit/s (>= 0, to 0.001)
 * @param slots assignments (>= 0)
 */
public record Capacity(double transcodeUnits, double egressMbps, int slots) {
  public Capacity {
    if (!(transcodeUnits >= 0) || Double.isInfinite(transcodeUnits)) {
      throw new IllegalArgumentException(
          "transcodeUnits: " + transcodeUnits + " (expected: finite, >= 0)");
    }
    if (!(egressMbps >= 0) || Double.isInfinite(egressMbps)) {
      throw new IllegalArgumentException("egressMbps: " + egressMbps + " (expected: finite, >= 0)");
    }
    if (slots < 0) {
      throw new IllegalArgumentException("slots: " + slots + " (expected: >= 0)");
    }
  }
}
