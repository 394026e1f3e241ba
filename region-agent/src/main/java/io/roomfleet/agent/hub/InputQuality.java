package io.roomfleet.agent.hub;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a hub's live inputs come in, all since the hub was made.
 *
 * @param gaps how often nothing came for {@link #GAP} or longer, after something had, and then came
 *     again
 * @param gapTime how long they were, all together
 * @param continuityErrors packets whose counter did not follow the one before
 * @param avOffset time stamp of the newest sound minus that of the newest picture, of the input on
 *     air; null while it does not bring both
 * @param pace how much of the picture's time the input on air brought in the last four seconds, 1
 *     for all; null while that is not known
 */
public record InputQuality(
    long gaps,
    Duration gapTime,
    long continuityErrors,
    @Nullable Duration avOffset,
    @Nullable Double pace) {
  /** Longer than between two packets of any live source that works. */
  public static final Duration GAP = Duration.ofMillis(300);
}
