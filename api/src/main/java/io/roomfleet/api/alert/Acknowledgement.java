package io.roomfleet.api.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody looks into an alert.
 *
 * @param note what they have to say, or null
 */
public record Acknowledgement(Instant at, String by, @Nullable String note) {}
