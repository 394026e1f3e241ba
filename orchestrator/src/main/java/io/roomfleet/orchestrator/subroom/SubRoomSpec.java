package io.roomfleet.orchestrator.subroom;

import io.roomfleet.api.room.Ladder;
import org.jspecify.annotations.Nullable;

/**
 * What a sub-room is to be, with every default filled in.
 *
 * @param id {@code market} in lower case
 * @param ladder with its renditions, best first, and its frame rate
 * @param wantedRegion the only region it may run in, null for any
 */
public record SubRoomSpec(
    String id,
    String market,
    String locale,
    String timeZone,
    Ladder ladder,
    @Nullable String wantedRegion,
    int expectedViewers) {}
