package io.roomfleet.orchestrator.cohost;

import io.roomfleet.orchestrator.placement.AgentSearch;
import io.roomfleet.orchestrator.placement.AgentWish;
import io.roomfleet.orchestrator.placement.RegionSnapshot;
import io.roomfleet.orchestrator.placement.price.PlacementPolicy;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * In which regions a stage should be tried, best first: of those that, as far as was last heard,
 * have an agent that can take it, the one whose longest way to the regions of the hosts' lines is
 * the shortest; of equals the one with the smaller sum, then the first by id. Pure.
 *
 * @param zones of all regions that are configured
 */
record StageRegions(
    List<RegionSnapshot> regions, Map<String, ZoneId> zones, PlacementPolicy policy) {

  /**
   * @param hosts the regions of the hosts' lines; one that is not configured is left out
   * @param leaving the region that it is to leave; null for none
   */
  List<String> toTry(
      AgentWish wish, Collection<String> hosts, @Nullable String leaving, Instant at) {
    return regions.stream()
        .filter(region -> !region.id().equals(leaving))
        .filter(region -> new AgentSearch(region.agents(), wish, policy).isPossible())
        .sorted(
            Comparator.comparingDouble(
                    (RegionSnapshot region) -> ways(region, hosts, at).max().orElse(0))
                .thenComparingDouble(region -> ways(region, hosts, at).sum())
                .thenComparing(RegionSnapshot::id))
        .map(RegionSnapshot::id)
        .toList();
  }

  private DoubleStream ways(RegionSnapshot from, Collection<String> hosts, Instant at) {
    return hosts.stream()
        .filter(zones::containsKey)
        .mapToDouble(
            host ->
                host.equals(from.id())
                    ? 0
                    : policy
                        .latency()
                        .millis(
                            from.id(),
                            from.timeZone(),
                            Objects.requireNonNull(zones.get(host)),
                            at));
  }
}
