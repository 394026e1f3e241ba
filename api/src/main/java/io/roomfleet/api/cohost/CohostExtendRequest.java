package io.roomfleet.api.cohost;

import org.jspecify.annotations.Nullable;

/**
 * More time for a round.
 *
 * @param bySeat who says so; left out by an operator
 */
public record CohostExtendRequest(long moreSeconds, @Nullable String bySeat) {}
