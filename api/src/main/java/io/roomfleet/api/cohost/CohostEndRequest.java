package io.roomfleet.api.cohost;

import org.jspecify.annotations.Nullable;

/**
 * Why it ends.
 *
 * @param bySeat who says so; left out by an operator
 */
public record CohostEndRequest(@Nullable String reason, @Nullable String bySeat) {}
