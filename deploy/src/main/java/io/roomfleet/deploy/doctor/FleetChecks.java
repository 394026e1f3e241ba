package io.roomfleet.deploy.doctor;

import io.roomfleet.api.client.ApiException;
import io.roomfleet.api.client.Calls;
import io.roomfleet.api.client.RoomfleetClient;
import io.roomfleet.api.client.UnreachableException;
import io.roomfleet.api.region.AgentList;
import io.roomfleet.api.region.AgentStatus;
import io.roomfleet.api.region.AgentView;
import io.roomfleet.api.region.ClusterView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a fleet says about itself. */
final class FleetChecks {
  private static final Duration CLOCK_LIMIT = Duration.ofSeconds(2);

  private final RoomfleetClient client;
  private final boolean expected;

  /**
   * @param expected false when no fleet needs to run, and silence is only worth a warning
   */
  FleetChecks(RoomfleetClient client, boolean expected) {
    this.client = client;
    this.expected = expected;
  }

  /** One after the other, up to the first that makes the rest pointless. */
  List<Finding> run() {
    List<Finding> findings = new ArrayList<>();
    try {
      findings.add(ready());
      ClusterView cluster = client.send(Calls.cluster()).value();
      findings.add(Finding.ok("token", "is taken by the API"));
      findings.add(clock(cluster.asOf(), Instant.now()));
      findings.add(cassandra(cluster));
      findings.add(cluster(cluster));
      findings.add(agents(client.send(Calls.agents(null)).value()));
    } catch (UnreachableException e) {
      findings.add(silence(e));
    } catch (ApiException e) {
      findings.add(refusal(e));
    }
    return findings;
  }

  private Finding ready() {
    try {
      client.send(Calls.ready());
      return Finding.ok("api", client.base() + " is ready");
    } catch (ApiException e) {
      return Finding.fail(
          "api",
          client.base() + " is not ready: " + e.body().strip(),
          "Wait if it has just started; else look into its log.");
    }
  }

  private Finding silence(UnreachableException e) {
    String cure = "Start a fleet with `roomfleet dev`, or name an API with --api.";
    return expected
        ? Finding.fail("api", e.getMessage() + "", cure)
        : Finding.warn("api", e.getMessage() + "", cure);
  }

  private static Finding refusal(ApiException e) {
    return e.status() == 401 || e.status() == 403
        ? Finding.fail(
            "token", e.problem().detail(), "Give one with --token or ROOMFLEET_API_TOKEN.")
        : Finding.fail("api", e.getMessage() + "", "Look into the orchestrator's log.");
  }

  static Finding clock(Instant theirs, Instant ours) {
    Duration off = Duration.between(theirs, ours).abs();
    String text = "this machine's and the API's are " + off.toMillis() + " ms apart at most";
    return off.compareTo(CLOCK_LIMIT) <= 0
        ? Finding.ok("clock", text)
        : Finding.warn("clock", text, "Keep both by NTP: start times would be off by that much.");
  }

  private static Finding cassandra(ClusterView cluster) {
    return cluster.cassandra().equals("up")
        ? Finding.ok("cassandra", "up, as " + cluster.self() + " sees it")
        : Finding.fail(
            "cassandra",
            cluster.cassandra(),
            "Start it again (`roomfleet dev restart cassandra`); nothing can be changed until then.");
  }

  private static Finding cluster(ClusterView cluster) {
    int members = cluster.members().size();
    if (!cluster.unreachable().isEmpty()) {
      return Finding.fail(
          "cluster",
          "unreachable: " + String.join(", ", cluster.unreachable()),
          "Start these nodes again; until they are removed their rooms do not answer.");
    }
    if (cluster.leader() == null) {
      return Finding.warn("cluster", members + " nodes and no leader", "Wait some seconds.");
    }
    return Finding.ok("cluster", members + (members == 1 ? " node" : " nodes"));
  }

  static Finding agents(AgentList list) {
    List<AgentView> agents = list.agents();
    List<String> down =
        agents.stream()
            .filter(agent -> agent.status() != AgentStatus.UP)
            .map(agent -> agent.id() + " " + agent.status())
            .toList();
    if (agents.isEmpty()) {
      return Finding.fail(
          "agents", "none was ever heard", "Start agents; without them nothing plays.");
    }
    return down.isEmpty()
        ? Finding.ok("agents", agents.size() + " of " + agents.size() + " up")
        : Finding.warn(
            "agents",
            (agents.size() - down.size())
                + " of "
                + agents.size()
                + " up; "
                + String.join(", ", down),
            "Start them again (`roomfleet dev restart NAME`).");
  }
}
