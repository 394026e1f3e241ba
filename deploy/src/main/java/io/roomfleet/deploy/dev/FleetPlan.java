package io.roomfleet.deploy.dev;

import static io.roomfleet.deploy.dev.DevOptions.HOST;

import io.roomfleet.deploy.cassandra.CassandraSettings;
import io.roomfleet.deploy.dev.DevOptions.AgentCapacity;
import io.roomfleet.deploy.dev.DevOptions.DevRegion;
import io.roomfleet.deploy.dev.ProgramSpec.Kind;
import io.roomfleet.deploy.dev.ProgramSpec.PortUse;
import io.roomfleet.deploy.platform.Refusal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Lays a fleet out: which programs, with which ports, settings and files. */
final class FleetPlan {
  static final String CASSANDRA = "cassandra";
  private static final Duration AGENT_STOP = Duration.ofSeconds(10);
  private static final Duration ORCHESTRATOR_STOP = Duration.ofSeconds(20);
  private static final Duration CASSANDRA_STOP = Duration.ofSeconds(20);

  private final DevOptions options;
  private final Tokens tokens;
  private final Launcher launcher;

  FleetPlan(DevOptions options, Tokens tokens, Launcher launcher) {
    this.options = options;
    this.tokens = tokens;
    this.launcher = launcher;
  }

  /** Cassandra first, then orchestrators, then agents. */
  List<ProgramSpec> programs() {
    List<ProgramSpec> programs = new ArrayList<>();
    programs.add(cassandra());
    for (int node = 1; node <= options.nodes(); node++) {
      programs.add(orchestrator(node));
    }
    int index = 0;
    for (DevRegion region : DevOptions.REGIONS) {
      for (int number = 1; number <= options.agentsPerRegion(); number++) {
        programs.add(agent(region, region.id() + "-" + number, index++, options.capacity()));
      }
    }
    return programs;
  }

  /**
   * One agent more.
   *
   * @param existing all programs that there are
   * @throws Refusal when there is no such region
   */
  ProgramSpec furtherAgent(String region, AgentCapacity capacity, List<ProgramSpec> existing) {
    DevRegion known =
        DevOptions.REGIONS.stream()
            .filter(one -> one.id().equals(region))
            .findFirst()
            .orElseThrow(
                () ->
                    new Refusal(
                        "region: %s (expected: %s)"
                            .formatted(
                                region,
                                DevOptions.REGIONS.stream()
                                    .map(DevRegion::id)
                                    .collect(Collectors.joining(", ")))));
    List<String> agents =
        existing.stream().filter(it -> it.kind() == Kind.AGENT).map(ProgramSpec::name).toList();
    long number = agents.stream().filter(name -> name.startsWith(region + "-")).count() + 1;
    return agent(known, region + "-" + number, agents.size(), capacity);
  }

  /** The base URLs of the API, the first orchestrator's first. */
  List<URI> apiUrls() {
    return IntStream.rangeClosed(1, options.nodes())
        .mapToObj(node -> URI.create("http://" + HOST + ":" + httpPort(node)))
        .toList();
  }

  /** The orchestrators' settings that are not in their environment. */
  String orchestratorConfig() {
    String regions =
        DevOptions.REGIONS.stream()
            .map(
                region ->
                    "  %s { time-zone = \"%s\", join-token = \"%s\" }"
                        .formatted(region.id(), region.timeZone(), tokens.join().get(region.id())))
            .collect(Collectors.joining("\n"));
    return "# Written by `roomfleet dev` at each start; changes made here are lost.\n"
        + "roomfleet.regions {\n"
        + regions
        + "\n}\n";
  }

  Path orchestratorConfigFile() {
    return options.data().resolve("orchestrator.conf");
  }

  CassandraSettings cassandraSettings() {
    Path data = options.data().resolve("cassandra");
    return Cores.areFew()
        ? CassandraSettings.quick(data, options.cassandraPort())
        : CassandraSettings.of(data, options.cassandraPort());
  }

