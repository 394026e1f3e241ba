package io.roomfleet.orchestrator.subroom;

import org.jspecify.annotations.Nullable;

/**
 * Which line a sub-room plays.
 *
 * @param own the line that it plays whatever its room plays; null while it follows its room
 * @param automatic whether nobody asked for that: it is over when the room plays another line
 * @param lastRequest the newest request that changed it, so that a repeat is known
 */
public record LineWish(@Nullable String own, boolean automatic, @Nullable String lastRequest) {
  /** It follows its room. */
  static final LineWish NONE = new LineWish(null, false, null);

  LineWish following() {
    return new LineWish(null, false, lastRequest);
  }
}
