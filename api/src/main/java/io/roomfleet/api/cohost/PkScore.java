package io.roomfleet.api.cohost;

import org.jspecify.annotations.Nullable;

/**
 * Points for a room.
 *
 * @param eventId of what brought them: counted once in a session
 * @param kind what brought them; {@code gift} if left out
 */
public record PkScore(String eventId, String roomId, long points, @Nullable String kind) {}
