package io.roomfleet.orchestrator.region;

import io.roomfleet.api.region.AgentStatus;
import io.roomfleet.api.region.AgentView;
import io.roomfleet.api.region.RegionView;
import io.roomfleet.orchestrator.http.Outcome;
import io.roomfleet.orchestrator.placement.Amount;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.japi.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks the regions' ledgers, and puts what they say in the API's words. */
final class RegionDesk {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final ClusterSharding sharding;

  RegionDesk(ClusterSharding sharding) {
    this.sharding = sharding;
  }

  /** What a ledger said; null when it did not answer in time. */
  record Described(String region, RegionCommand.@Nullable Description description) {
    List<AgentView> agents() {
      return description == null ? List.of() : description.agents();
    }
  }

  /** Every region asked, in that order. */
  CompletionStage<List<Described>> describe(Collection<String> asked) {
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

  static List<AgentView> agentsOf(List<Described> all) {
    return all.stream().flatMap(one -> one.agents().stream()).toList();
  }

  static List<String> unanswered(List<Described> all) {
    return all.stream().filter(one -> one.description() == null).map(Described::region).toList();
  }

  /** Has a ledger change something; or 503 {@code unavailable} when it does not answer. */
  CompletionStage<Outcome<RegionCommand.Maintained>> change(
      String region, Function<ActorRef<RegionCommand.Maintained>, RegionCommand> command) {
    return sharding
        .entityRefFor(RegionEntity.TYPE_KEY, region)
        .<RegionCommand.Maintained>ask(command, PATIENCE)
        .handle((done, failure) -> failure == null ? Outcome.done(done) : silent(region));
  }

  static <T> Outcome<T> silent(String region) {
    return Outcome.refused(503, "unavailable", "region " + region + " did not answer");
  }

  static RegionView view(String region, ZoneId zone, RegionCommand.Description description) {
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
        zone.getId(),
        agents.size(),
        up,
        capacity.toCapacity(),
        reserved.toCapacity(),
        assignments,
        description.maintenance(),
        description.holding());
  }
}
