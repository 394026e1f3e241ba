package io.roomfleet.api.room;

import org.jspecify.annotations.Nullable;

/**
 * The body of {@code :migrate}; it may be left out.
 *
 * @param region where to; null for the best one that it may run in and does not
 * @param reason for people who read the events later, up to 500 characters
 */
public record MigrateRequest(@Nullable String region, @Nullable String reason) {}
