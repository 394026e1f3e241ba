package io.roomfleet.orchestrator.http.route;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.roomfleet.api.region.HealthView;
import io.roomfleet.orchestrator.http.Fleet;
import io.roomfleet.orchestrator.http.wire.Answer;
import io.roomfleet.orchestrator.http.wire.Call;
import io.roomfleet.orchestrator.http.wire.Endpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.util.ByteString;

/**
 * What those who run the service ask: is it alive, is it ready, what are its figures, its words.
 */
final class ServiceEndpoints {
  private static final int READY_WITHIN_SECONDS = 3;
  private static final String YAML = "application/yaml";
  private static final String TEXT = "text/plain";

  private final Fleet fleet;
  private final PrometheusRegistry registry;
  private final ByteString openApi;

  ServiceEndpoints(Fleet fleet, PrometheusRegistry registry) {
    this.fleet = fleet;
    this.registry = registry;
    this.openApi = resource("/openapi.yaml");
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.get("/health/live", Set.of(), this::live).withoutToken(),
        Endpoint.get("/health/ready", Set.of(), this::ready).withoutToken(),
        Endpoint.get("/metrics", Set.of(), this::metrics).producing(List.of(TEXT)),
        Endpoint.get("/v1/openapi.yaml", Set.of(), this::openApi).producing(List.of(YAML)));
  }

  // GET /health/live
  private CompletionStage<HttpResponse> live(Call call) {
    return completedFuture(health(200, new HealthView("ok", Map.of("http", "ok"))));
  }

  // GET /health/ready
  private CompletionStage<HttpResponse> ready(Call call) {
    return fleet
        .ready()
        .toCompletableFuture()
        .copy()
        .orTimeout(READY_WITHIN_SECONDS, TimeUnit.SECONDS)
        .handle(
            (view, failure) -> {
              if (failure != null) {
                return new HealthView(
                    "failing", Map.of("checks", "no answer within " + READY_WITHIN_SECONDS + " s"));
              }
              return view;
            })
        .thenApply(view -> health(view.status().equals("ok") ? 200 : 503, view));
  }

  // GET /metrics
  private CompletionStage<HttpResponse> metrics(Call call) {
    ByteArrayOutputStream text = new ByteArrayOutputStream(16_384);
    try {
      PrometheusTextFormatWriter.create()
          .write(text, registry.scrape(), EscapingScheme.UNDERSCORE_ESCAPING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return completedFuture(
        new Answer(
                200,
                PrometheusTextFormatWriter.CONTENT_TYPE,
                Map.of(),
                ByteString.fromArrayUnsafe(text.toByteArray()))
            .toResponse());
  }

  // GET /v1/openapi.yaml
  private CompletionStage<HttpResponse> openApi(Call call) {
    return completedFuture(new Answer(200, YAML, Map.of(), openApi).toResponse());
  }

  /** Health is never told from a cache. */
  private static HttpResponse health(int status, HealthView view) {
    return Answer.json(status, view).with("Cache-Control", "no-store").toResponse();
  }

  private static ByteString resource(String name) {
    try (InputStream in = ServiceEndpoints.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not on the class path");
      }
      return ByteString.fromArrayUnsafe(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
