package io.roomfleet.deploy.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roomfleet.deploy.dev.DevOptions.AgentCapacity;
import io.roomfleet.deploy.platform.Ports;
import io.roomfleet.deploy.platform.Refusal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetPlanTest {
  private static final Tokens TOKENS =
      new Tokens("admin-token", Map.of("eu-west", "j1", "ap-southeast", "j2", "us-east", "j3"));

  @TempDir Path data;

  @Test
  void namesItsProgramsByWhatTheyAre() {
    assertThat(programs(options(2, 2, 8080)))
        .extracting(ProgramSpec::name)
        .containsExactly(
            "cassandra",
            "orchestrator-1",
            "orchestrator-2",
            "eu-west-1",
            "eu-west-2",
            "ap-southeast-1",
            "ap-southeast-2",
            "us-east-1",
            "us-east-2");
  }

  @Test
  void givesEachProgramItsOwnPortsAndTellsThemOfEachOther() {
    List<ProgramSpec> programs = programs(options(2, 1, 8080));
    assertThat(programs.get(1).environment())
        .containsEntry("ROOMFLEET_SEED_NODES", "127.0.0.1:25520,127.0.0.1:25521")
        .containsEntry("ROOMFLEET_API_TOKEN", "admin-token");
    ProgramSpec agent = programs.get(4);
    assertThat(agent.environment())
        .containsEntry("ROOMFLEET_AGENT_ID", "ap-southeast-1")
        .containsEntry("ROOMFLEET_REGION", "ap-southeast")
        .containsEntry("ROOMFLEET_JOIN_TOKEN", "j2")
        .containsEntry("ROOMFLEET_CONTROL_URLS", "http://127.0.0.1:8080,http://127.0.0.1:8081")
        .containsEntry("ROOMFLEET_MEDIA_PORT", "8091")
        .containsEntry("ROOMFLEET_INGEST_PORTS", "20020-20039")
        .containsEntry("ROOMFLEET_CAPACITY_SLOTS", "7")
        .doesNotContainKey("ROOMFLEET_CAPACITY_EGRESS_MBPS");
  }

  @Test
  void aFurtherAgentHasTheNextNumberAndTheNextPortsAndACapacityOfItsOwn() {
    FleetPlan plan = new FleetPlan(options(1, 2, 8080), TOKENS, new NoPrograms());
    AgentCapacity capacity = new AgentCapacity("0.5", "1106.66", null);
    ProgramSpec agent = plan.furtherAgent("ap-southeast", capacity, plan.programs());
    assertThat(agent.name()).isEqualTo("ap-southeast-3");
    assertThat(agent.environment())
        .containsEntry("ROOMFLEET_REGION", "ap-southeast")
        .containsEntry("ROOMFLEET_MEDIA_PORT", "8096")
        .containsEntry("ROOMFLEET_INGEST_PORTS", "20120-20139")
        .containsEntry("ROOMFLEET_CAPACITY_EGRESS_MBPS", "1106.66")
        .doesNotContainKey("ROOMFLEET_CAPACITY_SLOTS");
    assertThatThrownBy(() -> plan.furtherAgent("mars", capacity, plan.programs()))
        .isInstanceOf(Refusal.class)
        .hasMessage("region: mars (expected: eu-west, ap-southeast, us-east)");
  }

  @Test
  void tellsTheOrchestratorsOfTheRegions() {
    assertThat(new FleetPlan(options(1, 1, 8080), TOKENS, new NoPrograms()).orchestratorConfig())
        .contains("eu-west { time-zone = \"Europe/Dublin\", join-token = \"j1\" }")
        .contains("us-east { time-zone = \"America/New_York\", join-token = \"j3\" }");
  }

  @Test
  void refusesPortsThatTwoProgramsWouldUse() {
    assertThatThrownBy(() -> Preflight.ports(programs(options(1, 1, 8090))))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("Port 8090")
        .hasMessageContaining("orchestrator-1")
        .hasMessageContaining("eu-west-1");
  }

  @Test
  void refusesAPortThatIsTakenAndNamesWhoWantsIt() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      DevOptions options = options(1, 1, other.getLocalPort());
      assertThatThrownBy(() -> Preflight.ports(programs(options)))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("Port " + other.getLocalPort())
          .hasMessageContaining("orchestrator-1")
          .hasMessageContaining("--http-port");
    }
  }

  @Test
  void refusesAFolderWithoutRoom() {
    assertThatThrownBy(() -> Preflight.folder(data, Long.MAX_VALUE))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("MiB left")
        .hasMessageContaining("--data");
  }

  @Test
  void refusesAFolderThatIsAFile() {
    assertThatThrownBy(() -> Preflight.folder(Path.of("/dev/null/x"), 1))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("cannot be written");
  }

  @Test
  void refusesFleetsThatAreTooLarge() {
    assertThatThrownBy(() -> options(10, 1, 8080)).hasMessageContaining("--nodes: 10");
    assertThatThrownBy(() -> options(1, 0, 8080)).hasMessageContaining("--agents-per-region: 0");
  }

  private List<ProgramSpec> programs(DevOptions options) {
    return new FleetPlan(options, TOKENS, new NoPrograms()).programs();
  }

  private DevOptions options(int nodes, int agents, int httpPort) {
    int cassandra = httpPort == 8080 || httpPort == 8090 ? 9042 : Ports.anyFree();
    return new DevOptions(
        data,
        nodes,
        agents,
        httpPort,
        25520,
        cassandra,
        8090,
        20000,
        new AgentCapacity("2.5", null, "7"),
        null);
  }

  private static final class NoPrograms implements Launcher {
    @Override
    public List<String> orchestrator(Path config) {
      return List.of("false");
    }

    @Override
    public List<String> agent() {
      return List.of("false");
    }
  }
}
