package io.roomfleet.agent.stage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roomfleet.agent.process.EventLoop;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A WebSocket to Janus: requests with their answers, and events. What it completes, off the loop.
 */
final class JanusLink implements WebSocket.Listener {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final Logger log = LoggerFactory.getLogger(JanusLink.class);
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  /** Begins the number of a request of which the acknowledgement is the answer. */
  private static final String ACKNOWLEDGED = "a";

  private final HttpClient client;
  private final Kind kind;
  private final String secret;
  private final EventLoop loop;
  private final Consumer<JsonNode> events;
  private final Runnable closed;
  private final AtomicLong numbers = new AtomicLong();
  private final Map<String, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
  private final StringBuilder text = new StringBuilder();
  private CompletableFuture<?> sending = CompletableFuture.completedFuture(null);
  private volatile @Nullable WebSocket socket;
  private volatile boolean over;

  /** The two things that Janus can be asked. */
  enum Kind {
    API("janus-protocol", "apisecret"),
    ADMIN("janus-admin-protocol", "admin_secret");

    private final String protocol;
    private final String secretName;

    Kind(String protocol, String secretName) {
      this.protocol = protocol;
      this.secretName = secretName;
    }
  }

  /**
   * @param events is given on the loop what answers nothing
   * @param closed called once, on the loop, when the connection is over
   */
  JanusLink(
      HttpClient client,
      Kind kind,
      String secret,
      EventLoop loop,
      Consumer<JsonNode> events,
      Runnable closed) {
    this.client = client;
    this.kind = kind;
    this.secret = secret;
    this.loop = loop;
    this.events = events;
    this.closed = closed;
  }

  CompletableFuture<WebSocket> connect(int port) {
    return client
        .newWebSocketBuilder()
        .subprotocols(kind.protocol)
        .connectTimeout(Duration.ofSeconds(2))
        .buildAsync(URI.create("ws://127.0.0.1:" + port), this);
  }

  @Override
  public void onOpen(WebSocket webSocket) {
    socket = webSocket;
    webSocket.request(1);
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    text.append(data);
    if (last) {
      String whole = text.toString();
      text.setLength(0);
      heard(whole);
    }
    from.request(1);
    return null;
  }

  private void heard(String whole) {
    try {
      JsonNode said = JSON.readTree(whole);
      String verb = said.path("janus").asText();
      String number = said.path("transaction").asText();
      boolean ack = verb.equals("ack");
      if (ack && !number.startsWith(ACKNOWLEDGED)) {
        return;
      }
      CompletableFuture<JsonNode> asked = waiting.remove(number);
      JsonNode data = said.path("plugindata").path("data");
      if (asked == null && !ack) {
        loop.execute(() -> events.accept(said));
      } else if (asked == null) {
        log.debug("Janus acknowledges late");
      } else if (verb.equals("error")) {
        JsonNode error = said.path("error");
        asked.completeExceptionally(
            new JanusFault(error.path("code").asInt(), error.path("reason").asText()));
      } else if (data.has("error_code")) {
        asked.completeExceptionally(
            new JanusFault(data.path("error_code").asInt(), data.path("error").asText()));
      } else {
        asked.complete(said);
      }
    } catch (JsonProcessingException e) {
      log.warn("Janus says what is not JSON: {}", e.getMessage());
    }
  }

  /** Asks; what is answered first, but for a mere acknowledgement, is the answer. */
  CompletableFuture<JsonNode> ask(ObjectNode request) {
    return ask("t" + numbers.incrementAndGet(), request);
  }

  /** Asks for nothing but that it is heard. */
  CompletableFuture<JsonNode> call(ObjectNode request) {
    return ask(ACKNOWLEDGED + numbers.incrementAndGet(), request);
  }

  private CompletableFuture<JsonNode> ask(String number, ObjectNode request) {
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    waiting.put(number, answer);
    send(request.put("transaction", number));
    return answer
        .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete((done, failure) -> waiting.remove(number));
  }

  private synchronized void send(ObjectNode request) {
    request.put(kind.secretName, secret);
    WebSocket to = socket;
    if (to == null || over) {
      fail("the connection to Janus is over");
      return;
    }
    // One at a time, as the library wants it.
    sending =
        sending
            .handle((done, failure) -> null)
            .thenCompose(done -> to.sendText(request.toString(), true))
            .whenComplete(
                (done, failure) -> {
                  if (failure != null) {
                    end("cannot be written to: " + failure.getMessage());
                  }
                });
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    end("closed " + code);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    end(String.valueOf(error.getMessage()));
  }

  private void fail(String why) {
    waiting.values().forEach(each -> each.completeExceptionally(new JanusFault(0, why)));
  }

  private void end(String why) {
    if (!over) {
      over = true;
      fail("Janus: " + why);
      loop.execute(closed);
    }
  }

  void close() {
    over = true;
    WebSocket open = socket;
    if (open != null) {
      open.abort();
    }
    fail("the connection to Janus is closed");
  }
}
