package io.roomfleet.orchestrator.http.server;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * {@code roomfleet.http} of {@code reference.conf}, where each key is explained.
 *
 * @param port 0 to 65535; 0 takes a free one
 * @param bodyLimit bytes
 */
public record HttpSettings(
    String host,
    int port,
    long bodyLimit,
    Duration bodyTimeout,
    Duration requestTimeout,
    Duration eventKeepAlive,
    Duration shutdownDeadline) {

  /** Longer than this a request would outlive the claim on its Idempotency-Key. */
  private static final Duration LONGEST_REQUEST = Duration.ofSeconds(25);

  public HttpSettings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException(
          "roomfleet.http.port: " + port + " (expected: 0 to 65535)");
    }
    if (bodyLimit < 1024) {
      throw new IllegalArgumentException(
          "roomfleet.http.body-limit: " + bodyLimit + " (expected: >= 1 KiB)");
    }
    if (requestTimeout.isNegative()
        || requestTimeout.isZero()
        || requestTimeout.compareTo(LONGEST_REQUEST) > 0) {
      throw new IllegalArgumentException(
          "roomfleet.http.request-timeout: " + requestTimeout + " (expected: > 0 s, <= 25 s)");
    }
  }

  /**
   * Reads them.
   *
   * @param root the whole configuration
   */
  public static HttpSettings from(Config root) {
    Config http = root.getConfig("roomfleet.http");
    return new HttpSettings(
        http.getString("host"),
        http.getInt("port"),
        http.getBytes("body-limit"),
        http.getDuration("body-timeout"),
        http.getDuration("request-timeout"),
        http.getDuration("event-keep-alive"),
        http.getDuration("shutdown-deadline"));
  }
}
