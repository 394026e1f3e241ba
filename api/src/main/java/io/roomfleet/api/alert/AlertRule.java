package io.roomfleet.api.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A rule of alerts: a ready-made one, or what overrides it in a scope. Of several the narrowest
 * holds.
 *
 * @param id of the override, {@code <rule>@<scope>}; of a ready-made rule its own
 * @param rule which rule
 * @param roomId in which room it holds; null in all
 * @param subRoomId in which of its sub-rooms; null in all
 * @param enabled false when it is off there
 * @param threshold from which on it is bad
 * @param durationSeconds for how long it must be
 * @param readyMade whether it is as it comes
 */
public record AlertRule(
    String id,
    String rule,
    String name,
    AlertSeverity severity,
    @Nullable String roomId,
    @Nullable String subRoomId,
    boolean enabled,
    double threshold,
    String unit,
    long durationSeconds,
    boolean readyMade,
    @Nullable String by,
    @Nullable Instant changedAt) {}
