package io.roomfleet.orchestrator.region;

import com.datastax.oss.driver.api.core.CqlSession;
import io.roomfleet.api.region.AgentList;
import io.roomfleet.api.region.AgentStatus;
import io.roomfleet.api.region.AgentView;
import io.roomfleet.api.region.ClusterView;
import io.roomfleet.api.region.HealthView;
import io.roomfleet.api.region.RegionList;
import io.roomfleet.api.region.RegionView;
import io.roomfleet.orchestrator.http.Fleet;
import io.roomfleet.orchestrator.http.Outcome;
import io.roomfleet.orchestrator.placement.Amount;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.StreamSupport;
import org.apache.pekko.cluster.ClusterEvent;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.typed.Cluster;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP API's view of regions, agents and the cluster: asks the ledgers, each of which answers
 * for itself.
 */
public final class FleetService implements Fleet {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final ClusterSharding sharding;
  private final Cluster cluster;
  private final CqlSession cassandra;
  private final Map<String, ZoneId> regions;
  private final InstantSource clock;
  private final String version;

  public FleetService(
      ClusterSharding sharding,
      Cluster cluster,
      CqlSession cassandra,
      Map<String, ZoneId> regions,
      InstantSource clock,
      String version) {
    this.sharding = sharding;
    this.cluster = cluster;
    this.cassandra = cassandra;
    this.regions = new TreeMap<>(regions);
    this.clock = clock;
    this.version = version;
  }

  private record Described(String region, RegionCommand.@Nullable Description description) {
    List<AgentView> agents() {
      return description == null ? List.of() : description.agents();
    }
  }

  @Override
  public CompletionStage<Outcome<RegionList>> regions() {
    return describe(regions.keySet())
        .thenApply(
            all -> {
              List<RegionView> views = new ArrayList<>();
              for (Described one : all) {
                if (one.description() != null) {
                  views.add(regionView(one.region(), one.description()));
                }
              }
              return Outcome.done(new RegionList(views, unanswered(all), clock.instant()));
            });
  }

  @Override
  public CompletionStage<Outcome<RegionView>> region(String regionId) {
    if (!regions.containsKey(regionId)) {
      return CompletableFuture.completedFuture(
          Outcome.refused(
              404,
              "region_not_found",
              "region: " + regionId + " (expected: one of " + regions.keySet() + ")"));
    }
    return describe(List.of(regionId))
        .thenApply(
            all -> {
              RegionCommand.Description description = all.get(0).description();
              return description == null
                  ? Outcome.refused(503, "unavailable", "region " + regionId + " did not answer")
                  : Outcome.done(regionView(regionId, description));
            });
  }

  @Override
  public CompletionStage<Outcome<AgentList>> agents(@Nullable String region) {
    Collection<String> asked = region == null ? regions.keySet() : List.of(region);
    return describe(asked)
        .thenApply(
            all -> Outcome.done(new AgentList(agentsOf(all), unanswered(all), clock.instant())));
  }

  @Override
  public CompletionStage<Outcome<AgentView>> agent(String agentId) {
    return describe(regions.keySet())
        .thenApply(
            all -> {
              Optional<AgentView> found =
                  agentsOf(all).stream().filter(a -> a.id().equals(agentId)).findFirst();
              if (found.isPresent()) {
                return Outcome.done(found.get());
              }
              return unanswered(all).isEmpty()
                  ? Outcome.refused(
                      404,
                      "agent_not_found",
                      "agent: " + agentId + " (expected: a known agent's id)")
                  : Outcome.refused(
                      503, "unavailable", "regions " + unanswered(all) + " did not answer");
            });
  }

  private static List<AgentView> agentsOf(List<Described> all) {
    List<AgentView> agents = new ArrayList<>();
    all.forEach(one -> agents.addAll(one.agents()));
    return agents;
  }

  private static List<String> unanswered(List<Described> all) {
    return all.stream().filter(one -> one.description() == null).map(Described::region).toList();
  }

  private CompletionStage<List<Described>> describe(Collection<String> asked) {
    CompletableFuture<List<Described>> all = CompletableFuture.completedFuture(new ArrayList<>());
    for (String region : asked) {
      CompletableFuture<Described> one =
          sharding
              .entityRefFor(RegionEntity.TYPE_KEY, region)
              .<RegionCommand.Description>ask(
                  replyTo -> new RegionCommand.Describe(true, replyTo), PATIENCE)
              .handle((description, failure) -> new Described(region, description))
              .toCompletableFuture();
      all =
          all.thenCombine(
              one,
              (list, described) -> {
                list.add(described);
                return list;
              });
    }
    return all;
  }

  private RegionView regionView(String region, RegionCommand.Description description) {
    List<AgentView> agents = description.agents();
    Amount capacity = Amount.ZERO;
    Amount reserved = Amount.ZERO;
    int up = 0;
    int assignments = 0;
    for (AgentView agent : agents) {
      assignments += agent.assignments().size();
      if (agent.status() == AgentStatus.UP) {
        up++;
        capacity = capacity.plus(Amount.ofCapacity(agent.capacity()));
        reserved = reserved.plus(Amount.ofCapacity(agent.reserved()));
      }
    }
    return new RegionView(
        region,
        String.valueOf(regions.get(region)),
        agents.size(),
        up,
        capacity.toCapacity(),
        reserved.toCapacity(),
        assignments,
        description.maintenance(),
        description.holding());
  }

  @Override
  public CompletionStage<Outcome<ClusterView>> cluster() {
    ClusterEvent.CurrentClusterState state = cluster.state();
    List<ClusterView.Member> members =
        StreamSupport.stream(state.getMembers().spliterator(), false)
            .map(
                m ->
                    new ClusterView.Member(
                        m.address().toString(),
                        m.status().toString(),
                        m.getRoles().stream().sorted().toList()))
            .toList();
    List<String> unreachable =
        state.getUnreachable().stream().map(m -> m.address().toString()).sorted().toList();
    String leader = state.getLeader() == null ? null : state.getLeader().toString();
    String self = cluster.selfMember().address().toString();
    return cassandraCheck()
        .thenApply(
            up ->
                Outcome.done(
                    new ClusterView(
                        self,
                        version,
                        leader,
                        members,
                        unreachable,
                        up.equals("ok") ? "up" : up,
                        clock.instant())));
  }

  @Override
  public CompletionStage<HealthView> ready() {
    boolean up = cluster.selfMember().status().equals(MemberStatus.up());
    return cassandraCheck()
        .thenApply(
            cassandraSays -> {
              Map<String, String> checks = new LinkedHashMap<>();
              checks.put("cluster", up ? "ok" : "this node is " + cluster.selfMember().status());
              checks.put("cassandra", cassandraSays);
              boolean ok = checks.values().stream().allMatch("ok"::equals);
              return new HealthView(ok ? "ok" : "failing", checks);
            });
  }

  private CompletionStage<String> cassandraCheck() {
    return cassandra
        .executeAsync("SELECT release_version FROM system.local")
        .handle(
            (rows, failure) -> failure == null ? "ok" : "does not answer: " + failure.getMessage())
        .toCompletableFuture()
        .completeOnTimeout("does not answer within 2 s", 2, java.util.concurrent.TimeUnit.SECONDS);
  }
}
