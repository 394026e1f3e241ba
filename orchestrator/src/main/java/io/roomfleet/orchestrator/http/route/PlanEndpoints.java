package io.roomfleet.orchestrator.http.route;

import io.roomfleet.api.plan.PlanRequest;
import io.roomfleet.api.plan.ReplayRequest;
import io.roomfleet.orchestrator.http.Plans;
import io.roomfleet.orchestrator.http.body.PlanBodies;
import io.roomfleet.orchestrator.http.wire.Answer;
import io.roomfleet.orchestrator.http.wire.Call;
import io.roomfleet.orchestrator.http.wire.Endpoint;
import io.roomfleet.orchestrator.http.wire.Endpoint.Action;
import java.util.List;
import java.util.Set;

/** What would happen. */
final class PlanEndpoints {
  private final Plans plans;
  private final Set<String> regions;

  PlanEndpoints(Plans plans, Set<String> regions) {
    this.plans = plans;
    this.regions = regions;
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.post("/v1/plans", this::plan), Endpoint.post("/v1/plans:replay", this::replay));
  }

  // POST /v1/plans
  private Action plan(Call call) {
    PlanRequest request = PlanBodies.plan(call.body(), regions);
    return caller -> Answers.done(call, plans.plan(request), done -> Answer.of(200, done));
  }

  // POST /v1/plans:replay
  private Action replay(Call call) {
    ReplayRequest request = PlanBodies.replay(call.body());
    return caller -> Answers.done(call, plans.replay(request), done -> Answer.of(200, done));
  }
}
