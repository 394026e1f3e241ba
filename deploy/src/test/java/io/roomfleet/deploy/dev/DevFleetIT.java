package io.roomfleet.deploy.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roomfleet.deploy.cli.Json;
import io.roomfleet.deploy.dev.DevOptions.AgentCapacity;
import io.roomfleet.deploy.dev.ProgramSpec.Kind;
import io.roomfleet.deploy.platform.Ports;
import io.roomfleet.deploy.platform.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The processes of a fleet, with a real Cassandra and stand-ins for our own programs. */
@Timeout(600)
@TestMethodOrder(MethodOrderer.DisplayName.class)
class DevFleetIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(50);

  @TempDir Path data;

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final Progress progress =
      new Progress(new PrintStream(output, true, StandardCharsets.UTF_8), InstantSource.system());
  private DevOptions options;

  @BeforeEach
  void choosePorts() {
    // The agents take three ports in a row.
    options =
        new DevOptions(
            data,
            1,
            1,
            Ports.anyFree(),
            Ports.anyFree(),
            Ports.anyFree(),
            threeFree(),
            20_000,
            new AgentCapacity(null, null, null),
            data.resolve("for-scripts/ready.json"));
  }

  @Test
  void aFleetStartsSurvivesKillsAndStopsInOrderAndGoesOnLater() throws Exception {
    String token;
    Map<String, Long> pids;
    try (DevFleet fleet = fleet()) {
      fleet.start();
      ReadyFile ready = readReady();
      token = ready.token();
      pids = ready.pids();
      assertThat(pids)
          .containsOnlyKeys(
              "cassandra", "orchestrator-1", "eu-west-1", "ap-southeast-1", "us-east-1");
      assertThat(pids.values()).allMatch(DevFleetIT::isAlive);
      assertThat(ready.consoleUrl().toString()).endsWith("/console/#token=" + token);
      refusesASecondFleetOnTheSameFolder();
      bringsBackWhatWasKilled(ready);
    }
    assertThat(pids.values()).noneMatch(DevFleetIT::isAlive);
    assertThat(ReadyFile.in(data)).doesNotExist();
    assertThat(options.readyFile()).doesNotExist();
    assertStoppedInOrder();

    try (DevFleet again = fleet()) {
      again.start();
      assertThat(readReady().token()).isEqualTo(token);
      assertThat(new ControlClient(data).isRunning()).isTrue();
      new ControlClient(data).order("stop");
      again.awaitStopWanted();
    }
    assertThat(new ControlClient(data).isRunning()).isFalse();
  }

  @Test
  void aProgramThatCannotStartIsNamedWithItsLastWordsAndNothingIsLeftBehind() {
    Launcher broken =
        new StandIns() {
          @Override
          public List<String> agent() {
            return List.of("/bin/sh", "-c", "echo no camera here; exit 3");
          }
        };
    DevFleet fleet = new DevFleet(options, broken, () -> "none", progress);
    try (fleet) {
      assertThatThrownBy(fleet::start)
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("ended with code 3")
          .hasMessageContaining("no camera here");
    }
    assertThat(Ports.answers("127.0.0.1", options.cassandraPort())).isFalse();
    assertThat(fleet.ready().pids()).isEmpty();
  }

  private void refusesASecondFleetOnTheSameFolder() {
    assertThatThrownBy(this::fleet)
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("Another `roomfleet dev`")
        .hasMessageContaining(data.toString());
  }

  private void bringsBackWhatWasKilled(ReadyFile before) throws Exception {
    ControlClient control = new ControlClient(data);
    control.order("kill orchestrator-1");
    await("the death is told", () -> text().contains("was ended by SIGKILL"));
    assertThat(text()).contains("roomfleet dev restart orchestrator-1");
    await(
        "the ready file forgets it",
        () -> !ReadyFile.read(data).orElseThrow().pids().containsKey("orchestrator-1"));
    assertThat(statusOf(control, "orchestrator-1").ending()).isEqualTo("was ended by SIGKILL");
    assertThatThrownBy(() -> control.order("kill orchestrator-1"))
        .hasMessageContaining("orchestrator-1 does not run");

    control.order("restart orchestrator-1");
    control.order("restart us-east-1");
    control.order("kill cassandra");
    await("Cassandra is dead", () -> statusOf(control, "cassandra").pid() == null);
    control.order("restart cassandra");

    ReadyFile after = readReady();
    assertThat(after.pids()).hasSameSizeAs(before.pids());
    for (String name : List.of("orchestrator-1", "us-east-1", "cassandra")) {
      assertThat(after.pids().get(name)).as(name).isNotEqualTo(before.pids().get(name));
    }
    assertThat(after.pids().get("eu-west-1")).isEqualTo(before.pids().get("eu-west-1"));
    assertThatThrownBy(() -> control.order("restart nobody"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("No program is called nobody")
        .hasMessageContaining("eu-west-1");
    assertThatThrownBy(() -> control.order("dance")).hasMessageContaining("order: dance");
  }

  private void assertStoppedInOrder() {
    List<String> stopped =
        text()
            .lines()
            .filter(line -> line.endsWith(" stopped"))
            .map(line -> line.split(" +")[3])
            .toList();
    assertThat(stopped.subList(stopped.size() - 6, stopped.size()))
        .endsWith("orchestrator-1", "cassandra", "fleet");
  }

  private DevFleet fleet() {
    return new DevFleet(options, new StandIns(), () -> "none", progress);
  }

  private ReadyFile readReady() throws Exception {
    return Json.CODEC.read(Files.readString(options.readyFile()), ReadyFile.class);
  }

  private static Fleet.Status statusOf(ControlClient control, String name) {
    for (Fleet.Status it : Json.CODEC.read(control.order("status").get(0), Fleet.Status[].class)) {
      if (it.name().equals(name)) {
        assertThat(it.kind()).isIn((Object[]) Kind.values());
        return it;
      }
    }
    throw new AssertionError("no status of " + name);
  }

  private String text() {
    return output.toString(StandardCharsets.UTF_8);
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + SOON.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time: " + what).isLessThan(deadline);
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private static int threeFree() {
    int port = Ports.anyFree();
    while (!Ports.isFree("127.0.0.1", port + 1) || !Ports.isFree("127.0.0.1", port + 2)) {
      port = Ports.anyFree();
    }
    return port;
  }

  static List<String> standIn(String role) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"),
        StandIn.class.getName(),
        role);
  }

  private static class StandIns implements Launcher {
    @Override
    public List<String> orchestrator(Path config) {
      assertThat(config).exists();
      return standIn("orchestrator");
    }

    @Override
    public List<String> agent() {
      return standIn("agent");
    }
  }
}
