package io.roomfleet.agent.relay;

import io.roomfleet.agent.hub.HubState;
import io.roomfleet.agent.hub.InputQuality;
import io.roomfleet.agent.hub.RelayHub;
import io.roomfleet.api.agent.Assignment;
import io.roomfleet.api.agent.LineQuality;
import io.roomfleet.api.agent.Source;
import io.roomfleet.api.room.LineInput;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A line on this agent: its hub, and the feed that fills it at the moment. On the loop. */
final class LineRelay {
  /** So long a feed that is replaced goes on for one that does not come. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** A little less than between two beats, which are not quite regular. */
  private static final Duration METER = Duration.ofMillis(900);

  private final LineKey key;
  private final Feeds feeds;
  private final Runnable changed;
  private final RelayHub hub;
  private Source source;
  private boolean bridged;
  private Feed feed;
  private @Nullable Feed former;
  private long formerSince;
  private long meteredAt = System.nanoTime();
  private long meteredBytes;
  private long bitrate;

  LineRelay(LineKey key, Source source, RelayHub hub, Feeds feeds, Runnable changed) {
    this.key = key;
    this.feeds = feeds;
    this.changed = changed;
    this.hub = hub;
    this.source = source;
    this.feed = feeds.feed(key, source, hub, changed);
  }

  /**
   * Takes another source, if it is another one. The hub and its readers stay. What is read from
   * another agent takes over at its first key frame, and the old source goes on until then; between
   * the old source and the first key frame of any other they see the slate, unless it is bridged.
   *
   * @param bridge whether what is read from another agent now goes on until {@code wanted} delivers
   */
  void source(Source wanted, boolean bridge) {
    bridged = bridge;
    if (!wanted.equals(source)) {
      source = wanted;
      if (!followed(wanted)) {
        renew();
      }
    } else if (takesIn() && !bridge && former != null) {
      stopFormer();
      changed.run();
    }
  }

  private boolean takesIn() {
    return !(source instanceof Source.Upstream);
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
    if (isBeside() && feed.yields()) {
      stopFormer();
      former = feed;
      formerSince = System.nanoTime();
    } else {
      if (!(takesIn() && bridged)) {
        stopFormer();
      }
      feed.stop();
    }
    feed = feeds.feed(key, source, hub, changed);
    changed.run();
  }

  /** Whether the feed goes on until the next one takes its place. */
  private boolean isBeside() {
    return source instanceof Source.Upstream upstream
        ? upstream.url() != null
        : bridged && feed instanceof UpstreamFeed;
  }

  /** Stops a feed whose place another one has taken, and which is no bridge. */
  void look() {
    if (former == null) {
      return;
    }
    boolean late = !takesIn() && System.nanoTime() - formerSince > PATIENCE.toNanos();
    if (late || !former.yields()) {
      stopFormer();
      changed.run();
    }
  }

  private void stopFormer() {
    if (former != null) {
      former.stop();
      former = null;
    }
  }

  RelayHub hub() {
    return hub;
  }

  /** What an assignment's state says of it. */
  Relays.LineState state() {
    FeedStatus status = feed.status();
    LineInput input = hub.state().input();
    boolean byBridge = former != null && takesIn();
    if (key.lineId().equals(Assignment.Mix.ROOMS_LINE) && hub.state().filler()) {
      input = LineInput.SLATE; // Who reads a mix waits until it shows its people.
    } else if (input == LineInput.LIVE && (status.onFallback() || byBridge)) {
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

  /** How its video comes in; the rate is that since the last call that was a second ago or more. */
  LineQuality quality(long nanos) {
    HubState state = hub.state();
    long span = nanos - meteredAt;
    if (span >= METER.toNanos()) {
      bitrate = Math.round((state.bytesIn() - meteredBytes) * 8e9 / span);
      meteredAt = nanos;
      meteredBytes = state.bytesIn();
    }
    InputQuality input = state.quality();
    Duration offset = input.avOffset();
    return new LineQuality(
        key.roomId(),
        key.lineId(),
        bitrate,
        input.gaps(),
        input.gapTime().toMillis(),
        input.continuityErrors(),
        offset == null ? null : Integer.valueOf((int) offset.toMillis()),
        input.pace() == null ? null : Math.round(100 * input.pace()) / 100.0);
  }

  /** Ends the feed, then the hub with its readers. */
  CompletableFuture<Void> stop() {
    stopFormer();
    return feed.stop().whenComplete((done, failure) -> hub.close());
  }
}
