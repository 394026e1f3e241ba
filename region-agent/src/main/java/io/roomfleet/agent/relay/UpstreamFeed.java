package io.roomfleet.agent.relay;

import io.roomfleet.agent.hub.RelayHub;
import io.roomfleet.agent.process.EventLoop;
import io.roomfleet.agent.process.EventLoop.Scheduled;
import io.roomfleet.api.agent.Phase;
import io.roomfleet.api.agent.Source;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A feed by another agent's relay, with a second one to read while the first fails ({@link
 * FallbackRule}). The second is connected to only then; the first is tried all the time, and, when
 * it is back, read beside the second until it has proved steady. On the loop.
 */
final class UpstreamFeed implements Feed {
  private static final Logger log = LoggerFactory.getLogger(UpstreamFeed.class);
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private final RelayHub hub;
  private final EventLoop loop;
  private final IngestSettings.Fallback timing;
  private final Runnable changed;
  private final LongSupplier nanos;
  private final Scheduled watch;
  private FallbackRule rule;
  private UpstreamReader primary;
  private @Nullable URI fallbackUrl;
  private @Nullable UpstreamReader fallback;
  private boolean turned;
  private String why = "";

  UpstreamFeed(
      URI url,
      @Nullable URI fallbackUrl,
      RelayHub hub,
      EventLoop loop,
      IngestSettings.Fallback timing,
      Runnable changed) {
    this.hub = hub;
    this.loop = loop;
    this.timing = timing;
    this.changed = changed;
    this.fallbackUrl = fallbackUrl;
    long start = System.nanoTime();
    this.nanos = () -> System.nanoTime() - start;
    this.rule = new FallbackRule(timing.after(), timing.back(), nanos.getAsLong());
    this.primary = new UpstreamReader(url, hub, loop, nanos, changed, true);
    this.watch = loop.every(LOOK_EVERY, this::look);
  }

  private void look() {
    URI second = fallbackUrl;
    if (second != null) {
      Delivery other = fallback == null ? Delivery.NOTHING : fallback.delivery();
      boolean toFallback = rule.fallback(primary.delivery(), other, nanos.getAsLong());
      if (toFallback && !turned) {
        toFallback(second);
      } else if (!toFallback && turned) {
        toPrimary();
      }
    }
    if (fallback != null && !turned && !fallback.attached()) {
      // The primary has taken its place in the hub.
      fallback.stop();
      fallback = null;
      changed.run();
    }
  }

  private void toFallback(URI url) {
    turned = true;
    why = Objects.requireNonNullElse(primary.reason(), primary.url() + " sends nothing");
    log.warn("Upstream {}; {} is read instead", why, url);
    primary.onAir(false);
    if (fallback == null) {
      fallback = new UpstreamReader(url, hub, loop, nanos, changed, true);
    } else {
      fallback.onAir(true);
    }
    changed.run();
  }

  private void toPrimary() {
    turned = false;
    log.info("Upstream {} is steady again, and goes on air", primary.url());
    primary.onAir(true);
    if (fallback != null) {
      fallback.untilReplaced();
    }
    changed.run();
  }

  /**
   * Goes over to what is wanted without a gap, if it is another fallback, or the fallback that is
   * read now as the upstream; false if it is anything else.
   */
  boolean follow(Source.Upstream wanted) {
    UpstreamReader second = fallback;
    if (second != null && second.url().equals(wanted.url())) {
      primary.stop();
      primary = second;
      primary.onAir(true);
      begin(wanted.fallback());
      return true;
    }
    if (!primary.url().equals(wanted.url())) {
      return false;
    }
    if (!Objects.equals(fallbackUrl, wanted.fallback())) {
      if (second != null) {
        second.stop();
      }
      primary.onAir(true);
      begin(wanted.fallback());
    }
    return true;
  }

  private void begin(@Nullable URI nextFallback) {
    fallback = null;
    fallbackUrl = nextFallback;
    turned = false;
    rule = new FallbackRule(timing.after(), timing.back(), nanos.getAsLong());
    changed.run();
  }

  @Override
  public FeedStatus status() {
    UpstreamReader second = fallback;
    int restarts = Math.max(0, primary.connections() - 1);
    if (second != null && second.attached()) {
      String reason = "reads " + second.url() + ", since " + why;
      return new FeedStatus(Phase.RUNNING, reason, null, restarts, null, List.of(), true);
    }
    if (primary.flowing() && !turned) {
      return new FeedStatus(Phase.RUNNING, null, null, restarts, null, List.of(), false);
    }
    String reason = turned ? why : primary.reason();
    if (turned && second != null && second.reason() != null) {
      reason = why + "; " + second.reason();
    }
    Phase phase = reason == null && primary.connections() == 0 ? Phase.STARTING : Phase.RESTARTING;
    return new FeedStatus(phase, reason, null, restarts, null, List.of(), false);
  }

  @Override
  public boolean yields() {
    watch.cancel();
    primary.untilReplaced();
    if (fallback != null) {
      fallback.untilReplaced();
    }
    return primary.attached() || (fallback != null && fallback.attached());
  }

  @Override
  public CompletableFuture<Void> stop() {
    watch.cancel();
    primary.stop();
    if (fallback != null) {
      fallback.stop();
    }
    return CompletableFuture.completedFuture(null);
  }
}
