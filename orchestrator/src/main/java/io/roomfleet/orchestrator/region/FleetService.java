package io.roomfleet.orchestrator.region;

import com.datastax.oss.driver.api.core.CqlSession;
import io.roomfleet.api.region.AgentList;
import io.roomfleet.api.region.AgentView;
import io.roomfleet.api.region.ClusterView;
import io.roomfleet.api.region.HealthView;
import io.roomfleet.api.region.MaintenanceRequest;
import io.roomfleet.api.region.RegionList;
import io.roomfleet.api.region.RegionView;
import io.roomfleet.api.region.RoundTripList;
import io.roomfleet.orchestrator.http.Caller;
import io.roomfleet.orchestrator.http.Fleet;
import io.roomfleet.orchestrator.http.Outcome;
import io.roomfleet.orchestrator.region.RegionDesk.Described;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.japi.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP API's view of regions, agents and the cluster: asks the ledgers, each of which answers
 * for itself.
 */
public final class FleetService implements Fleet {
  private final RegionDesk ledgers;
  private final ClusterHealth health;
  private final FleetView view;
  private final Map<String, ZoneId> regions;
  private final InstantSource clock;

  public FleetService(
      ClusterSharding sharding,
      Cluster cluster,
      CqlSession cassandra,
      FleetView view,
      InstantSource clock,
      String version) {
    this.ledgers = new RegionDesk(sharding);
    this.health = new ClusterHealth(cluster, cassandra, clock, version);
    this.view = view;
    this.regions = view.zones();
    this.clock = clock;
  }

  @Override
  public CompletionStage<Outcome<RegionList>> regions() {
    return ledgers
        .describe(regions.keySet())
        .thenApply(
            all -> {
              List<RegionView> views = new ArrayList<>();
              for (Described one : all) {
                if (one.description() != null) {
                  views.add(view(one.region(), one.description()));
                }
              }
              return Outcome.done(
                  new RegionList(views, RegionDesk.unanswered(all), clock.instant()));
            });
  }

  @Override
  public CompletionStage<Outcome<RegionView>> region(String regionId) {
    if (!regions.containsKey(regionId)) {
      return noRegion(regionId);
    }
    return ledgers
        .describe(List.of(regionId))
        .thenApply(
            all -> {
              RegionCommand.Description description = all.get(0).description();
              return description == null
                  ? RegionDesk.silent(regionId)
                  : Outcome.done(view(regionId, description));
            });
  }

  @Override
  public CompletionStage<Outcome<AgentList>> agents(@Nullable String region) {
    Collection<String> asked = region == null ? regions.keySet() : List.of(region);
    return ledgers
        .describe(asked)
        .thenApply(
            all ->
                Outcome.done(
                    new AgentList(
                        RegionDesk.agentsOf(all), RegionDesk.unanswered(all), clock.instant())));
  }

  @Override
  public Outcome<RoundTripList> roundTrips(@Nullable String region) {
    Map<String, ZoneId> asked =
        region == null ? regions : Map.of(region, Objects.requireNonNull(regions.get(region)));
    return Outcome.done(RoundTripMapper.toDto(view.policy().latency(), asked, clock.instant()));
  }

  /** Of an agent that went from one region to another, the one that is heard. */
  @Override
  public CompletionStage<Outcome<AgentView>> agent(String agentId) {
    return ledgers
        .describe(regions.keySet())
        .thenApply(
            all -> {
              Optional<AgentView> found =
                  RegionDesk.agentsOf(all).stream()
                      .filter(agent -> agent.id().equals(agentId))
                      .min(Comparator.comparing(AgentView::status));
              List<String> unanswered = RegionDesk.unanswered(all);
              if (found.isPresent()) {
                return Outcome.done(found.get());
              }
              return unanswered.isEmpty()
                  ? noAgent(agentId)
                  : Outcome.refused(
                      503, "unavailable", "regions " + unanswered + " did not answer");
            });
  }

