package io.roomfleet.agent.relay;

import java.util.concurrent.CompletableFuture;

/** What fills a hub with a line's video. On the loop. */
interface Feed {
  /** Fills nothing: the slate plays. */
  Feed NONE = idle(FeedStatus.IDLE);

  FeedStatus status();

  /** Ends it; completes when its process is gone. */
  CompletableFuture<Void> stop();

  /**
   * Another feed is to take its place in the hub: it fills the hub until then, and does not come
   * back to it.
   *
   * @return false once it fills nothing: it can be stopped
   */
  default boolean yields() {
    return false;
  }

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
