package io.roomfleet.orchestrator.telemetry.window;

import org.jspecify.annotations.Nullable;

/**
 * Of whom a {@link Window} counts each once, however often they come: viewers by their pseudonyms.
 * Kept as a sketch each ({@link Uniques}), so that windows and sub-rooms can be merged. Codes stand
 * in kept rows and never change their meaning.
 */
public enum Audience {
  /** Who sent any beacon. */
  ACTIVE(1),
  /** Who saw the cover. */
  EXPOSED(2),
  /** Who came in. */
  ENTRANTS(3),
  /** Who ordered. */
  BUYERS(4),
  /** Who ordered, and had ordered before. */
  RETURNING_BUYERS(5);

  static final int COUNT = values().length;
  private static final Audience[] ALL = values();

  private final int code;

  Audience(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  /** The audience with this code; null for one that a newer version keeps. */
  static @Nullable Audience ofCode(int code) {
    for (Audience audience : ALL) {
      if (audience.code == code) {
        return audience;
      }
    }
    return null;
  }
}
