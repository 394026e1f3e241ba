package io.roomfleet.agent.relay;

import io.roomfleet.agent.hub.LiveInput;
import io.roomfleet.agent.hub.RelayHub;
import io.roomfleet.agent.process.Backoff;
import io.roomfleet.agent.process.EventLoop;
import io.roomfleet.agent.process.EventLoop.Scheduled;
import io.roomfleet.api.agent.Phase;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A feed by another agent's relay, over HTTP. It has a thread of its own, which connects again
 * after 0.2 s to 2 s whenever the stream ends.
 */
final class UpstreamFeed implements Feed {
  private static final Logger log = LoggerFactory.getLogger(UpstreamFeed.class);
  private static final Duration CONNECT = Duration.ofSeconds(2);

  /** A relay always sends, the slate at least: a silence means that the way to it is cut. */
  private static final Duration SILENCE = Duration.ofSeconds(3);

  private final URI url;
  private final RelayHub hub;
  private final EventLoop loop;
  private final Runnable changed;
  private final HttpClient client;
  private final Thread thread;
  private final Scheduled watch;
  private volatile boolean stopping;
  private volatile @Nullable InputStream body;
  private volatile long lastBytes;
  private volatile @Nullable String reason;
  private volatile boolean flowing;
  private volatile int connections;

  UpstreamFeed(URI url, RelayHub hub, EventLoop loop, Runnable changed) {
    this.url = url;
    this.hub = hub;
    this.loop = loop;
    this.changed = changed;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
    this.thread = new Thread(this::run, "upstream-" + url.getPath());
    this.thread.setDaemon(true);
    this.thread.start();
    this.watch = loop.every(Duration.ofMillis(500), this::look);
  }

  private void run() {
    Backoff backoff =
        new Backoff(Duration.ofMillis(200), Duration.ofSeconds(2), ThreadLocalRandom.current());
    while (!stopping) {
      try {
        read(backoff);
        reason = url + " ended";
      } catch (IOException | RuntimeException e) {
        reason =
            url + ": " + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
      } catch (InterruptedException e) {
        break;
      }
      flowing = false;
      if (!stopping) {
        log.info("Upstream {}", reason);
        loop.execute(changed);
        if (!pause(backoff.next())) {
          break;
        }
      }
    }
  }

  private void read(Backoff backoff) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(url).timeout(SILENCE).build();
    HttpResponse<InputStream> response =
        client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream in = response.body();
        Closing input = new Closing()) {
      if (response.statusCode() != 200) {
        throw new IOException("status " + response.statusCode() + " (expected: 200)");
      }
      lastBytes = System.nanoTime();
      body = in;
      byte[] buffer = new byte[64 * 1024];
      int length;
      while ((length = in.read(buffer)) >= 0 && !stopping) {
        lastBytes = System.nanoTime();
        if (input.live == null) {
          input.live = hub.attach();
          flowing = true;
          reason = null;
          connections++;
          backoff.reset();
          log.info("Upstream {} is read", url);
          loop.execute(changed);
        }
        input.live.write(buffer, 0, length);
      }
    } finally {
      body = null;
    }
  }

  private static final class Closing implements AutoCloseable {
    private @Nullable LiveInput live;

    @Override
    public void close() {
      if (live != null) {
        live.close();
      }
    }
  }

  private static boolean pause(Duration wait) {
    try {
      Thread.sleep(wait.toMillis());
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  private void look() {
    InputStream reading = body;
    if (reading != null && System.nanoTime() - lastBytes > SILENCE.toNanos()) {
      closeQuietly(reading);
    }
  }

  @Override
  public FeedStatus status() {
    String why = reason;
    Phase phase =
        flowing
            ? Phase.RUNNING
            : why == null && connections == 0 ? Phase.STARTING : Phase.RESTARTING;
    return new FeedStatus(
        phase, flowing ? null : why, null, Math.max(0, connections - 1), null, List.of());
  }

  @Override
  public CompletableFuture<Void> stop() {
    stopping = true;
    watch.cancel();
    InputStream reading = body;
    if (reading != null) {
      closeQuietly(reading);
    }
    thread.interrupt();
    return CompletableFuture.completedFuture(null);
  }

  private static void closeQuietly(InputStream in) {
    try {
      in.close();
    } catch (IOException e) {
      log.debug("Closing an upstream", e);
    }
  }
}
