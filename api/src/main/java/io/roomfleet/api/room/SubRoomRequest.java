package io.roomfleet.api.room;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A regional sub-room to add to a room.
 *
 * @param market unique in the room, 1 to 32 characters of {@code [A-Za-z0-9-]}; its lower case is
 *     the sub-room's id
 * @param locale BCP 47, such as {@code de-DE}
 * @param timeZone IANA, such as {@code Europe/Berlin}
 * @param ladder null means the preset {@code standard} at 30 frames a second
 * @param wantedRegion the only region it may run in; null lets the placement choose
 * @param allowedRegions the only regions it may run in, a wanted one among them; null allows all
 * @param expectedViewers at the peak, 0 to 100,000,000; null means 0
 * @param fallbackMarkets other markets of the room, best first, to which viewers may be led while
 *     their own edge is in trouble; null means that they stay
 */
public record SubRoomRequest(
    String market,
    String locale,
    String timeZone,
    @Nullable Ladder ladder,
    @Nullable String wantedRegion,
    @Nullable List<String> allowedRegions,
    @Nullable Integer expectedViewers,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> fallbackMarkets) {

  /** One whose viewers stay in it. */
  public SubRoomRequest(
      String market,
      String locale,
      String timeZone,
      @Nullable Ladder ladder,
      @Nullable String wantedRegion,
      @Nullable List<String> allowedRegions,
      @Nullable Integer expectedViewers) {
    this(market, locale, timeZone, ladder, wantedRegion, allowedRegions, expectedViewers, null);
  }
}
