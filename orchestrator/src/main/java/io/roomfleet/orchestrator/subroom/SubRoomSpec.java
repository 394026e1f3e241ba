package io.roomfleet.orchestrator.subroom;

import io.roomfleet.api.room.Ladder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a sub-room is to be, with every default filled in.
 *
 * @param id {@code market} in lower case
 * @param ladder with its renditions, best first, and its frame rate
 * @param wantedRegion the only region it may run in, null for any
 * @param allowedRegions the only regions it may run in, null for all
 */
public record SubRoomSpec(
    String id,
    String market,
    String locale,
    String timeZone,
    Ladder ladder,
    @Nullable String wantedRegion,
    @Nullable List<String> allowedRegions,
    int expectedViewers) {
  /** Those that it may run in; empty for all. */
  public List<String> regions() {
    if (wantedRegion != null) {
      return List.of(wantedRegion);
    }
    return allowedRegions == null ? List.of() : allowedRegions;
  }

  /** True when no rule of its own keeps it out of the region. */
  boolean mayRunIn(String region) {
    return regions().isEmpty() || regions().contains(region);
  }

  /** The one region that it may run in, null when there may be others. */
  @Nullable String onlyRegion() {
    return regions().size() == 1 ? regions().get(0) : null;
  }
}
