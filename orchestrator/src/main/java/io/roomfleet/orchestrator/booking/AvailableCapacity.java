package io.roomfleet.orchestrator.booking;

import io.roomfleet.orchestrator.placement.Amount;
import io.roomfleet.orchestrator.placement.RegionSnapshot;
import io.roomfleet.orchestrator.region.FleetView;
import java.util.Map;
import java.util.Optional;

/**
 * What a region has to give: by side, the larger of what its agents have that take new assignments
 * now, and of what is planned for it. Any thread may ask.
 */
public final class AvailableCapacity {
  private final FleetView fleet;
  private final Map<String, Amount> planned;

  public AvailableCapacity(FleetView fleet, Map<String, Amount> planned) {
    this.fleet = fleet;
    this.planned = Map.copyOf(planned);
  }

  /** Empty while this node has not heard of the region: what is not known is not nothing. */
  Optional<Amount> of(String region) {
    return fleet.regions().stream()
        .filter(heard -> heard.id().equals(region))
        .findFirst()
        .map(RegionSnapshot::capacity)
        .map(now -> now.max(planned.getOrDefault(region, Amount.ZERO)));
  }
}
