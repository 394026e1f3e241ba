package io.roomfleet.orchestrator.http.route;

import io.roomfleet.orchestrator.http.Fleet;
import io.roomfleet.orchestrator.http.wire.Call;
import io.roomfleet.orchestrator.http.wire.Endpoint;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** Regions, agents and the cluster, to look at. */
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
            call -> Answers.shown(call, fleet.region(call.parameter("regionId")))),
        Endpoint.get("/v1/agents", Set.of("region"), this::agents),
        // GET /v1/agents/{agentId}
        Endpoint.get(
            "/v1/agents/{agentId}",
            Set.of(),
            call -> Answers.shown(call, fleet.agent(call.parameter("agentId")))),
        // GET /v1/cluster
        Endpoint.get("/v1/cluster", Set.of(), call -> Answers.shown(call, fleet.cluster())));
  }

  // GET /v1/agents?region=
  private CompletionStage<HttpResponse> agents(Call call) {
    return Answers.shown(call, fleet.agents(call.query().oneOf("region", regions)));
  }
}
