package io.roomfleet.orchestrator.rebalance;

import io.roomfleet.orchestrator.placement.fleet.FleetModel;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Agent;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Region;
import io.roomfleet.orchestrator.placement.fleet.Heat;
import io.roomfleet.orchestrator.placement.price.PlacementPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * How busy agents were lately, smoothed, and since when each is hot: a busy second moves nobody. In
 * memory; of one actor. After a restart it begins anew, and waits as long as it would have.
 */
final class HeatMemory {
  /** Weight of the newest measurement. */
  private static final double NEWEST = 0.4;

  private final Supplier<PlacementPolicy> policy;
  private final double hot;
  private final Map<String, Double> smoothed = new HashMap<>();
  private final Map<String, Instant> hotSince = new TreeMap<>();

  HeatMemory(Supplier<PlacementPolicy> policy, double hot) {
    this.policy = policy;
    this.hot = hot;
  }

  /** Takes in what a survey found, and answers it with the smoothed figures. */
  FleetModel take(FleetModel model, Instant now) {
    Set<String> there = new HashSet<>();
    for (Region region : model.regions()) {
      for (Agent agent : region.agents()) {
        there.add(agent.id());
        smoothed.merge(
            agent.id(), agent.measured(), (before, newest) -> before + NEWEST * (newest - before));
      }
    }
    smoothed.keySet().retainAll(there);
    FleetModel smooth = model.withMeasured(agent -> smoothed.getOrDefault(agent.id(), 0.0));
    Map<String, Double> heat = Heat.byAgent(smooth, policy.get());
    heat.forEach(
        (agent, share) -> {
          if (share >= hot) {
            hotSince.putIfAbsent(agent, now);
          } else {
            hotSince.remove(agent);
          }
        });
    hotSince.keySet().retainAll(there);
    return smooth;
  }

  /** Agents that have been hot for at least so long, by id. */
  Set<String> hotFor(Duration span, Instant now) {
    Set<String> hotAgents = new HashSet<>();
    hotSince.forEach(
        (agent, since) -> {
          if (!now.isBefore(since.plus(span))) {
            hotAgents.add(agent);
          }
        });
    return hotAgents;
  }
}
