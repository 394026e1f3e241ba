package io.roomfleet.api.room;

import org.jspecify.annotations.Nullable;

/**
 * The body of {@code :end}, {@code :cancel}, {@code :close} and {@code :restore}; it may be left
 * out.
 *
 * @param reason for people who read the events later, up to 500 characters
 */
public record ReasonRequest(@Nullable String reason) {}
