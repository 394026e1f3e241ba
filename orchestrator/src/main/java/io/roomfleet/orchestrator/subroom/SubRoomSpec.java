package io.roomfleet.orchestrator.subroom;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.roomfleet.api.room.Ladder;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a sub-room is to be, with every default filled in.
 *
 * @param id {@code market} in lower case
 * @param ladder with its renditions, best first, and its frame rate
 * @param wantedRegion the only region it may run in, null for any
 * @param allowedRegions the only regions it may run in, null for all
 * @param fallbackMarkets other markets of the room that its viewers may be led to, best first; null
 *     for none
 */
public record SubRoomSpec(
    String id,
    String market,
    String locale,
    String timeZone,
    Ladder ladder,
    @Nullable String wantedRegion,
    @Nullable List<String> allowedRegions,
    int expectedViewers,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> fallbackMarkets) {

  /** One whose viewers stay in it. */
  public SubRoomSpec(
      String id,
      String market,
      String locale,
      String timeZone,
      Ladder ladder,
      @Nullable String wantedRegion,
      @Nullable List<String> allowedRegions,
      int expectedViewers) {
    this(id, market, locale, timeZone, ladder, wantedRegion, allowedRegions, expectedViewers, null);
  }

  /** The ids of the sub-rooms that its viewers may be led to, best first. */
  List<String> fallbacks() {
    return fallbackMarkets == null
        ? List.of()
        : fallbackMarkets.stream().map(it -> it.toLowerCase(Locale.ROOT)).toList();
  }

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
