package io.roomfleet.api.cohost;

import org.jspecify.annotations.Nullable;

/**
 * A room that is to wait for opponents, or says so again.
 *
 * @param seatId of its host; the room's host if left out
 * @param name for the picture; the seat's id if left out
 * @param language that the host speaks, such as {@code de}
 * @param region where the room is taken in; the room's source region if left out
 * @param viewers who watch now; by the live figures if left out
 * @param rooms how many are to meet, this one too, 2 to 4; 2 if left out
 * @param waitSeconds until it waits no more; 300 if left out
 */
public record PkPoolRequest(
    String roomId,
    @Nullable String seatId,
    @Nullable String name,
    String language,
    @Nullable String region,
    @Nullable Integer viewers,
    @Nullable Integer rooms,
    @Nullable Integer waitSeconds) {}
