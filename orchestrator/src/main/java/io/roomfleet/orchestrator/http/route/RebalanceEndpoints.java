package io.roomfleet.orchestrator.http.route;

import io.roomfleet.api.rebalance.RebalanceRequest;
import io.roomfleet.api.rebalance.RebalanceView;
import io.roomfleet.orchestrator.http.Outcome;
import io.roomfleet.orchestrator.http.Rebalancing;
import io.roomfleet.orchestrator.http.body.RebalanceBodies;
import io.roomfleet.orchestrator.http.body.RoomBodies;
import io.roomfleet.orchestrator.http.wire.Answer;
import io.roomfleet.orchestrator.http.wire.Call;
import io.roomfleet.orchestrator.http.wire.Endpoint;
import io.roomfleet.orchestrator.http.wire.Endpoint.Action;
import java.util.List;
import java.util.Set;

/** Rebalances: plan and begin one, see how far it is, and stop it. */
final class RebalanceEndpoints {
  private static final String ALL = "/v1/rebalances";
  private static final String ONE = "/v1/rebalances/{rebalanceId}";

  private final Rebalancing rebalances;

  RebalanceEndpoints(Rebalancing rebalances) {
    this.rebalances = rebalances;
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.post(ALL, this::start),
        // GET /v1/rebalances
        Endpoint.get(ALL, Set.of(), call -> Answers.shown(call, rebalances.list())),
        // GET /v1/rebalances/{rebalanceId}
        Endpoint.get(
            ONE,
            Set.of(),
            call -> Answers.shown(call, rebalances.get(call.parameter("rebalanceId")))),
        Endpoint.post(ONE + ":cancel", this::cancel));
  }

  // POST /v1/rebalances
  private Action start(Call call) {
    RebalanceRequest request = RebalanceBodies.rebalance(call.body());
    return caller ->
        Answers.done(call, rebalances.start(caller, request), RebalanceEndpoints::started);
  }

  private static Answer started(Outcome.Done<RebalanceView> done) {
    String id = done.value().id();
    return id == null
        ? Answer.of(200, done)
        : Answer.of(201, done).with("Location", ALL + "/" + id);
  }

  // POST /v1/rebalances/{rebalanceId}:cancel
  private Action cancel(Call call) {
    String reason = RoomBodies.reason(call.body()).reason();
    return caller ->
        Answers.done(
            call,
            rebalances.cancel(caller, call.parameter("rebalanceId"), reason),
            done -> Answer.of(200, done));
  }
}
