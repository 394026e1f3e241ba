package io.roomfleet.orchestrator.placement.fleet;

import io.roomfleet.orchestrator.placement.fleet.FleetModel.Agent;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Ladder;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Openness;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Region;
import io.roomfleet.orchestrator.placement.price.PlacementPolicy;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How well a fleet stands, to be compared before and after.
 *
 * @param costPerHour of all ladders that run, US dollars
 * @param running ladders that run
 * @param withoutPlace ladders that wait for a place
 * @param hottestAgent the busiest agent of those that take what comes; null when there is none
 * @param hottestHeat its {@linkplain Heat heat}, 0 to 1; 0 when there is none
 */
public record FleetFigures(
    double costPerHour,
    int running,
    int withoutPlace,
    @Nullable String hottestAgent,
    double hottestHeat) {

  /**
   * Of a model.
   *
   * @param at standard times are taken at this instant
   */
  public static FleetFigures of(FleetModel model, PlacementPolicy policy, Instant at) {
    Costs costs = new Costs(model, policy, at);
    double cost = 0;
    int running = 0;
    for (Ladder ladder : model.ladders()) {
      cost += costs.now(ladder);
      running += ladder.region() == null ? 0 : 1;
    }
    Map<String, Double> heat = Heat.byAgent(model, policy);
    String hottest = null;
    double most = 0;
    for (Region region : model.regions()) {
      for (Agent agent : region.agents()) {
        boolean open = region.openness() == Openness.OPEN && agent.openness() == Openness.OPEN;
        double here = heat.getOrDefault(agent.id(), 0.0);
        if (open && (hottest == null || here > most)) {
          hottest = agent.id();
          most = here;
        }
      }
    }
    return new FleetFigures(cost, running, model.ladders().size() - running, hottest, most);
  }
}
