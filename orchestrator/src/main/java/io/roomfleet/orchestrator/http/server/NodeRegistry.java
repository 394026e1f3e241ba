package io.roomfleet.orchestrator.http.server;

import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** Where this node's figures are gathered for {@code /metrics}. Features add theirs to it. */
public final class NodeRegistry {
  private NodeRegistry() {}

  /** A registry with the JVM's own figures in it: memory, collections, threads. */
  public static PrometheusRegistry create() {
    PrometheusRegistry registry = new PrometheusRegistry();
    JvmMetrics.builder().register(registry);
    return registry;
  }
}
