package io.roomfleet.api.cohost;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One who is in a session, on the way into it, or was.
 *
 * @param team in a PK; null elsewhere
 * @param until when the present state ends by itself; null when it does not
 * @param mutedByOwner whether only the owner can unmute
 * @param exit how this one went out; null while not OUT
 * @param reason of the exit, in words
 * @param place in the picture; null for one who is not seen
 * @param quality of the way from the own browser; null while nothing comes from one, before it was
 *     measured, and in lists
 */
public record CohostSeat(
    String id,
    CohostSeatKind kind,
    String roomId,
    String name,
    @Nullable String team,
    CohostSeatState state,
    @Nullable Instant until,
    boolean muted,
    boolean mutedByOwner,
    @Nullable CohostExit exit,
    @Nullable String reason,
    @Nullable CohostRegion place,
    @Nullable CohostQuality quality) {}