  @Override
  public CompletionStage<Outcome<AgentView>> drainAgent(
      Caller caller, String agentId, MaintenanceRequest request) {
    Maintenance.Wish wish = wish(Maintenance.Kind.DRAIN, caller, request);
    return changeAgent(agentId, replyTo -> new RegionCommand.Maintain(agentId, wish, replyTo));
  }

  @Override
  public CompletionStage<Outcome<AgentView>> restoreAgent(
      Caller caller, String agentId, @Nullable String reason) {
    return changeAgent(
        agentId, replyTo -> new RegionCommand.Restore(agentId, caller.name(), reason, replyTo));
  }

  @Override
  public CompletionStage<Outcome<RegionView>> drainRegion(
      Caller caller, String regionId, MaintenanceRequest request) {
    Maintenance.Wish wish = wish(Maintenance.Kind.DRAIN, caller, request);
    return changeRegion(regionId, replyTo -> new RegionCommand.Maintain(null, wish, replyTo));
  }

  @Override
  public CompletionStage<Outcome<RegionView>> evacuateRegion(
      Caller caller, String regionId, MaintenanceRequest request) {
    Maintenance.Wish wish = wish(Maintenance.Kind.EVACUATE, caller, request);
    return changeRegion(regionId, replyTo -> new RegionCommand.Maintain(null, wish, replyTo));
  }

  @Override
  public CompletionStage<Outcome<RegionView>> restoreRegion(
      Caller caller, String regionId, @Nullable String reason) {
    return changeRegion(
        regionId, replyTo -> new RegionCommand.Restore(null, caller.name(), reason, replyTo));
  }

  @Override
  public CompletionStage<Outcome<ClusterView>> cluster() {
    return health.view().thenApply(Outcome::done);
  }

  @Override
  public CompletionStage<HealthView> ready() {
    return health.ready();
  }

  private Maintenance.Wish wish(Maintenance.Kind kind, Caller caller, MaintenanceRequest request) {
    int seconds =
        Objects.requireNonNullElse(
            request.deadlineSeconds(), MaintenanceRequest.DEFAULT_DEADLINE_SECONDS);
    return new Maintenance.Wish(
        kind,
        caller.name(),
        request.reason(),
        clock.instant().plusSeconds(seconds),
        Boolean.TRUE.equals(request.force()));
  }

  private CompletionStage<Outcome<RegionView>> changeRegion(
      String regionId, Function<ActorRef<RegionCommand.Maintained>, RegionCommand> command) {
    return regions.containsKey(regionId)
        ? ledgers
            .change(regionId, command)
            .thenApply(outcome -> outcome.map(done -> view(regionId, done.description())))
        : noRegion(regionId);
  }

  private CompletionStage<Outcome<AgentView>> changeAgent(
      String agentId, Function<ActorRef<RegionCommand.Maintained>, RegionCommand> command) {
    return agent(agentId)
        .thenCompose(
            found ->
                found.fold(
                    done -> changeAgent(done.value().region(), agentId, command),
                    refused -> CompletableFuture.completedFuture(found)));
  }

  private CompletionStage<Outcome<AgentView>> changeAgent(
      String region,
      String agentId,
      Function<ActorRef<RegionCommand.Maintained>, RegionCommand> command) {
    return ledgers
        .change(region, command)
        .thenApply(
            outcome ->
                outcome.fold(
                    done ->
                        done.value().description().agents().stream()
                            .filter(agent -> agent.id().equals(agentId))
                            .findFirst()
                            .map(Outcome::done)
                            .orElseGet(() -> noAgent(agentId)),
                    refused -> new Outcome.Refused<>(refused.refusal())));
  }

  private RegionView view(String region, RegionCommand.Description description) {
    return RegionDesk.view(region, Objects.requireNonNull(regions.get(region)), description);
  }

  private <T> CompletionStage<Outcome<T>> noRegion(String regionId) {
    return CompletableFuture.completedFuture(
        Outcome.refused(
            404,
            "region_not_found",
            "region: " + regionId + " (expected: one of " + regions.keySet() + ")"));
  }

  private static <T> Outcome<T> noAgent(String agentId) {
    return Outcome.refused(
        404, "agent_not_found", "agent: " + agentId + " (expected: a known agent's id)");
  }
}
