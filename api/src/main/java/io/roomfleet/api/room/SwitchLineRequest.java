package io.roomfleet.api.room;

import org.jspecify.annotations.Nullable;

/**
 * Another line to play.
 *
 * @param lineId one of the room's lines; of a sub-room null to follow the room again
 * @param reason for who reads the events later, up to 500 characters; null for none
 */
public record SwitchLineRequest(@Nullable String lineId, @Nullable String reason) {}
