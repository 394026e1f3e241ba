package io.roomfleet.orchestrator.http;

import io.roomfleet.api.plan.PlanRequest;
import io.roomfleet.api.plan.PlanView;
import java.util.concurrent.CompletionStage;

/** What the HTTP API needs of plans. They change nothing. */
public interface Plans {
  /** Or 404 {@code room_not_found} or {@code agent_not_found} for what the request names. */
  CompletionStage<Outcome<PlanView>> plan(PlanRequest request);
}
