package io.roomfleet.orchestrator.placement.fleet;

import io.roomfleet.orchestrator.placement.fleet.FleetModel.Agent;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Region;
import io.roomfleet.orchestrator.placement.price.PlacementPolicy;
import java.util.HashMap;
import java.util.Map;

/**
 * How hot agents are: how full of what is booked on them, or how busy they measured themselves to
 * be, whichever is more. What is booked foretells; what is measured puts right what was foretold
 * wrongly.
 */
public final class Heat {
  private Heat() {}

  /** Of every agent that is there, 0 to 1; above 1 where it is overloaded. */
  public static Map<String, Double> byAgent(FleetModel model, PlacementPolicy policy) {
    Seating booked = Seating.ofAll(model, policy);
    Map<String, Double> heat = new HashMap<>();
    for (Region region : model.regions()) {
      for (Agent agent : region.agents()) {
        double share = booked.bookedOn(region.id(), agent.id()).shareOf(agent.capacity());
        heat.put(agent.id(), Math.max(share, agent.measured()));
      }
    }
    return heat;
  }
}
