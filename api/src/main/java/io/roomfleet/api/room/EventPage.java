package io.roomfleet.api.room;

import java.util.List;

/**
 * Events of one room, oldest first.
 *
 * @param nextAfterSequence what to pass as {@code afterSequence} for the page that follows
 * @param hasMore false when the page reaches the newest event
 */
public record EventPage(List<RoomEvent> events, long nextAfterSequence, boolean hasMore) {}