  private ProgramSpec cassandra() {
    CassandraSettings settings = cassandraSettings();
    return new ProgramSpec(
        CASSANDRA,
        Kind.CASSANDRA,
        () -> launcher.cassandra(settings),
        Map.of(),
        List.of(new PortUse(options.cassandraPort(), "--cassandra-port")),
        null,
        log(CASSANDRA),
        CASSANDRA_STOP);
  }

  private ProgramSpec orchestrator(int node) {
    String name = "orchestrator-" + node;
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("ROOMFLEET_HTTP_HOST", HOST);
    environment.put("ROOMFLEET_HTTP_PORT", String.valueOf(httpPort(node)));
    environment.put("ROOMFLEET_REMOTE_HOST", HOST);
    environment.put("ROOMFLEET_REMOTE_PORT", String.valueOf(remotePort(node)));
    environment.put("ROOMFLEET_SEED_NODES", seedNodes());
    environment.put("ROOMFLEET_CASSANDRA", HOST + ":" + options.cassandraPort());
    environment.put("ROOMFLEET_CASSANDRA_DATACENTER", CassandraSettings.DATA_CENTER);
    environment.put("ROOMFLEET_API_TOKEN", tokens.admin());
    return new ProgramSpec(
        name,
        Kind.ORCHESTRATOR,
        () -> launcher.orchestrator(orchestratorConfigFile()),
        environment,
        List.of(
            new PortUse(httpPort(node), "--http-port"),
            new PortUse(remotePort(node), "--remote-port")),
        URI.create("http://" + HOST + ":" + httpPort(node) + "/health/ready"),
        log(name),
        ORCHESTRATOR_STOP);
  }

  private ProgramSpec agent(DevRegion region, String name, int index, AgentCapacity capacity) {
    int mediaPort = options.mediaPort() + index;
    int ingest = options.ingestPort() + index * DevOptions.INGEST_PORTS_PER_AGENT;
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("ROOMFLEET_AGENT_ID", name);
    environment.put("ROOMFLEET_REGION", region.id());
    environment.put("ROOMFLEET_JOIN_TOKEN", String.valueOf(tokens.join().get(region.id())));
    environment.put(
        "ROOMFLEET_CONTROL_URLS",
        apiUrls().stream().map(URI::toString).collect(Collectors.joining(",")));
    environment.put("ROOMFLEET_MEDIA_HOST", HOST);
    environment.put("ROOMFLEET_MEDIA_PORT", String.valueOf(mediaPort));
    environment.put("ROOMFLEET_MEDIA_URL", "http://" + HOST + ":" + mediaPort);
    environment.put(
        "ROOMFLEET_WORK_DIR", options.data().resolve("agents").resolve(name).toString());
    environment.put("ROOMFLEET_CACHE_DIR", CacheFolder.path().toString());
    environment.put(
        "ROOMFLEET_INGEST_PORTS", ingest + "-" + (ingest + DevOptions.INGEST_PORTS_PER_AGENT - 1));
    put(environment, "ROOMFLEET_CAPACITY_TRANSCODE_UNITS", capacity.transcodeUnits());
    put(environment, "ROOMFLEET_CAPACITY_EGRESS_MBPS", capacity.egressMbps());
    put(environment, "ROOMFLEET_CAPACITY_SLOTS", capacity.slots());
    return new ProgramSpec(
        name,
        Kind.AGENT,
        launcher::agent,
        environment,
        List.of(new PortUse(mediaPort, "--media-port")),
        URI.create("http://" + HOST + ":" + mediaPort + "/health"),
        log(name),
        AGENT_STOP);
  }

  private static void put(Map<String, String> environment, String name, @Nullable String value) {
    if (value != null) {
      environment.put(name, value);
    }
  }

  private String seedNodes() {
    return IntStream.rangeClosed(1, options.nodes())
        .mapToObj(node -> HOST + ":" + remotePort(node))
        .collect(Collectors.joining(","));
  }

  private int httpPort(int node) {
    return options.httpPort() + node - 1;
  }

  private int remotePort(int node) {
    return options.remotePort() + node - 1;
  }

  private Path log(String name) {
    return options.data().resolve("logs").resolve(name + ".log");
  }
}
