package io.roomfleet.orchestrator.http;

import io.roomfleet.api.plan.PlanRequest;
import io.roomfleet.api.plan.PlanView;
import io.roomfleet.api.plan.ReplayRequest;
import io.roomfleet.api.plan.ReplayView;
import java.util.concurrent.CompletionStage;

/** What the HTTP API needs of plans. They change nothing. */
public interface Plans {
  /** Or 404 {@code room_not_found} or {@code agent_not_found} for what the request names. */
  CompletionStage<Outcome<PlanView>> plan(PlanRequest request);

  /** A recorded evening at other prices; or 404 {@code room_not_found}. */
  CompletionStage<Outcome<ReplayView>> replay(ReplayRequest request);
}
