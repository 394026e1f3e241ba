package io.roomfleet.orchestrator.http;

import io.roomfleet.api.room.RoomStatus;
import org.jspecify.annotations.Nullable;

/**
 * Which rooms a list shows. What is null does not narrow it; what is given must all hold.
 *
 * @param region the source region
 * @param host the host's id
 */
public record RoomFilter(
    @Nullable RoomStatus status, @Nullable String region, @Nullable String host) {}
