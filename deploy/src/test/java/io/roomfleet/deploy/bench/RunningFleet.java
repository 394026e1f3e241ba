package io.roomfleet.deploy.bench;

import io.roomfleet.api.client.ApiRequest;
import io.roomfleet.api.client.Calls;
import io.roomfleet.api.client.RoomfleetClient;
import io.roomfleet.api.region.AgentStatus;
import io.roomfleet.api.region.AgentView;
import io.roomfleet.api.region.MaintenanceRequest;
import io.roomfleet.api.room.AddSubRoomsRequest;
import io.roomfleet.api.room.CreateRoomRequest;
import io.roomfleet.api.room.LineKind;
import io.roomfleet.api.room.LineSpec;
import io.roomfleet.api.room.RoomMode;
import io.roomfleet.api.room.SubRoom;
import io.roomfleet.api.room.SubRoomRequest;
import io.roomfleet.api.room.SubRoomStatus;
import io.roomfleet.deploy.cli.Json;
import io.roomfleet.deploy.dev.ReadyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A fleet that {@code roomfleet dev} runs, for benchmarks that drive it from outside: broadcasts on
 * an agent of their choice, and agents that die and come back.
 */
public final class RunningFleet {
  private static final Duration SOON = Duration.ofMinutes(10);
  private static final long PAUSE_MILLIS = 25;

  private final Path readyFile;
  private final RoomfleetClient client;

  /**
   * @param readyFile what {@code roomfleet dev --ready-file} wrote; it is read again when an agent
   *     has a new process
   */
  public RunningFleet(Path readyFile) throws IOException {
    this.readyFile = readyFile;
    ReadyFile ready = ready();
    this.client = new RoomfleetClient(ready.apiUrl(), ready.token(), Json.CODEC);
  }

  private ReadyFile ready() throws IOException {
    return Json.CODEC.read(Files.readString(readyFile), ReadyFile.class);
  }

  /** The answer to a call of the API. */
  public <T> T send(ApiRequest<T> call) {
    return client.send(call).value();
  }

  /**
   * A live room with a test line, and all its sub-rooms on one agent: others of its region are
   * drained while they are placed.
   *
   * @param sourceRegion where the line is made
   * @param agentId in the region that the sub-rooms want
   * @return the room's id, once all its sub-rooms are LIVE
   */
  public String broadcastOn(String agentId, String sourceRegion, List<SubRoomRequest> subRooms) {
    AgentView agent = send(Calls.agent(agentId));
    List<String> others =
        send(Calls.agents(agent.region())).agents().stream()
            .filter(other -> !other.id().equals(agentId) && other.maintenance() == null)
            .map(AgentView::id)
            .toList();
    MaintenanceRequest aside = new MaintenanceRequest(3600, "a benchmark is set up", null);
    others.forEach(other -> send(Calls.drainAgent(other, aside)));
    String room = send(Calls.createRoom(broadcast(sourceRegion))).id();
    send(Calls.addSubRooms(room, new AddSubRoomsRequest(subRooms)));
    send(Calls.start(room));
    await("every sub-room LIVE on " + agentId, () -> allOn(agentId, room, subRooms.size()));
    others.forEach(other -> send(Calls.restoreAgent(other, "the benchmark is set up")));
    return room;
  }

  private static CreateRoomRequest broadcast(String sourceRegion) {
    return new CreateRoomRequest(
        "A benchmark",
        "bench",
        RoomMode.SINGLE_HOST,
        Instant.now().plusSeconds(3600),
        null,
        sourceRegion,
        null,
        List.of(new LineSpec("main", LineKind.TEST, null)),
        0);
  }

  /** The list of sub-rooms comes a moment after they do, so they are counted too. */
  private boolean allOn(String agentId, String room, int count) {
    List<SubRoom> there = subRooms(room);
    return there.size() == count
        && there.stream()
            .allMatch(it -> it.status() == SubRoomStatus.LIVE && agentId.equals(it.agentId()));
  }

  /** The first 50 sub-rooms of a room, each as it says itself. */
  public List<SubRoom> subRooms(String room) {
    return send(Calls.subRooms(room, null)).subRooms().stream()
        .map(listed -> send(Calls.subRoom(room, listed.id())))
        .toList();
  }

  /** Ends a room and waits until nothing of it is held anywhere. */
  public void end(String room) {
    send(Calls.end(room, "the benchmark is over"));
    await(
        "nothing of " + room + " on any agent",
        () ->
            send(Calls.agents(null)).agents().stream()
                .flatMap(agent -> agent.assignments().stream())
                .noneMatch(held -> held.roomId().equals(room)));
  }

  /** The process of a program of the fleet. */
  public ProcessHandle process(String program) throws IOException {
    Long pid = Objects.requireNonNull(ready().pids().get(program), program + " does not run");
    return ProcessHandle.of(pid).orElseThrow();
  }

  /** {@code roomfleet dev restart}; waits until the agent is UP and holds nothing of its past. */
  public void restart(String agentId) throws Exception {
    Process order =
        new ProcessBuilder(
                Path.of(System.getProperty("roomfleet.checkout"), "bin", "roomfleet").toString(),
                "dev",
                "restart",
                agentId,
                "--data",
                ready().data())
            .redirectErrorStream(true)
            .start();
    String said = new String(order.getInputStream().readAllBytes());
    if (!order.waitFor(3, TimeUnit.MINUTES) || order.exitValue() != 0) {
      throw new IllegalStateException("dev restart " + agentId + ": " + said);
    }
    await(agentId + " is UP", () -> send(Calls.agent(agentId)).status() == AgentStatus.UP);
  }

  /**
   * Asks every 25 ms.
   *
   * @throws IllegalStateException after ten minutes
   */
  public static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + SOON.toNanos();
    try {
      while (!condition.getAsBoolean()) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException(what + " did not come within " + SOON);
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
