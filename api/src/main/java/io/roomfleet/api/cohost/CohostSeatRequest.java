package io.roomfleet.api.cohost;

import org.jspecify.annotations.Nullable;

/**
 * One to invite, or who asks to come up.
 *
 * @param bySeat who says so; left out by an operator
 */
public record CohostSeatRequest(CohostSeatSpec seat, @Nullable String bySeat) {}
