package io.roomfleet.deploy.dev;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a fleet on one machine consists of.
 *
 * @param data keeps everything between two starts
 * @param nodes orchestrators, 1 to 9
 * @param agentsPerRegion 1 to 9
 * @param httpPort of the first orchestrator; the others take the next ones, and likewise below
 * @param ingestPort the first that the first agent may listen on for publishers; each agent has 20
 * @param capacity what each agent declares, null for what it measures of the machine
 * @param readyFile where else to write what {@code DATA/ready.json} holds, or null
 */
record DevOptions(
    Path data,
    int nodes,
    int agentsPerRegion,
    int httpPort,
    int remotePort,
    int cassandraPort,
    int mediaPort,
    int ingestPort,
    AgentCapacity capacity,
    @Nullable Path readyFile) {
  static final String HOST = "127.0.0.1";
  static final int INGEST_PORTS_PER_AGENT = 20;

  /** The regions of a fleet on one machine, with the time zone that each is near to. */
  static final List<DevRegion> REGIONS =
      List.of(
          new DevRegion("eu-west", "Europe/Dublin"),
          new DevRegion("ap-southeast", "Asia/Singapore"),
          new DevRegion("us-east", "America/New_York"));

  DevOptions {
    data = data.toAbsolutePath().normalize();
    require("--nodes", nodes, 1, 9);
    require("--agents-per-region", agentsPerRegion, 1, 9);
  }

  record DevRegion(String id, String timeZone) {}

  /** Null means what the agent chooses by itself. */
  record AgentCapacity(
      @Nullable String transcodeUnits, @Nullable String egressMbps, @Nullable String slots) {}

  int agents() {
    return REGIONS.size() * agentsPerRegion;
  }

  private static void require(String name, int value, int from, int to) {
    if (value < from || value > to) {
      throw new IllegalArgumentException(
          name + ": " + value + " (expected: " + from + " to " + to + ")");
    }
  }
}
