package io.roomfleet.api.client;

import io.roomfleet.api.room.RoomEvent;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Follows the events of one room as they happen. When the connection breaks it is opened again
 * after the last event that was seen, so each event comes once and in order.
 */
public final class EventFollower {
  /** Servers send a sign of life more often than this; silence beyond it is a dead connection. */
  private static final Duration SILENCE_LIMIT = Duration.ofSeconds(60);

  /** A node that takes the connection and says nothing is as good as none. */
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(15);

  private static final Duration REFUSAL_LIMIT = Duration.ofSeconds(5);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final RoomfleetClient client;
  private final String roomId;
  private final Duration answerLimit;

  public EventFollower(RoomfleetClient client, String roomId) {
    this(client, roomId, ANSWER_LIMIT);
  }

  EventFollower(RoomfleetClient client, String roomId, Duration answerLimit) {
    this.client = client;
    this.roomId = roomId;
    this.answerLimit = answerLimit;
  }

  /** Takes what is followed. */
  public interface Listener {
    /**
     * @param json the event as it came
     * @return false to stop following
     */
    boolean onEvent(RoomEvent event, String json);

    /** The connection broke and is about to be opened again. */
    default void onBroken(String why) {}
  }

  /**
   * Follows until the listener stops it or the thread is interrupted.
   *
   * @param afterSequence the last event that is known already, 0 for none
   * @throws ApiException when the API refuses the stream, such as for a room it does not know
   * @throws UnreachableException when the first connection cannot be made
   */
  public void follow(long afterSequence, Listener listener) {
    long seen = afterSequence;
    boolean connected = false;
    Duration pause = FIRST_PAUSE;
    while (!Thread.currentThread().isInterrupted()) {
      String why;
      try {
        Followed followed = followOnce(seen, listener);
        connected = true;
        if (followed.stopped()) {
          return;
        }
        pause = followed.seen() > seen ? FIRST_PAUSE : pause;
        seen = followed.seen();
        why = followed.why();
      } catch (UnreachableException e) {
        if (!connected) {
          throw e;
        }
        why = String.valueOf(e.getMessage());
      } catch (ApiException e) {
        if (!connected || e.status() < 500) {
          throw e;
        }
        why = String.valueOf(e.getMessage());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      listener.onBroken(why);
      if (!waited(pause)) {
        return;
      }
      pause = min(pause.multipliedBy(2), LONGEST_PAUSE);
    }
  }

  private record Followed(long seen, boolean stopped, String why) {}

  private Followed followOnce(long afterSequence, Listener listener) throws InterruptedException {
    LineQueue lines = new LineQueue();
    ApiRequest<String> request =
        ApiRequest.get(Calls.pathOf(roomId) + "/events", String.class)
            .withHeader("Last-Event-ID", String.valueOf(afterSequence));
    HttpResponse<Flow.Publisher<List<ByteBuffer>>> response =
        client.open(request, answerLimit, HttpResponse.BodyHandlers.ofPublisher());
    // A body that is handed to a line subscriber at once would be waited for to its end.
    response
        .body()
        .subscribe(
            HttpResponse.BodySubscribers.fromLineSubscriber(
                lines, taken -> taken, StandardCharsets.UTF_8, null));
    if (response.statusCode() != 200) {
      throw client.refusal(response.statusCode(), request.path(), lines.rest(REFUSAL_LIMIT));
    }
    SseParser parser = new SseParser();
    long seen = afterSequence;
    try {
      while (true) {
        LineQueue.Line line = lines.next(SILENCE_LIMIT);
        if (line.end() != null) {
          return new Followed(seen, false, line.end());
        }
        SseParser.@Nullable Message message = parser.take(line.text()).orElse(null);
        if (message == null) {
          continue;
        }
        RoomEvent event = client.json().read(message.data(), RoomEvent.class);
        if (event.sequence() > seen) {
          seen = event.sequence();
          if (!listener.onEvent(event, message.data())) {
            return new Followed(seen, true, "stopped");
          }
        }
      }
    } finally {
      lines.cancel();
    }
  }

  private static boolean waited(Duration pause) {
    try {
      TimeUnit.MILLISECONDS.sleep(pause.toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
