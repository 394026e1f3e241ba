package io.roomfleet.orchestrator.app;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.roomfleet.orchestrator.alert.webhook.WebhookSettings;
import io.roomfleet.orchestrator.booking.BookingSettings;
import io.roomfleet.orchestrator.http.server.HttpSettings;
import io.roomfleet.orchestrator.rebalance.RebalanceSettings;
import io.roomfleet.orchestrator.region.RegionSettings;
import io.roomfleet.orchestrator.room.relay.RelaySettings;
import io.roomfleet.orchestrator.steering.SteeringSettings;
import io.roomfleet.orchestrator.subroom.SubRoomSettings;
import io.roomfleet.orchestrator.telemetry.TelemetrySettings;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a node is told at its start; every key is explained in {@code reference.conf}.
 *
 * @param apiToken the API's bearer token; empty when it was not set
 * @param regions by id
 * @param joinTokens by region
 * @param config with the library's keys derived from ours
 */
record Settings(
    String apiToken,
    Map<String, ZoneId> regions,
    Map<String, String> joinTokens,
    RegionSettings region,
    RelaySettings relays,
    SubRoomSettings subRoom,
    RebalanceSettings rebalance,
    BookingSettings booking,
    TelemetrySettings telemetry,
    Optional<WebhookSettings> webhook,
    SteeringSettings steering,
    HttpSettings http,
    Config config) {

  /**
   * Reads the configuration.
   *
   * @throws IllegalArgumentException in one plain sentence, when something is missing or wrong
   */
  static Settings load() {
    return of(
        ConfigFactory.defaultOverrides()
            .withFallback(ConfigFactory.defaultApplication())
            .withFallback(ConfigFactory.parseResources("roomfleet-pekko.conf"))
            .withFallback(ConfigFactory.defaultReferenceUnresolved())
            .resolve());
  }

  static Settings of(Config resolved) {
    Config roomfleet = resolved.getConfig("roomfleet");
    Map<String, ZoneId> regions = new TreeMap<>();
    Map<String, String> joinTokens = new TreeMap<>();
    for (String id : roomfleet.getObject("regions").keySet()) {
      Config region = roomfleet.getObject("regions").toConfig().getConfig('"' + id + '"');
      regions.put(id, zone(id, region.getString("time-zone")));
      joinTokens.put(id, region.getString("join-token"));
    }
    if (regions.isEmpty()) {
      throw new IllegalArgumentException(
          "roomfleet.regions: none (expected: at least one region with time-zone and join-token)");
    }
    RegionSettings region = RegionSettings.of(resolved);
    return new Settings(
        roomfleet.getString("api-token"),
        regions,
        joinTokens,
        region,
        RelaySettings.of(resolved, region.policy().egress()),
        SubRoomSettings.of(resolved),
        RebalanceSettings.of(resolved),
        BookingSettings.of(resolved),
        TelemetrySettings.of(resolved),
        WebhookSettings.of(resolved),
        SteeringSettings.of(resolved),
        HttpSettings.from(resolved),
        derived(roomfleet).withFallback(resolved));
  }

  private static ZoneId zone(String region, String zone) {
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "roomfleet.regions." + region + ".time-zone: " + zone + " (expected: an IANA zone)", e);
    }
  }

  /** Lists that come as one text from the environment. */
  private static Config derived(Config roomfleet) {
    List<String> seeds = new ArrayList<>();
    for (String seed : words(roomfleet.getString("seed-nodes"))) {
      seeds.add("pekko://roomfleet@" + seed);
    }
    return ConfigFactory.parseMap(
        Map.of(
            "pekko.cluster.seed-nodes",
            seeds,
            "datastax-java-driver.basic.contact-points",
            words(roomfleet.getString("cassandra.contact-points"))));
  }

  private static List<String> words(String text) {
    return List.of(text.split(",")).stream()
        .map(String::trim)
        .filter(word -> !word.isEmpty())
        .toList();
  }
}
