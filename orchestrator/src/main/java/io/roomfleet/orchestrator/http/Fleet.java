package io.roomfleet.orchestrator.http;

import io.roomfleet.api.region.AgentList;
import io.roomfleet.api.region.AgentView;
import io.roomfleet.api.region.ClusterView;
import io.roomfleet.api.region.HealthView;
import io.roomfleet.api.region.MaintenanceRequest;
import io.roomfleet.api.region.RegionList;
import io.roomfleet.api.region.RegionView;
import io.roomfleet.api.region.RoundTripList;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What the HTTP API needs of regions, agents and the cluster. Bodies come in checked. What changes
 * something is answered with how it is afterwards, by the region's ledger itself; asked twice, it
 * changes nothing more than a deadline.
 */
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

  /** Moves what it runs to other agents; or 404 {@code agent_not_found}. */
  CompletionStage<Outcome<AgentView>> drainAgent(
      Caller caller, String agentId, MaintenanceRequest request);

  /** Or 404 {@code agent_not_found}. */
  CompletionStage<Outcome<AgentView>> restoreAgent(
      Caller caller, String agentId, @Nullable String reason);

  /** Lets end what it runs; or 404 {@code region_not_found}. */
  CompletionStage<Outcome<RegionView>> drainRegion(
      Caller caller, String regionId, MaintenanceRequest request);

  /** Moves what it runs to other regions; or 404 {@code region_not_found}. */
  CompletionStage<Outcome<RegionView>> evacuateRegion(
      Caller caller, String regionId, MaintenanceRequest request);

  /** Or 404 {@code region_not_found}. */
  CompletionStage<Outcome<RegionView>> restoreRegion(
      Caller caller, String regionId, @Nullable String reason);

  /**
   * How far markets are from regions, as this node counts it.
   *
   * @param region a configured region, checked before; null means all
   */
  Outcome<RoundTripList> roundTrips(@Nullable String region);

  CompletionStage<Outcome<ClusterView>> cluster();

  /**
   * The checks behind {@code /health/ready}: cluster member up, Cassandra answers, projections run.
   * Asked every second or so by load balancers, so it must be cheap. A stage that fails or lasts
   * longer than 3 s counts as failing.
   */
  CompletionStage<HealthView> ready();
}
