package io.roomfleet.orchestrator.http;

import io.roomfleet.api.rebalance.RebalanceList;
import io.roomfleet.api.rebalance.RebalanceRequest;
import io.roomfleet.api.rebalance.RebalanceView;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What the HTTP API needs of rebalances. */
public interface Rebalancing {
  /** Plans, and begins to carry it out; or 409 {@code rebalance_running}. */
  CompletionStage<Outcome<RebalanceView>> start(Caller caller, RebalanceRequest request);

  /** The newest ones, without their moves. */
  CompletionStage<Outcome<RebalanceList>> list();

  /** Or 404 {@code rebalance_not_found}. */
  CompletionStage<Outcome<RebalanceView>> get(String id);

  /**
   * Begins no further move; what is over already stays as it is. Or 404 {@code
   * rebalance_not_found}.
   */
  CompletionStage<Outcome<RebalanceView>> cancel(Caller caller, String id, @Nullable String reason);
}
