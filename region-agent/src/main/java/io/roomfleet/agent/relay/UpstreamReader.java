package io.roomfleet.agent.relay;

import io.roomfleet.agent.hub.LiveInput;
import io.roomfleet.agent.hub.RelayHub;
import io.roomfleet.agent.process.Backoff;
import io.roomfleet.agent.process.EventLoop;
import io.roomfleet.agent.process.EventLoop.Scheduled;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads another agent's relay over HTTP, and puts it into the hub or throws it away. It has a
 * thread of its own, which connects again after 0.2 s to 2 s whenever the stream ends.
 */
final class UpstreamReader {
  private static final Logger log = LoggerFactory.getLogger(UpstreamReader.class);
  private static final Duration CONNECT = Duration.ofSeconds(2);

  /** A relay always sends, the slate at least: a silence means that the way to it is cut. */
  private static final Duration SILENCE = Duration.ofSeconds(3);

  private final URI url;
  private final RelayHub hub;
  private final LongSupplier nanos;
  private final Runnable changed;
  private final HttpClient client;
  private final Thread thread;
  private final Scheduled watch;
  private volatile boolean stopping;
  private volatile @Nullable InputStream body;
  private volatile long connected;
  private volatile Delivery delivery = Delivery.NOTHING;
  private volatile @Nullable String reason;
  private volatile int connections;

  private final Object gate = new Object();
  private boolean onAir;
  private @Nullable LiveInput input;

  /**
   * Begins to read.
   *
   * @param nanos as {@link Delivery} has them
   * @param changed called on the loop when it begins or ceases to deliver
   * @param onAir whether what comes goes into the hub
   */
  UpstreamReader(
      URI url, RelayHub hub, EventLoop loop, LongSupplier nanos, Runnable changed, boolean onAir) {
    this.url = url;
    this.hub = hub;
    this.nanos = nanos;
    this.changed = () -> loop.execute(changed);
    this.onAir = onAir;
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
      if (!stopping) {
        log.info("Upstream {}", reason);
        changed.run();
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
    try (InputStream in = response.body()) {
      if (response.statusCode() != 200) {
        throw new IOException("status " + response.statusCode() + " (expected: 200)");
      }
      connected = nanos.getAsLong();
      body = in;
      byte[] buffer = new byte[64 * 1024];
      int length;
      while ((length = in.read(buffer)) >= 0 && !stopping) {
        note(backoff);
        write(buffer, length);
      }
    } finally {
      body = null;
      delivery = new Delivery(Delivery.NEVER, delivery.last());
      closeInput();
    }
  }

  private void note(Backoff backoff) {
    long now = nanos.getAsLong();
    boolean first = !flowing();
    delivery = new Delivery(first ? now : delivery.since(), now);
    if (first) {
      reason = null;
      connections++;
      backoff.reset();
      log.info("Upstream {} is read", url);
      changed.run();
    }
  }

  private void write(byte[] buffer, int length) {
    synchronized (gate) {
      LiveInput to = input == null && onAir && !stopping ? hub.attach() : input;
      input = to;
      if (to != null) {
        to.write(buffer, 0, length);
      }
    }
  }

  /**
   * Whether what comes goes into the hub from now on. One that does goes on air at its next key
   * frame, in place of what is; one that does not any more leaves at once.
   */
  void onAir(boolean wanted) {
    synchronized (gate) {
      onAir = wanted;
      if (input != null && !(wanted && input.attached())) {
        input.close();
        input = null;
      }
    }
  }

  /** It stays on air until another one takes its place, or it breaks; then no more. */
  void untilReplaced() {
    synchronized (gate) {
      onAir = false;
    }
  }

  /** Whether it is on air, or waits for that. */
  boolean attached() {
    synchronized (gate) {
      return input != null && input.attached();
    }
  }

  private void closeInput() {
    synchronized (gate) {
      if (input != null) {
        input.close();
        input = null;
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
    long heard = Math.max(connected, delivery.last());
    if (reading != null && nanos.getAsLong() - heard > SILENCE.toNanos()) {
      closeQuietly(reading);
    }
  }

  URI url() {
    return url;
  }

  Delivery delivery() {
    return delivery;
  }

  /** Whether there is a connection by which bytes have come. */
  boolean flowing() {
    return delivery.since() != Delivery.NEVER;
  }

  /** What was wrong last; null while nothing is, and before the first try is over. */
  @Nullable String reason() {
    return reason;
  }

  /** How often it began to deliver. */
  int connections() {
    return connections;
  }

  void stop() {
    stopping = true;
    watch.cancel();
    InputStream reading = body;
    if (reading != null) {
      closeQuietly(reading);
    }
    thread.interrupt();
    closeInput();
  }

  private static void closeQuietly(InputStream in) {
    try {
      in.close();
    } catch (IOException e) {
      log.debug("Closing an upstream", e);
    }
  }
}
