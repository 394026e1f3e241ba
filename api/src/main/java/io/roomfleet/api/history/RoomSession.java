package io.roomfleet.api.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The co-host session that had a room.
 *
 * @param heldUntil until when the room was only held for it; null when it was in it
 */
public record RoomSession(String sessionId, @Nullable Instant heldUntil) {}
