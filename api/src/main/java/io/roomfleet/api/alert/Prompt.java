package io.roomfleet.api.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a host is asked to do, for the host's own screen.
 *
 * @param by who asks: {@code alerts}, or an operator
 * @param alertId the alert that it comes from; null for an operator's
 * @param overAt when it ceased to matter; null while it does
 */
public record Prompt(
    String id,
    Instant at,
    String text,
    String by,
    @Nullable String alertId,
    @Nullable Instant overAt) {}
