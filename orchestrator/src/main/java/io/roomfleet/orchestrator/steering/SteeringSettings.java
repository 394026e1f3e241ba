package io.roomfleet.orchestrator.steering;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * How viewers are steered; each key is explained in {@code reference.conf}.
 *
 * @param ttl after which a player asks again, whole seconds
 * @param headStart how long a sub-room has been at its new place before viewers are led there
 * @param mostSubRooms that a node remembers
 * @param forget what was not heard of for so long
 * @param grace after its start a node that nobody told anything takes what it heard for all
 * @param settle how long a sub-room has had viewers at an edge before their stalls say anything of
 *     it
 * @param receiveBelow load up to which an edge is given viewers of others
 */
public record SteeringSettings(
    Duration ttl,
    Duration headStart,
    int mostSubRooms,
    Duration forget,
    Duration grace,
    Duration settle,
    double receiveBelow,
    EdgeRules edges) {

  /**
   * When an edge is in trouble, and when it is not any more.
   *
   * @param hotAt load, and {@code coolAt} below which it is over
   * @param slowAt part of the segments that went out slowly, and {@code slowBelow}
   * @param stallsAt part of viewers' time that stalled, and {@code stallsBelow}
   * @param hotStep the part of viewers that goes within a TTL while it is hot
   * @param brokenStep likewise while it is slow, stalls or is silent
   * @param backStep the part that comes back within a TTL
   * @param calm how long it must have been without trouble before any come back
   */
  public record EdgeRules(
      double hotAt,
      double coolAt,
      double slowAt,
      double slowBelow,
      double stallsAt,
      double stallsBelow,
      double hotStep,
      double brokenStep,
      double backStep,
      Duration calm,
      Duration ttl) {}

  /** Reads {@code roomfleet.steering}. */
  public static SteeringSettings of(Config root) {
    Config config = root.getConfig("roomfleet.steering");
    Duration ttl = config.getDuration("ttl");
    if (ttl.toSeconds() < 1) {
      throw new IllegalArgumentException(
          "roomfleet.steering.ttl: " + ttl.toMillis() + " ms (expected: >= 1 s)");
    }
    return new SteeringSettings(
        ttl,
        config.getDuration("head-start"),
        config.getInt("most-sub-rooms"),
        config.getDuration("forget"),
        config.getDuration("grace"),
        config.getDuration("settle"),
        share(config, "receive-below"),
        new EdgeRules(
            share(config, "edge.hot-at"),
            share(config, "edge.cool-at"),
            share(config, "edge.slow-at"),
            share(config, "edge.slow-below"),
            share(config, "edge.stalls-at"),
            share(config, "edge.stalls-below"),
            share(config, "edge.hot-step"),
            share(config, "edge.broken-step"),
            share(config, "edge.back-step"),
            config.getDuration("edge.calm"),
            ttl));
  }

  private static double share(Config config, String key) {
    double value = config.getDouble(key);
    if (!(value > 0 && value <= 1)) {
      throw new IllegalArgumentException(
          "roomfleet.steering." + key + ": " + value + " (expected: above 0, up to 1)");
    }
    return value;
  }
}
