package io.roomfleet.agent.relay;

import io.roomfleet.agent.process.Supervisor;
import io.roomfleet.api.agent.Phase;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a feed is.
 *
 * @param reason why it is not RUNNING, or why it is on its fallback; null otherwise
 * @param ingestUrl where it listens, null when it does not
 * @param stderr the last lines of its process while something is wrong
 * @param onFallback whether it is the fallback that feeds
 */
record FeedStatus(
    Phase phase,
    @Nullable String reason,
    @Nullable Long pid,
    int restarts,
    @Nullable URI ingestUrl,
    List<String> stderr,
    boolean onFallback) {
  /** Nothing to feed, and nothing wrong. */
  static final FeedStatus IDLE =
      new FeedStatus(Phase.RUNNING, null, null, 0, null, List.of(), false);

  /** Cannot be run here. */
  static FeedStatus failed(String reason) {
    return new FeedStatus(Phase.FAILED, reason, null, 0, null, List.of(), false);
  }

  /**
   * That of a supervised process.
   *
   * @param ready whether it does what it should
   * @param waiting what it waits for when it is not ready and nothing is wrong
   */
  static FeedStatus of(
      Supervisor.Status status, boolean ready, String waiting, @Nullable URI ingestUrl) {
    Phase phase;
    if (ready) {
      phase = Phase.RUNNING;
    } else if (status.hopeless()) {
      phase = Phase.FAILED;
    } else if (status.reason() != null || status.restarts() > 0) {
      phase = Phase.RESTARTING;
    } else {
      phase = Phase.STARTING;
    }
    String reason = status.reason() == null ? waiting : status.reason();
    return new FeedStatus(
        phase,
        ready ? null : reason,
        status.pid(),
        status.restarts(),
        ingestUrl,
        ready ? List.of() : status.errors(),
        false);
  }
}
