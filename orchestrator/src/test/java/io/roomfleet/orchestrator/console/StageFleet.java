package io.roomfleet.orchestrator.console;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.roomfleet.api.Capacity;
import io.roomfleet.api.agent.AssignmentKind;
import io.roomfleet.api.agent.Load;
import io.roomfleet.api.region.AgentList;
import io.roomfleet.api.region.AgentStatus;
import io.roomfleet.api.region.AgentView;
import io.roomfleet.api.region.AgentView.AssignmentView;
import io.roomfleet.api.region.ClusterView;
import io.roomfleet.api.region.HealthView;
import io.roomfleet.api.region.MaintenanceRequest;
import io.roomfleet.api.region.MaintenanceView;
import io.roomfleet.api.region.RegionList;
import io.roomfleet.api.region.RegionView;
import io.roomfleet.api.region.RoundTripList;
import io.roomfleet.orchestrator.http.Caller;
import io.roomfleet.orchestrator.http.Fleet;
import io.roomfleet.orchestrator.http.Outcome;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/**
 * Region {@code eu-west} with two agents, as the ledger would show it: the first runs the line and
 * the sub-rooms of {@link Broadcast}. What is drained goes on when the test says so.
 */
final class StageFleet implements Fleet {
  private static final Capacity CAPACITY = new Capacity(4, 1000, 16);

  /** What each of the two holds, by what it is and its role. */
  private final Map<String, AssignmentView> first = new TreeMap<>();

  private final Map<String, AssignmentView> second = new TreeMap<>();
  private final URI media;
  private MaintenanceView maintenance;
  private MaintenanceRequest asked;

  StageFleet(URI media) {
    this.media = media;
    put(first, "main", "ACTIVE");
    List.of("de", "id", "us").forEach(subRoom -> put(first, subRoom, "ACTIVE"));
  }

  /** What the last drain or evacuation was asked with. */
  synchronized MaintenanceRequest asked() {
    return asked;
  }

  /** The place beside of a sub-room comes up. */
  synchronized void moves(String subRoom) {
    put(second, subRoom, "NEXT");
    look(List.of());
  }

  /** It took over; the other goes on for its viewers. */
  synchronized void moved(String subRoom) {
    first.remove(subRoom + "ACTIVE");
    second.remove(subRoom + "NEXT");
    put(first, subRoom, "LEAVING");
    put(second, subRoom, "ACTIVE");
    look(List.of());
  }

  /** The line waits, all else has gone to the other agent. */
  synchronized void waits(String reason) {
    first.keySet().removeIf(key -> !key.startsWith("main"));
    second.clear();
    List.of("de", "id", "us").forEach(subRoom -> put(second, subRoom, "ACTIVE"));
    look(List.of(new MaintenanceView.Waiting("relay/main", Broadcast.ROOM, null, reason)));
  }

  private void look(List<MaintenanceView.Waiting> waiting) {
    int left = (int) first.values().stream().filter(held -> held.role().equals("ACTIVE")).count();
    int moving = (int) second.values().stream().filter(held -> held.role().equals("NEXT")).count();
    maintenance =
        new MaintenanceView(
            maintenance.kind(),
            maintenance.by(),
            maintenance.reason(),
            maintenance.since(),
            maintenance.deadline(),
            maintenance.force(),
            4,
            4 - left,
            moving,
            null,
            waiting);
  }

  private static void put(Map<String, AssignmentView> agent, String what, String role) {
    boolean line = what.equals("main");
    agent.put(
        what + role,
        new AssignmentView(
            (line ? "relay/" : "transcode/") + what,
            line ? AssignmentKind.RELAY : AssignmentKind.TRANSCODE,
            role,
            1,
            Broadcast.ROOM,
            line ? null : what,
            "main",
            new Capacity(line ? 0 : 0.34, 8, 1),
            null));
  }

  @Override
  public Outcome<RoundTripList> roundTrips(String region) {
    return Outcome.done(new RoundTripList(List.of(), Instant.now()));
  }

  @Override
  public synchronized CompletionStage<Outcome<AgentView>> drainAgent(
      Caller caller, String agentId, MaintenanceRequest request) {
    asked = request;
    Instant now = Instant.now();
    maintenance =
        new MaintenanceView(
            "DRAIN",
            caller.name(),
            request.reason(),
            now,
            now.plusSeconds(request.deadlineSeconds()),
            Boolean.TRUE.equals(request.force()),
            4,
            0,
            0,
            null,
            List.of());
    return agent(agentId);
  }

  @Override
  public synchronized CompletionStage<Outcome<AgentView>> restoreAgent(
      Caller caller, String agentId, String reason) {
    maintenance = null;
    return agent(agentId);
  }

  @Override
  public synchronized CompletionStage<Outcome<AgentList>> agents(String region) {
    List<AgentView> agents =
        List.of(view("eu-west-1", first, maintenance), view("eu-west-2", second, null));
    return completedFuture(Outcome.done(new AgentList(agents, List.of(), Instant.now())));
  }

  @Override
  public synchronized CompletionStage<Outcome<AgentView>> agent(String agentId) {
    return completedFuture(Outcome.done(view(agentId, first, maintenance)));
  }

  private AgentView view(String id, Map<String, AssignmentView> held, MaintenanceView now) {
    return new AgentView(
        id,
        "eu-west",
        AgentStatus.UP,
        media,
        CAPACITY,
        new Capacity(0.34 * held.size(), 40.0 * held.size(), held.size()),
        now,
        new Load(Instant.now(), 0.7, 0.41, 25.0 * held.size(), 0.3 * held.size(), held.size()),
        Instant.now(),
        List.copyOf(held.values()));
  }

  @Override
  public synchronized CompletionStage<Outcome<RegionList>> regions() {
    RegionView region =
        new RegionView(
            "eu-west",
            "Europe/Dublin",
            2,
            2,
            new Capacity(8, 2000, 32),
            new Capacity(1.36, 32, 4),
            first.size() + second.size(),
            null,
            null);
    return completedFuture(Outcome.done(new RegionList(List.of(region), List.of(), Instant.now())));
  }

  @Override
  public CompletionStage<Outcome<ClusterView>> cluster() {
    ClusterView.Member member = new ClusterView.Member("a:1", "Up", List.of());
    return completedFuture(
        Outcome.done(
            new ClusterView(
                "a:1", "0.1.0", "a:1", List.of(member), List.of(), "up", Instant.now())));
  }

  @Override
  public CompletionStage<Outcome<RegionView>> region(String regionId) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Outcome<RegionView>> drainRegion(
      Caller caller, String regionId, MaintenanceRequest request) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Outcome<RegionView>> evacuateRegion(
      Caller caller, String regionId, MaintenanceRequest request) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Outcome<RegionView>> restoreRegion(
      Caller caller, String regionId, String reason) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<HealthView> ready() {
    throw new UnsupportedOperationException();
  }
}
