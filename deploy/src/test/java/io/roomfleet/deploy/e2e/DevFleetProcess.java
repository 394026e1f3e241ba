package io.roomfleet.deploy.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A whole fleet as a user starts it: {@code roomfleet dev}, in a process of its own, with real
 * Cassandra and real ffmpeg.
 */
final class DevFleetProcess implements AutoCloseable {
  private static final Duration HEALTHY = Duration.ofMinutes(5);
  private static final int PORTS = 400;

  private final Path data;
  private final Map<String, String> environment;
  private final List<String> options;
  private final Path ready;
  private Process process;

  private DevFleetProcess(Path data, Map<String, String> environment, List<String> options) {
    this.data = data;
    this.environment = environment;
    this.options = options;
    this.ready = data.resolveSibling(data.getFileName() + "-ready.json");
  }

  /**
   * An empty folder below target, which is kept after the test for those who look for what went
   * wrong.
   */
  static Path freshFolder(String name) {
    try {
      Path parent = Files.createDirectories(Path.of("target", "e2e").toAbsolutePath());
      return Files.createTempDirectory(parent, name + "-").resolve("fleet");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Starts a fleet on ports of its own and waits until all is healthy. */
  static DevFleetProcess start(Path data, String... options) {
    return start(data, Map.of(), options);
  }

  /**
   * The same with settings that have no option.
   *
   * @param environment of every program of the fleet
   */
  static DevFleetProcess start(Path data, Map<String, String> environment, String... options) {
    int base = freeBase();
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(
        List.of(
            "--http-port", "" + base,
            "--remote-port", "" + (base + 10),
            "--cassandra-port", "" + (base + 20),
            "--media-port", "" + (base + 30),
            "--ingest-port", "" + (base + 60)));
    DevFleetProcess fleet = new DevFleetProcess(data, environment, all);
    fleet.start();
    return fleet;
  }

  private static int freeBase() {
    for (int base = 21_000; base < 32_000; base += PORTS) {
      try (ServerSocket first = new ServerSocket(base, 1, InetAddress.getLoopbackAddress());
          ServerSocket second = new ServerSocket(base + 20, 1, InetAddress.getLoopbackAddress())) {
        return base;
      } catch (IOException taken) {
        // The next ones, then.
      }
    }
    throw new AssertionError("no free ports between 21000 and 32000");
  }

  /** Starts it again, with the same data and the same ports. */
  void start() {
    try {
      Files.deleteIfExists(ready);
      List<String> command = command("dev", "--data", data.toString());
      command.addAll(options);
      command.addAll(List.of("--ready-file", ready.toString()));
      Files.createDirectories(data);
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
      // One move a minute, as is right for so few rooms, is too slow for a test.
      builder.environment().put("ROOMFLEET_REBALANCE_PACE", "1");
      builder.environment().putAll(environment);
      process = builder.start();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    Await.until(
        "a healthy fleet",
        HEALTHY,
        () -> {
          if (!process.isAlive()) {
            throw new Await.Hopeless("dev ended with " + process.exitValue() + tail());
          }
          if (!Files.exists(ready)) {
            throw new AssertionError("not ready yet" + tail());
          }
        });
  }

  private Path log() {
    return data.resolveSibling(data.getFileName() + ".log");
  }

  private String tail() {
    try {
      List<String> lines = Files.readAllLines(log());
      return "\n" + String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    } catch (IOException e) {
      return " (no log: " + e + ")";
    }
  }

  private static List<String> command(String... arguments) {
    String home = System.getProperty("roomfleet.home");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-Djava.util.concurrent.ForkJoinPool.common.parallelism=4",
            "-Droomfleet.home=" + home,
            "-cp",
            home + "/lib/*",
            "io.roomfleet.deploy.Roomfleet"));
    command.addAll(List.of(arguments));
    return command;
  }

  private JsonNode readyFile() {
    try {
      return new ObjectMapper().readTree(ready.toFile());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  Api api() {
    return new Api(apiUrl(), token());
  }

  /** Of one orchestrator alone, from 1. */
  Api api(int node) {
    return new Api(readyFile().get("apiUrls").get(node - 1).asText(), token());
  }

  String apiUrl() {
    return readyFile().get("apiUrl").asText();
  }

  String consoleUrl() {
    return apiUrl() + "/console/";
  }

  String token() {
    return readyFile().get("token").asText();
  }

  /** Where the fleet keeps everything. */
  Path data() {
    return data;
  }

  long pid(String name) {
    JsonNode pid = readyFile().get("pids").get(name);
    if (pid == null) {
      throw new AssertionError("no program " + name + " in " + readyFile().get("pids"));
    }
    return pid.asLong();
  }

  /** SIGKILL, from outside, as a crash is. */
  void kill(String name) {
    ProcessHandle handle = ProcessHandle.of(pid(name)).orElseThrow();
    handle.destroyForcibly();
    Await.until(
        "the end of " + name,
        Duration.ofSeconds(10),
        () -> {
          if (handle.isAlive()) {
            throw new AssertionError("it lives");
          }
        });
  }

  /** {@code roomfleet dev restart NAME}. */
  void restart(String name) {
    run("dev", "restart", name, "--data", data.toString());
  }

  /** {@code roomfleet dev add-agent REGION} with this capacity; answers the agent's id. */
  String addAgent(String region, JsonNode capacity) {
    String said =
        run(
            "dev",
            "add-agent",
            region,
            "--transcode-units",
            capacity.get("transcodeUnits").asText(),
            "--egress-mbps",
            capacity.get("egressMbps").asText(),
            "--slots",
            capacity.get("slots").asText(),
            "--data",
            data.toString());
    return said.strip().split(" ", 2)[0];
  }

  /** Starts a client verb against this fleet; its output is a pipe. */
  Process startCommand(String... arguments) throws IOException {
    List<String> command = command(arguments);
    command.addAll(List.of("--data", data.toString()));
    return new ProcessBuilder(command).start();
  }

  /** Runs a command and answers what it printed; it must end with 0. */
  static String run(String... arguments) {
    try {
      Process run = new ProcessBuilder(command(arguments)).redirectErrorStream(true).start();
      run.getOutputStream().close();
      String output = new String(run.getInputStream().readAllBytes());
      if (!run.waitFor(3, TimeUnit.MINUTES) || run.exitValue() != 0) {
        throw new AssertionError(
            List.of(arguments) + " ended with " + run.exitValue() + ": " + output);
      }
      return output;
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** As Ctrl-C does; answers the processes of the fleet that were left, by pid. */
  List<Long> stop() {
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    process.destroy();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new AssertionError("dev did not stop within 60 s" + tail());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return all.stream().filter(ProcessHandle::isAlive).map(ProcessHandle::pid).toList();
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      stop();
    }
  }
}
