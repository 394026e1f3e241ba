package io.roomfleet.api.cohost;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One who is on a stage, or on the way to it.
 *
 * @param stageName as the stage names it, in the addresses below its url
 * @param byBrowser whether this one comes by the stage, and can be played there; else by an
 *     encoder, and is in the mix alone
 * @param team in a PK; null elsewhere
 * @param owns whether this one may moderate
 * @param until when the present state ends by itself; null when it does not
 * @param mutedByOwner whether only the owner can unmute
 * @param place in the picture; null for one who is not seen
 */
public record StageSeat(
    String id,
    String stageName,
    CohostSeatKind kind,
    String roomId,
    String name,
    boolean byBrowser,
    @Nullable String team,
    boolean owns,
    CohostSeatState state,
    @Nullable Instant until,
    boolean muted,
    boolean mutedByOwner,
    @Nullable CohostRegion place) {}
