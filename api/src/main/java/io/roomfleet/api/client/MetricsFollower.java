package io.roomfleet.api.client;

import io.roomfleet.api.metrics.LiveMetrics;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.function.BiPredicate;

/**
 * Follows a room's live figures, a frame each second. A stream that breaks is over: whoever wants
 * more follows anew, and gets the newest.
 */
public final class MetricsFollower {
  /** Frames come each second; a node that moves to another may take some. */
  private static final Duration SILENCE_LIMIT = Duration.ofSeconds(30);

  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(15);
  private static final Duration REFUSAL_LIMIT = Duration.ofSeconds(5);

  private final RoomfleetClient client;
  private final String roomId;

  public MetricsFollower(RoomfleetClient client, String roomId) {
    this.client = client;
    this.roomId = roomId;
  }

  /** The call that is followed. */
  public static ApiRequest<String> request(String roomId) {
    return ApiRequest.get(Calls.pathOf(roomId) + "/metrics/live", String.class);
  }

  /**
   * Follows until the listener has enough or the stream ends.
   *
   * @param listener takes a frame and its JSON, and says whether it wants more
   * @return why it ended
   * @throws ApiException when the API refuses the stream, such as for a room it does not know
   * @throws UnreachableException when no connection can be made
   * @throws InterruptedException when the thread is
   */
  public String follow(BiPredicate<LiveMetrics, String> listener) throws InterruptedException {
    LineQueue lines = new LineQueue();
    ApiRequest<String> request = request(roomId);
    HttpResponse<Flow.Publisher<List<ByteBuffer>>> response =
        client.open(request, ANSWER_LIMIT, HttpResponse.BodyHandlers.ofPublisher());
    response
        .body()
        .subscribe(
            HttpResponse.BodySubscribers.fromLineSubscriber(
                lines, taken -> taken, StandardCharsets.UTF_8, null));
    if (response.statusCode() != 200) {
      throw client.refusal(response.statusCode(), request.path(), lines.rest(REFUSAL_LIMIT));
    }
    SseParser parser = new SseParser();
    try {
      while (true) {
        LineQueue.Line line = lines.next(SILENCE_LIMIT);
        if (line.end() != null) {
          return line.end();
        }
        SseParser.Message message = parser.take(line.text()).orElse(null);
        if (message != null
            && !listener.test(
                client.json().read(message.data(), LiveMetrics.class), message.data())) {
          return "stopped";
        }
      }
    } finally {
      lines.cancel();
    }
  }
}
