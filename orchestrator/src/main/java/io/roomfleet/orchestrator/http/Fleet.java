package io.roomfleet.orchestrator.http;

import io.roomfleet.api.region.AgentList;
import io.roomfleet.api.region.AgentView;
import io.roomfleet.api.region.ClusterView;
import io.roomfleet.api.region.HealthView;
import io.roomfleet.api.region.RegionList;
import io.roomfleet.api.region.RegionView;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What the HTTP API needs of regions, agents and the cluster. It changes nothing. */
public interface Fleet {
  CompletionStage<Outcome<RegionList>> regions();

  /** Or 404 {@code region_not_found}. */
  CompletionStage<Outcome<RegionView>> region(String regionId);

  /**
   * The agents of one region, or of all.
   *
   * @param region a configured region, checked before; null means all
   */
  CompletionStage<Outcome<AgentList>> agents(@Nullable String region);

  /** Or 404 {@code agent_not_found}. */
  CompletionStage<Outcome<AgentView>> agent(String agentId);

  CompletionStage<Outcome<ClusterView>> cluster();

  /**
   * The checks behind {@code /health/ready}: cluster member up, Cassandra answers, projections run.
   * Asked every second or so by load balancers, so it must be cheap. A stage that fails or lasts
   * longer than 3 s counts as failing.
   */
  CompletionStage<HealthView> ready();
}
