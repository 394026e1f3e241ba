package io.roomfleet.deploy.dev;

import io.roomfleet.deploy.dev.DevOptions.AgentCapacity;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code roomfleet dev}. */
final class DevFlags {
  @Option(
      names = "--nodes",
      paramLabel = "N",
      defaultValue = "1",
      description = "Orchestrators, 1 to 9 (default: ${DEFAULT-VALUE}).")
  int nodes;

  @Option(
      names = "--agents-per-region",
      paramLabel = "N",
      defaultValue = "1",
      description = "Agents in each of the three regions, 1 to 9 (default: ${DEFAULT-VALUE}).")
  int agentsPerRegion;

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description =
          "HTTP of orchestrator-1; the others take the next ones (default: ${DEFAULT-VALUE}).")
  int httpPort;

  @Option(
      names = "--remote-port",
      paramLabel = "PORT",
      defaultValue = "25520",
      description = "Cluster port of orchestrator-1, and on (default: ${DEFAULT-VALUE}).")
  int remotePort;

  @Option(
      names = "--cassandra-port",
      paramLabel = "PORT",
      defaultValue = "9042",
      description = "CQL (default: ${DEFAULT-VALUE}).")
  int cassandraPort;

  @Option(
      names = "--media-port",
      paramLabel = "PORT",
      defaultValue = "8090",
      description = "HTTP of the first agent, and on (default: ${DEFAULT-VALUE}).")
  int mediaPort;

  @Option(
      names = "--ingest-port",
      paramLabel = "PORT",
      defaultValue = "20000",
      description = "First port for publishers; each agent has twenty (default: ${DEFAULT-VALUE}).")
  int ingestPort;

  @Option(
      names = "--agent-transcode-units",
      paramLabel = "X",
      description = "What each agent declares, in 720p30 renditions (default: by its cores).")
  @Nullable String transcodeUnits;

  @Option(
      names = "--agent-egress-mbps",
      paramLabel = "X",
      description = "What each agent declares, in Mbit/s (default: the agent's own).")
  @Nullable String egressMbps;

  @Option(
      names = "--agent-slots",
      paramLabel = "N",
      description = "Assignments that each agent takes (default: the agent's own).")
  @Nullable String slots;

  @Option(
      names = "--ready-file",
      paramLabel = "FILE",
      description = "Write URLs, token and pids there once all is healthy, for scripts.")
  @Nullable Path readyFile;

  DevOptions toOptions(Path data) {
    return new DevOptions(
        data,
        nodes,
        agentsPerRegion,
        httpPort,
        remotePort,
        cassandraPort,
        mediaPort,
        ingestPort,
        new AgentCapacity(transcodeUnits, egressMbps, slots),
        readyFile);
  }
}
