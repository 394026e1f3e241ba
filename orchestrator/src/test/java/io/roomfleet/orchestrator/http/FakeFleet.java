package io.roomfleet.orchestrator.http;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.roomfleet.api.Capacity;
import io.roomfleet.api.region.AgentList;
import io.roomfleet.api.region.AgentStatus;
import io.roomfleet.api.region.AgentView;
import io.roomfleet.api.region.ClusterView;
import io.roomfleet.api.region.HealthView;
import io.roomfleet.api.region.MaintenanceRequest;
import io.roomfleet.api.region.MaintenanceView;
import io.roomfleet.api.region.RegionList;
import io.roomfleet.api.region.RegionView;
import io.roomfleet.api.region.RoundTripList;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** A fleet in memory of one region, {@code eu-west}, with one agent, {@code eu-west-1}. */
final class FakeFleet implements Fleet {
  private static final Instant NOW = FakeDomain.NOW;

  private MaintenanceView ofAgent;
  private MaintenanceView ofRegion;

  final List<Caller> callers = new ArrayList<>();
  MaintenanceRequest lastRequest;
  String lastReason;
  CompletionStage<HealthView> health =
      completedFuture(new HealthView("ok", Map.of("cluster", "ok")));
  int changes;

  @Override
  public CompletionStage<Outcome<RegionList>> regions() {
    return completedFuture(Outcome.done(new RegionList(List.of(euWest()), List.of(), NOW)));
  }

  @Override
  public CompletionStage<Outcome<RegionView>> region(String regionId) {
    return completedFuture(
        regionId.equals("eu-west") ? Outcome.done(euWest()) : noRegion(regionId));
  }

  @Override
  public Outcome<RoundTripList> roundTrips(String region) {
    return Outcome.done(
        new RoundTripList(
            List.of(
                new RoundTripList.RoundTrip(
                    "eu-west", "Europe/Berlin", 24.5, RoundTripList.Prior.LISTED, 25, 24.0, 100),
                new RoundTripList.RoundTrip(
                    "eu-west", "Europe/Paris", 10, RoundTripList.Prior.ESTIMATED, 10, null, 0)),
            NOW));
  }

  @Override
  public CompletionStage<Outcome<AgentList>> agents(String region) {
    return completedFuture(Outcome.done(new AgentList(List.of(agent()), List.of(), NOW)));
  }

  @Override
  public CompletionStage<Outcome<AgentView>> agent(String agentId) {
    return completedFuture(agentId.equals("eu-west-1") ? Outcome.done(agent()) : noAgent(agentId));
  }

  @Override
  public CompletionStage<Outcome<AgentView>> drainAgent(
      Caller caller, String agentId, MaintenanceRequest request) {
    return changeAgent(caller, agentId, request, maintenance("DRAIN", request));
  }

  @Override
  public CompletionStage<Outcome<AgentView>> restoreAgent(
      Caller caller, String agentId, String reason) {
    lastReason = reason;
    return changeAgent(caller, agentId, null, null);
  }

  @Override
  public CompletionStage<Outcome<RegionView>> drainRegion(
      Caller caller, String regionId, MaintenanceRequest request) {
    return changeRegion(caller, regionId, request, maintenance("DRAIN", request));
  }

  @Override
  public CompletionStage<Outcome<RegionView>> evacuateRegion(
      Caller caller, String regionId, MaintenanceRequest request) {
    return changeRegion(caller, regionId, request, maintenance("EVACUATE", request));
  }

  @Override
  public CompletionStage<Outcome<RegionView>> restoreRegion(
      Caller caller, String regionId, String reason) {
    lastReason = reason;
    return changeRegion(caller, regionId, null, null);
  }

  @Override
  public CompletionStage<Outcome<ClusterView>> cluster() {
    return completedFuture(
        Outcome.done(
            new ClusterView(
                "127.0.0.1:25520",
                "0.1.0",
                null,
                List.of(new ClusterView.Member("127.0.0.1:25520", "Up", List.of())),
                List.of(),
                "up",
                NOW)));
  }

  @Override
  public CompletionStage<HealthView> ready() {
    return health;
  }

  private CompletionStage<Outcome<AgentView>> changeAgent(
      Caller caller, String agentId, MaintenanceRequest request, MaintenanceView then) {
    callers.add(caller);
    if (!agentId.equals("eu-west-1")) {
      return completedFuture(noAgent(agentId));
    }
    changes++;
    lastRequest = request;
    ofAgent = then;
    return agent(agentId);
  }

  private CompletionStage<Outcome<RegionView>> changeRegion(
      Caller caller, String regionId, MaintenanceRequest request, MaintenanceView then) {
    callers.add(caller);
    if (!regionId.equals("eu-west")) {
      return completedFuture(noRegion(regionId));
    }
    changes++;
    lastRequest = request;
    ofRegion = then;
    return region(regionId);
  }

  private static MaintenanceView maintenance(String kind, MaintenanceRequest request) {
    boolean force = Boolean.TRUE.equals(request.force());
    return new MaintenanceView(
        kind,
        "token:admin",
        request.reason(),
        NOW,
        NOW.plusSeconds(600),
        force,
        40,
        12,
        4,
        null,
        List.of(
            new MaintenanceView.Waiting(
                "relay/room-1/main", "room-" + "0".repeat(26), null, "its publisher is sending")));
  }

  private RegionView euWest() {
    Capacity some = new Capacity(4, 1000, 16);
    return new RegionView(
        "eu-west", "Europe/Dublin", 1, 1, some, new Capacity(0, 0, 0), 0, ofRegion, null);
  }

  private AgentView agent() {
    return new AgentView(
        "eu-west-1",
        "eu-west",
        AgentStatus.UP,
        URI.create("http://127.0.0.1:8090"),
        new Capacity(4, 1000, 16),
        new Capacity(0, 0, 0),
        ofAgent,
        null,
        NOW,
        List.of());
  }

  private static <T> Outcome<T> noRegion(String regionId) {
    return Outcome.refused(404, "region_not_found", "region: " + regionId);
  }

  private static <T> Outcome<T> noAgent(String agentId) {
    return Outcome.refused(404, "agent_not_found", "agent: " + agentId);
  }
}
