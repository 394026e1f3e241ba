package io.roomfleet.api.room;

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
 */
public record SubRoomRequest(
    String market,
    String locale,
    String timeZone,
    @Nullable Ladder ladder,
    @Nullable String wantedRegion,
    @Nullable List<String> allowedRegions,
    @Nullable Integer expectedViewers) {}
