package io.roomfleet.orchestrator.alert.webhook;

import io.roomfleet.orchestrator.alert.AlertEvent;
import io.roomfleet.orchestrator.platform.Json;
import io.roomfleet.orchestrator.platform.ViewProjection;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.pekko.Done;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers the events of alerts by HTTP, signed as Standard Webhooks say. The journal is the queue:
 * of each room the next event is sent when the one before was taken, and one that is not taken is
 * sent again with growing pauses until it is too old. So a room's events come in order and at least
 * once, and what waits is never more than one event for each slice of the journal.
 */
public final class AlertWebhook implements ViewProjection.Fold<AlertEvent> {
  private static final Logger LOG = LoggerFactory.getLogger(AlertWebhook.class);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(15);

  private final WebhookSettings settings;
  private final Deliveries deliveries;
  private final InstantSource clock;
  private final Duration firstPause;
  private final Duration longestPause;
  private final HttpClient client;

  public AlertWebhook(WebhookSettings settings, Deliveries deliveries, InstantSource clock) {
    this(settings, deliveries, clock, Duration.ofMillis(500), Duration.ofSeconds(30));
  }

  AlertWebhook(
      WebhookSettings settings,
      Deliveries deliveries,
      InstantSource clock,
      Duration firstPause,
      Duration longestPause) {
    this.settings = settings;
    this.deliveries = deliveries;
    this.clock = clock;
    this.firstPause = firstPause;
    this.longestPause = longestPause;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
  }

  /** What is sent. */
  record Message(String type, java.time.Instant timestamp, Data data) {}

  /** Of which book, the event's place in it, and the event. */
  record Data(String book, long sequence, AlertEvent event) {}

  @Override
  public CompletionStage<Long> seen(String bookId) {
    return deliveries.delivered(bookId);
  }

  @Override
  public CompletionStage<Done> fold(String bookId, long sequence, AlertEvent event) {
    String body =
        Json.write(new Message(typeOf(event), event.at(), new Data(bookId, sequence, event)));
    return deliver(bookId, sequence, body, event, firstPause);
  }

  private CompletionStage<Done> deliver(
      String bookId, long sequence, String body, AlertEvent event, Duration pause) {
    String id = bookId + ":" + sequence;
    if (event.at().plus(settings.giveUp()).isBefore(clock.instant())) {
      LOG.warn("webhook: {} is older than {} and given up", id, settings.giveUp());
      return deliveries.delivered(bookId, sequence);
    }
    return client
        .sendAsync(request(id, body), BodyHandlers.discarding())
        .handle(
            (response, failure) -> {
              if (failure == null && response.statusCode() / 100 == 2) {
                return deliveries.delivered(bookId, sequence);
              }
              LOG.info(
                  "webhook: {} was not taken ({}), again in {}",
                  id,
                  failure == null ? response.statusCode() : failure.toString(),
                  pause);
              Duration next =
                  longestPause.compareTo(pause.multipliedBy(2)) < 0
                      ? longestPause
                      : pause.multipliedBy(2);
              return CompletableFuture.supplyAsync(
                      () -> again(bookId, sequence, body, event, next),
                      CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS))
                  .thenCompose(again -> again);
            })
        .thenCompose(done -> done);
  }

  /** Unless another node, to which the slice has gone meanwhile, has delivered it. */
  private CompletionStage<Done> again(
      String bookId, long sequence, String body, AlertEvent event, Duration pause) {
    return deliveries
        .delivered(bookId)
        .thenCompose(
            seen ->
                seen >= sequence
                    ? CompletableFuture.completedFuture(Done.getInstance())
                    : deliver(bookId, sequence, body, event, pause));
  }

  private HttpRequest request(String id, String body) {
    long timestamp = clock.instant().getEpochSecond();
    return HttpRequest.newBuilder(settings.url())
        .timeout(ANSWER_LIMIT)
        .header("Content-Type", "application/json")
        .header("webhook-id", id)
        .header("webhook-timestamp", Long.toString(timestamp))
        .header("webhook-signature", "v1," + signature(id + "." + timestamp + "." + body))
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private String signature(String content) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(settings.secret(), "HmacSHA256"));
      return Base64.getEncoder()
          .encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  private static String typeOf(AlertEvent event) {
    return event.match(
        new AlertEvent.Cases<>() {
          @Override
          public String raised(AlertEvent.Raised e) {
            return "alert.raised";
          }

          @Override
          public String revised(AlertEvent.Revised e) {
            return "alert.revised";
          }

          @Override
          public String acknowledged(AlertEvent.Acknowledged e) {
            return "alert.acknowledged";
          }

          @Override
          public String resolved(AlertEvent.Resolved e) {
            return "alert.resolved";
          }

          @Override
          public String prompted(AlertEvent.Prompted e) {
            return "host.prompted";
          }
        });
  }
}
