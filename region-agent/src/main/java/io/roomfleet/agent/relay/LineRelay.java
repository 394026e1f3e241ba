package io.roomfleet.agent.relay;

import io.roomfleet.agent.hub.RelayHub;
import io.roomfleet.api.agent.Source;
import io.roomfleet.api.room.LineInput;
import java.util.concurrent.CompletableFuture;

/** A line on this agent: its hub, and the feed that fills it at the moment. On the loop. */
final class LineRelay {
  private final LineKey key;
  private final Feeds feeds;
  private final Runnable changed;
  private final RelayHub hub;
  private Source source;
  private Feed feed;

  LineRelay(LineKey key, Source source, RelayHub hub, Feeds feeds, Runnable changed) {
    this.key = key;
    this.feeds = feeds;
    this.changed = changed;
    this.hub = hub;
    this.source = source;
    this.feed = feeds.feed(key, source, hub, changed);
  }

  /**
   * Takes another source, if it is another one. The hub and its readers stay; between the old
   * source and the first key frame of the new one they see the slate, unless the new one is read
   * already.
   */
  void source(Source wanted) {
    if (wanted.equals(source)) {
      return;
    }
    source = wanted;
    if (!followed(wanted)) {
      renew();
    }
  }

  private boolean followed(Source wanted) {
    return feed instanceof UpstreamFeed now
        && wanted instanceof Source.Upstream upstream
        && SourceRules.allow(upstream)
        && now.follow(upstream);
  }

  /** Tries again what could not be started. */
  void tryAgain() {
    if (Feeds.worthTryingAgain(feed)) {
      renew();
    }
  }

  private void renew() {
    feed.stop();
    feed = feeds.feed(key, source, hub, changed);
    changed.run();
  }

  RelayHub hub() {
    return hub;
  }

  /** What an assignment's state says of it. */
  Relays.LineState state() {
    FeedStatus status = feed.status();
    LineInput input = hub.state().input();
    if (input == LineInput.LIVE && status.onFallback()) {
      input = LineInput.FALLBACK;
    }
    return new Relays.LineState(
        status.phase(),
        status.reason(),
        status.pid(),
        status.restarts(),
        input,
        status.ingestUrl(),
        status.stderr());
  }

  /** Ends the feed, then the hub with its readers. */
  CompletableFuture<Void> stop() {
    return feed.stop().whenComplete((done, failure) -> hub.close());
  }
}
