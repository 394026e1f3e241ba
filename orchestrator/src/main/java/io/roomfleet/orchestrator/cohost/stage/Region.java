package io.roomfleet.orchestrator.cohost.stage;

import org.jspecify.annotations.Nullable;

/**
 * A part of the picture, in fractions of its width and height: 0 is left and above, 1 is right and
 * below.
 *
 * @param x of its left edge, 0 to 1
 * @param y of its upper edge, 0 to 1
 * @param width over 0; {@code x + width} is 1 at most
 * @param height over 0; {@code y + height} is 1 at most
 */
public record Region(double x, double y, double width, double height) {
  /** Sums of fractions such as 1/3 may be as much as this over 1. */
  private static final double ROUNDING = 1e-9;

  /** What is wrong with it, as {@code x: -0.1 (expected: 0 to 1)}; null when nothing is. */
  public @Nullable String fault() {
    String across = fault("x", x, "width", width);
    return across != null ? across : fault("y", y, "height", height);
  }

  private static @Nullable String fault(String edge, double from, String extent, double size) {
    if (!(from >= 0 && from <= 1)) {
      return edge + ": " + from + " (expected: 0 to 1)";
    } else if (!(size > 0 && size <= 1)) {
      return extent + ": " + size + " (expected: over 0, to 1)";
    } else if (from + size > 1 + ROUNDING) {
      return "%s + %s: %s (expected: <= 1)".formatted(edge, extent, from + size);
    }
    return null;
  }

  /** True when the two have an area in common. */
  public boolean overlaps(Region other) {
    return x + width > other.x + ROUNDING
        && other.x + other.width > x + ROUNDING
        && y + height > other.y + ROUNDING
        && other.y + other.height > y + ROUNDING;
  }
}
