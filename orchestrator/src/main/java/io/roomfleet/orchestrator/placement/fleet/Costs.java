package io.roomfleet.orchestrator.placement.fleet;

import io.roomfleet.orchestrator.placement.AssignmentCost;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Ladder;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Region;
import io.roomfleet.orchestrator.placement.price.Bill;
import io.roomfleet.orchestrator.placement.price.PlacementPolicy;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What ladders of a model cost in its regions. */
final class Costs {
  private final PlacementPolicy policy;
  private final Instant at;
  private final Set<String> linesIn = new HashSet<>();
  private final Map<String, Region> regions = new HashMap<>();

  Costs(FleetModel model, PlacementPolicy policy, Instant at) {
    this.policy = policy;
    this.at = at;
    model.regions().forEach(region -> regions.put(region.id(), region));
    model.lines().forEach(line -> linesIn.add(line.id() + " in " + line.region()));
    for (Ladder ladder : model.ladders()) {
      if (ladder.region() != null) {
        linesIn.add(ladder.line() + " in " + ladder.region());
      }
    }
  }

  /** Of a ladder where it runs, US dollars an hour; 0 of one that runs nowhere. */
  double now(Ladder ladder) {
    Region region = ladder.region() == null ? null : regions.get(ladder.region());
    return region == null ? 0 : of(ladder, region).total();
  }

  /** True when the line is in the region now, or is taken in there. */
  boolean hasLine(Ladder ladder, Region region) {
    return region.id().equals(ladder.sourceRegion())
        || linesIn.contains(ladder.line() + " in " + region.id());
  }

  /**
   * Of a ladder in a region, with the copy of its line where that is not yet. How full the region
   * is, is not in it: that the plan sees to.
   */
  Bill of(Ladder ladder, Region region) {
    double relay =
        hasLine(ladder, region)
            ? 0
            : policy
                .egress()
                .intoRegion(ladder.sourceRegion(), region.id(), AssignmentCost.ofRelay().kbps());
    double millis = policy.latency().millis(region.id(), region.timeZone(), ladder.market(), at);
    boolean stays = ladder.region() == null || ladder.region().equals(region.id());
    return new Bill(
        policy.egress().toViewers(region.id(), ladder.need().kbps()),
        policy.ofLatency(millis, ladder.viewers()),
        relay,
        stays ? 0 : policy.ofMove(ladder.viewers()),
        0,
        0);
  }
}
