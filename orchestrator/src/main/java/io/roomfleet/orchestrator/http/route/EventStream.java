package io.roomfleet.orchestrator.http.route;

import io.roomfleet.api.room.RoomEvent;
import io.roomfleet.orchestrator.http.wire.Json;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.stream.KillSwitches;
import org.apache.pekko.stream.SharedKillSwitch;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Server-sent events: the sequence as the id, so that a client that comes back with {@code
 * Last-Event-ID} misses nothing. A comment every few seconds keeps proxies from hanging up.
 */
public final class EventStream {
  public static final String MEDIA_TYPE = "text/event-stream";

  private static final ContentType TYPE = MediaTypes.TEXT_EVENT_STREAM.toContentType();
  private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
  private static final ByteString RETRY = ByteString.fromString("retry: 1000\n\n");
  private static final ByteString KEEP_ALIVE = ByteString.fromString(": keep-alive\n\n");

  /**
   * A stream's last chunk is written after its source has ended. A connection that is told to close
   * between the two sends neither that chunk nor its end, until it is cut.
   */
  private static final Duration LAST_CHUNK = Duration.ofMillis(300);

  private final Duration keepAlive;
  private final Set<CompletableFuture<Done>> open = ConcurrentHashMap.newKeySet();
  private final SharedKillSwitch end = KillSwitches.shared("event-streams");

  /**
   * @param keepAlive how long a stream may be silent
   */
  public EventStream(Duration keepAlive) {
    this.keepAlive = keepAlive;
  }

  /**
   * Ends every stream in order, so that a server that shuts down need not wait for them.
   *
   * @return done once each has ended and said so
   */
  public CompletionStage<Done> endAll() {
    CompletableFuture<?>[] ending = open.toArray(CompletableFuture[]::new);
    end.shutdown();
    if (ending.length == 0) {
      return CompletableFuture.completedFuture(Done.getInstance());
    }
    return CompletableFuture.allOf(ending)
        .thenApplyAsync(
            all -> Done.getInstance(),
            CompletableFuture.delayedExecutor(LAST_CHUNK.toMillis(), TimeUnit.MILLISECONDS));
  }

  HttpResponse of(Source<RoomEvent, NotUsed> events) {
    return streamed(events.map(EventStream::frame));
  }

  /** Frames of one kind without ids: a client that comes back gets the newest. */
  HttpResponse ofFrames(String event, Source<?, NotUsed> values) {
    return streamed(
        values.map(
            value ->
                ByteString.fromString(
                    "event: %s\ndata: %s\n\n".formatted(event, Json.text(value)))));
  }

  private HttpResponse streamed(Source<ByteString, NotUsed> parts) {
    Source<ByteString, NotUsed> frames =
        parts
            .mapError(Throwable.class, EventStream::logged)
            .onErrorComplete()
            .prepend(Source.single(RETRY))
            .keepAlive(keepAlive, () -> KEEP_ALIVE)
            .via(end.flow())
            .watchTermination(this::opened);
    return HttpResponse.create()
        .addHeader(RawHeader.create("Cache-Control", "no-cache"))
        .addHeader(RawHeader.create("X-Accel-Buffering", "no"))
        .withEntity(HttpEntities.createChunked(TYPE, frames));
  }

  private NotUsed opened(NotUsed none, CompletionStage<Done> ended) {
    CompletableFuture<Done> stream = ended.toCompletableFuture();
    open.add(stream);
    stream.whenComplete((done, failure) -> open.remove(stream));
    return none;
  }

  private static ByteString frame(RoomEvent event) {
    return ByteString.fromString(
        "id: %d\nevent: %s\ndata: %s\n\n"
            .formatted(event.sequence(), event.type(), Json.text(event)));
  }

  /** The client sees the stream end, comes back, and goes on after the last event it has. */
  private static Throwable logged(Throwable failure) {
    LOG.warn("an event stream broke off", failure);
    return failure;
  }
}
