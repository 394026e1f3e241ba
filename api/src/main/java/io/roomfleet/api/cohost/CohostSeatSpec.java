package io.roomfleet.api.cohost;

import org.jspecify.annotations.Nullable;

/**
 * One who is to be in a session.
 *
 * @param id of the person, 1 to 64 characters of {@code [A-Za-z0-9._-]}
 * @param kind HOST if left out
 * @param roomId of a host the own room; of a guest the room that the guest comes from
 * @param name for the picture; the id if left out
 * @param team in a PK; left out for one of the room alone
 */
public record CohostSeatSpec(
    String id,
    @Nullable CohostSeatKind kind,
    String roomId,
    @Nullable String name,
    @Nullable String team) {}
