package io.roomfleet.orchestrator.room;

import io.roomfleet.orchestrator.placement.AgentSearch;
import io.roomfleet.orchestrator.placement.AgentWish;
import io.roomfleet.orchestrator.placement.AssignmentCost;
import io.roomfleet.orchestrator.placement.RegionSnapshot;
import io.roomfleet.orchestrator.placement.price.PlacementPolicy;
import io.roomfleet.orchestrator.region.Order;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * In which regions a line should be tried, best first. Pure.
 *
 * <ol>
 *   <li>Where it was last: its publisher knows the way.
 *   <li>The room's source region: what was asked for.
 *   <li>Any other that the room allows, and that, as far as was last heard, has a copy of the line
 *       already or an agent that can take it in; of those the one from which the regions that have
 *       a copy are reached at the lowest price, and of equals the first by id.
 * </ol>
 *
 * <p>A region that the line is to leave is none of them. The ledgers decide.
 */
final class LineRegions {
  private final List<RegionSnapshot> regions;
  private final PlacementPolicy policy;

  LineRegions(List<RegionSnapshot> regions, PlacementPolicy policy) {
    this.regions = regions;
    this.policy = policy;
  }

  /**
   * @param order that would be sent there
   * @param leaving the region that it is to leave; null when it has no place
   */
  List<String> toTry(RoomSpec room, LineState line, Order order, @Nullable String leaving) {
    Set<String> all = new LinkedHashSet<>();
    if (leaving == null) {
      all.add(line.regionIn(room));
      all.add(room.sourceRegion());
    }
    regions.stream()
        .filter(region -> room.mayTakeInFrom(region.id()))
        .filter(region -> mayTake(region, order))
        .sorted(
            Comparator.comparing(
                    (RegionSnapshot region) -> !region.id().equals(room.sourceRegion()))
                .thenComparingDouble(region -> priceFrom(region.id(), order.id()))
                .thenComparing(RegionSnapshot::id))
        .forEach(region -> all.add(region.id()));
    all.removeIf(region -> region.equals(leaving));
    return new ArrayList<>(all);
  }

  private boolean mayTake(RegionSnapshot region, Order order) {
    AgentWish wish = AgentWish.of(order.cost(), order.abilities(), 0);
    return region.lines().contains(order.id()) && hasAgents(region)
        || new AgentSearch(region.agents(), wish, policy).isPossible();
  }

  private static boolean hasAgents(RegionSnapshot region) {
    return region.agents().rows().stream().anyMatch(agent -> agent.takesNew());
  }

  /** US dollars an hour for the copies that there are. */
  private double priceFrom(String candidate, String lineId) {
    long kbps = AssignmentCost.ofRelay().kbps();
    return regions.stream()
        .filter(other -> !other.id().equals(candidate) && other.lines().contains(lineId))
        .mapToDouble(other -> policy.egress().intoRegion(candidate, other.id(), kbps))
        .sum();
  }
}
