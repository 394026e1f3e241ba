package io.roomfleet.orchestrator.http.server;

import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/**
 * How long requests took, by route template, method and class of status. No id is a label. A stream
 * counts until its head was sent.
 */
final class HttpMetrics {
  /** Seconds; from what a node answers out of memory to the request timeout. */
  private static final double[] BOUNDS = {
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25
  };

  private final Histogram duration;

  HttpMetrics(PrometheusRegistry registry) {
    duration =
        Histogram.builder()
            .name("roomfleet_http_request_duration_seconds")
            .help("Time from the request's head to the answer's head.")
            .labelNames("method", "route", "status")
            .classicOnly()
            .classicUpperBounds(BOUNDS)
            .register(registry);
  }

  /**
   * @param route a template, such as {@code /v1/rooms/{roomId}}
   */
  void observe(String method, String route, int status, long nanos) {
    duration.labelValues(method, route, status / 100 + "xx").observe(nanos / 1e9);
  }
}
