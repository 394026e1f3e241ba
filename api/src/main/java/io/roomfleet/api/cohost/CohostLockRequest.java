package io.roomfleet.api.cohost;

import org.jspecify.annotations.Nullable;

/**
 * Whether nobody can come into it any more.
 *
 * @param bySeat who says so; left out by an operator
 */
public record CohostLockRequest(boolean locked, @Nullable String bySeat) {}
