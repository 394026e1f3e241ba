package io.roomfleet.orchestrator.alert;

import org.jspecify.annotations.Nullable;

/**
 * What the alerts of a room tell it, or one of its sub-rooms, to do about the line that it plays.
 *
 * @param subRoomId null for the room
 * @param line that is not to be played
 * @param to the line that is to be played instead; null for another one that brings video
 * @param elsewhere whether it is to go to another region instead
 * @param cause in words
 */
public record LineWord(
    @Nullable String subRoomId,
    String line,
    @Nullable String to,
    boolean elsewhere,
    String cause,
    String alertId) {}
