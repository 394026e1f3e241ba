package io.roomfleet.orchestrator.room.relay;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a room knows of its active line and its sub-rooms, for each step.
 *
 * @param source the relay that takes the line in; null while there is none
 * @param live whether the line's own video comes in there
 * @param subRooms those that are not closed
 * @param placed those of them that had a place when they were last heard of
 */
public record LineFacts(
    String lineId,
    String sourceRegion,
    @Nullable URI source,
    boolean live,
    Set<String> subRooms,
    Set<String> placed) {}
