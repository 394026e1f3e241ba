package io.roomfleet.orchestrator.http.route;

import io.roomfleet.api.region.MaintenanceRequest;
import io.roomfleet.orchestrator.http.Caller;
import io.roomfleet.orchestrator.http.Fleet;
import io.roomfleet.orchestrator.http.Outcome;
import io.roomfleet.orchestrator.http.body.FleetBodies;
import io.roomfleet.orchestrator.http.body.RoomBodies;
import io.roomfleet.orchestrator.http.wire.Answer;
import io.roomfleet.orchestrator.http.wire.Call;
import io.roomfleet.orchestrator.http.wire.Endpoint;
import io.roomfleet.orchestrator.http.wire.Endpoint.Action;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/**
 * Regions, agents and the cluster: look at them, empty them, and let them take what comes again.
 */
final class FleetEndpoints {
  private final Fleet fleet;
  private final Set<String> regions;

  FleetEndpoints(Fleet fleet, Set<String> regions) {
    this.fleet = fleet;
    this.regions = regions;
  }

  List<Endpoint> all() {
    return List.of(
        // GET /v1/regions
        Endpoint.get("/v1/regions", Set.of(), call -> Answers.shown(call, fleet.regions())),
        // GET /v1/regions/{regionId}
        Endpoint.get(
            "/v1/regions/{regionId}",
            Set.of(),
            call -> Answers.shown(call, fleet.region(regionOf(call)))),
        Endpoint.post("/v1/regions/{regionId}:drain", this::drainRegion),
        Endpoint.post("/v1/regions/{regionId}:evacuate", this::evacuateRegion),
        Endpoint.post("/v1/regions/{regionId}:restore", this::restoreRegion),
        Endpoint.get("/v1/agents", Set.of("region"), this::agents),
        // GET /v1/agents/{agentId}
        Endpoint.get(
            "/v1/agents/{agentId}",
            Set.of(),
            call -> Answers.shown(call, fleet.agent(agentOf(call)))),
        Endpoint.post("/v1/agents/{agentId}:drain", this::drainAgent),
        Endpoint.post("/v1/agents/{agentId}:restore", this::restoreAgent),
        Endpoint.get("/v1/round-trips", Set.of("region"), this::roundTrips),
        // GET /v1/cluster
        Endpoint.get("/v1/cluster", Set.of(), call -> Answers.shown(call, fleet.cluster())));
  }

  // GET /v1/agents?region=
  private CompletionStage<HttpResponse> agents(Call call) {
    return Answers.shown(call, fleet.agents(call.query().oneOf("region", regions)));
  }

  // GET /v1/round-trips?region=
  private CompletionStage<HttpResponse> roundTrips(Call call) {
    return Answers.shown(
        call,
        CompletableFuture.completedFuture(fleet.roundTrips(call.query().oneOf("region", regions))));
  }

  // POST /v1/regions/{regionId}:drain
  private Action drainRegion(Call call) {
    MaintenanceRequest request = FleetBodies.runningEmpty(call.body());
    return done(call, caller -> fleet.drainRegion(caller, regionOf(call), request));
  }

  // POST /v1/regions/{regionId}:evacuate
  private Action evacuateRegion(Call call) {
    MaintenanceRequest request = FleetBodies.emptying(call.body());
    return done(call, caller -> fleet.evacuateRegion(caller, regionOf(call), request));
  }

  // POST /v1/regions/{regionId}:restore
  private Action restoreRegion(Call call) {
    String reason = RoomBodies.reason(call.body()).reason();
    return done(call, caller -> fleet.restoreRegion(caller, regionOf(call), reason));
  }

  // POST /v1/agents/{agentId}:drain
  private Action drainAgent(Call call) {
    MaintenanceRequest request = FleetBodies.emptying(call.body());
    return done(call, caller -> fleet.drainAgent(caller, agentOf(call), request));
  }

  // POST /v1/agents/{agentId}:restore
  private Action restoreAgent(Call call) {
    String reason = RoomBodies.reason(call.body()).reason();
    return done(call, caller -> fleet.restoreAgent(caller, agentOf(call), reason));
  }

  private static <T> Action done(Call call, Function<Caller, CompletionStage<Outcome<T>>> change) {
    return caller -> Answers.done(call, change.apply(caller), done -> Answer.of(200, done));
  }

  private static String regionOf(Call call) {
    return call.parameter("regionId");
  }

  private static String agentOf(Call call) {
    return call.parameter("agentId");
  }
}
