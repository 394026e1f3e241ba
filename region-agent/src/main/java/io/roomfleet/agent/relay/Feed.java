package io.roomfleet.agent.relay;

import java.util.concurrent.CompletableFuture;

/** What fills a hub with a line's video. On the loop. */
interface Feed {
  /** Fills nothing: the slate plays. */
  Feed NONE = idle(FeedStatus.IDLE);

  FeedStatus status();

  /** Ends it; completes when its process is gone. */
  CompletableFuture<Void> stop();

  /** A feed that does nothing and says so. */
  static Feed idle(FeedStatus status) {
    return new Feed() {
      @Override
      public FeedStatus status() {
        return status;
      }

      @Override
      public CompletableFuture<Void> stop() {
        return CompletableFuture.completedFuture(null);
      }
    };
  }
}
