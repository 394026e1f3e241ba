package io.roomfleet.orchestrator.telemetry.viewing;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * Windows of what was seen of viewers, kept after their book has forgotten them. Each book writes
 * under a name of its own: after it was ended in the middle of a window, the next one's row stands
 * beside its, and both together are the window, since each word of an agent came to one of them.
 */
public interface ViewingRollups {
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
   * One book's part of a window.
   *
   * @param start milliseconds since 1970
   * @param viewing as {@link ViewingBytes}
   */
  record Part(long start, UUID writer, byte[] viewing) {}

  /** Puts rows in the place of those that the same writer kept of the same windows. */
  CompletionStage<Void> write(String roomId, String subRoomId, Step step, List<Part> rows);

  /** Those of windows that begin from one instant to before another, oldest first. */
  CompletionStage<List<Part>> read(String roomId, String subRoomId, Step step, long from, long to);
}
