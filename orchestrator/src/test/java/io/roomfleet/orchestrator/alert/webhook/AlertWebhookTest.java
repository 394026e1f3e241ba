package io.roomfleet.orchestrator.alert.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import com.typesafe.config.ConfigFactory;
import io.roomfleet.orchestrator.alert.AlertEvent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.pekko.Done;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a real server. */
class AlertWebhookTest {
  private static final Instant T = Instant.parse("2026-11-11T18:00:00Z");
  private static final byte[] SECRET = "0123456789abcdef01234567".getBytes(StandardCharsets.UTF_8);

  private record Taken(String id, String timestamp, String signature, String body, int answer) {}

  private final List<Taken> taken = new CopyOnWriteArrayList<>();
  private final AtomicInteger failures = new AtomicInteger();
  private final Map<String, Long> kept = new ConcurrentHashMap<>();
  private volatile Instant now = T;
  private HttpServer server;

  private final Deliveries deliveries =
      new Deliveries() {
        @Override
        public CompletionStage<Long> delivered(String bookId) {
          return CompletableFuture.completedFuture(kept.getOrDefault(bookId, 0L));
        }

        @Override
        public CompletionStage<Done> delivered(String bookId, long sequence) {
          kept.put(bookId, sequence);
          return CompletableFuture.completedFuture(Done.getInstance());
        }
      };

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/hook",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          int answer = failures.getAndDecrement() > 0 ? 503 : 204;
          taken.add(
              new Taken(
                  exchange.getRequestHeaders().getFirst("webhook-id"),
                  exchange.getRequestHeaders().getFirst("webhook-timestamp"),
                  exchange.getRequestHeaders().getFirst("webhook-signature"),
                  body,
                  answer));
          exchange.sendResponseHeaders(answer, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private AlertWebhook webhook() {
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
    return new AlertWebhook(
        new WebhookSettings(url, SECRET, Duration.ofHours(1)),
        deliveries,
        () -> now,
        Duration.ofMillis(20),
        Duration.ofMillis(80));
  }

  private static AlertEvent resolved(int number) {
    return new AlertEvent.Resolved("room-1." + number, "its figures are good again", null, T);
  }

  private static void await(CompletionStage<?> stage) throws Exception {
    stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  @Test
  void what_is_not_taken_is_sent_again_and_the_next_one_only_after_it() throws Exception {
    failures.set(3);
    AlertWebhook webhook = webhook();
    await(webhook.fold("room-1", 1, resolved(1)));
    assertThat(taken).extracting(Taken::answer).containsExactly(503, 503, 503, 204);
    assertThat(taken).extracting(Taken::id).containsOnly("room-1:1");
    await(webhook.fold("room-1", 2, resolved(2)));
    assertThat(taken.get(4).id()).isEqualTo("room-1:2");
    assertThat(webhook.seen("room-1").toCompletableFuture().get()).isEqualTo(2);
  }

  @Test
  void what_another_node_has_delivered_meanwhile_is_not_sent_after_what_came_later()
      throws Exception {
    failures.set(Integer.MAX_VALUE);
    CompletionStage<Done> sent = webhook().fold("room-1", 1, resolved(1));
    kept.put("room-1", 3L);
    await(sent);
    assertThat(taken).extracting(Taken::answer).containsOnly(503);
    assertThat(kept).containsEntry("room-1", 3L);
  }

  @Test
  void a_server_that_is_not_there_yet_gets_it_when_it_is() throws Exception {
    int port = server.getAddress().getPort();
    AlertWebhook webhook = webhook();
    server.stop(0);
    CompletionStage<Done> sent = webhook.fold("room-1", 1, resolved(1));
    assertThat(sent.toCompletableFuture()).isNotDone();
    HttpServer later =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    later.createContext(
        "/hook",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    later.start();
    try {
      await(sent);
      assertThat(kept).containsEntry("room-1", 1L);
    } finally {
      later.stop(0);
    }
  }

  @Test
  void the_signature_is_that_of_standard_webhooks() throws Exception {
    await(webhook().fold("room-1", 7, resolved(3)));
    Taken one = taken.get(0);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));
    String content = one.id() + "." + one.timestamp() + "." + one.body();
    String expected =
        Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
    assertThat(one.signature()).isEqualTo("v1," + expected);
    assertThat(one.timestamp()).isEqualTo(Long.toString(T.getEpochSecond()));
    assertThat(one.body())
        .contains("\"type\":\"alert.resolved\"", "\"sequence\":7", "\"alertId\":\"room-1.3\"");
  }

  @Test
  void what_is_too_old_is_passed_over() throws Exception {
    now = T.plus(Duration.ofHours(2));
    await(webhook().fold("room-1", 1, resolved(1)));
    assertThat(taken).isEmpty();
    assertThat(kept).containsEntry("room-1", 1L);
  }

  @Test
  void a_setting_that_is_wrong_says_so() {
    assertThat(WebhookSettings.of(settings("", ""))).isEmpty();
    assertThatThrownBy(() -> WebhookSettings.of(settings("ftp://x/y", "")))
        .hasMessageContaining("roomfleet.alerts.webhook.url: ftp://x/y");
    assertThatThrownBy(() -> WebhookSettings.of(settings("http://x/y", "short")))
        .hasMessageContaining("roomfleet.alerts.webhook.secret");
  }

  private static com.typesafe.config.Config settings(String url, String secret) {
    return ConfigFactory.parseMap(
        Map.of(
            "roomfleet.alerts.webhook.url",
            url,
            "roomfleet.alerts.webhook.secret",
            secret,
            "roomfleet.alerts.webhook.give-up",
            "1 h"));
  }
}
