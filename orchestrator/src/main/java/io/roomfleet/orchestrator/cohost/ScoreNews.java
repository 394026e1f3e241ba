package io.roomfleet.orchestrator.cohost;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What rooms are still to be told of the points of a round: the newest sums, once a second at most,
 * however many gifts come.
 *
 * @param open whether points have come since they were told
 * @param toldAt null before the first time
 */
public record ScoreNews(boolean open, @Nullable Instant toldAt) {
  static final Duration PACE = Duration.ofSeconds(1);
  static final ScoreNews NONE = new ScoreNews(false, null);

  ScoreNews more() {
    return new ScoreNews(true, toldAt);
  }

  ScoreNews told(Instant at) {
    return new ScoreNews(false, at);
  }

  /** When rooms are to be told; null while there is nothing to tell. */
  @Nullable Instant dueAt() {
    return !open ? null : toldAt == null ? Instant.EPOCH : toldAt.plus(PACE);
  }
}
