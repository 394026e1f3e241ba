package io.roomfleet.api.alert;

import org.jspecify.annotations.Nullable;

/**
 * Overrides a ready-made rule. What is null stays as it is ready-made.
 *
 * @param roomId for one room; null for the fleet
 * @param subRoomId for one sub-room of that room
 */
public record AlertRuleRequest(
    String rule,
    @Nullable String roomId,
    @Nullable String subRoomId,
    @Nullable Boolean enabled,
    @Nullable Double threshold,
    @Nullable Long durationSeconds) {}
