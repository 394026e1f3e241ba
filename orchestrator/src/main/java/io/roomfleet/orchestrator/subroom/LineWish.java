package io.roomfleet.orchestrator.subroom;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which line a sub-room plays.
 *
 * @param own the line that it plays whatever its room plays; null while it follows its room
 * @param automatic whether nobody asked for that: it is over when the room plays another line
 * @param lastRequest the newest request that changed it, so that a repeat is known
 * @param since when that was last changed; null before
 * @param repeats how often it left a line by itself since somebody or its room chose one
 * @param cause why that was last changed, and {@code by} whose word it was; null before
 */
public record LineWish(
    @Nullable String own,
    boolean automatic,
    @Nullable String lastRequest,
    @Nullable Instant since,
    int repeats,
    @Nullable String cause,
    @Nullable String by) {
  /** It follows its room. */
  static final LineWish NONE = new LineWish(null, false, null, null, 0, null, null);

  /** Why it left the line of its room by itself; null while it did not. */
  @Nullable String left() {
    return own != null && automatic ? cause : null;
  }

  /** Its room plays another line: a choice that nobody asked for is over. */
  LineWish following() {
    return new LineWish(null, false, lastRequest, since, 0, null, null);
  }
}
