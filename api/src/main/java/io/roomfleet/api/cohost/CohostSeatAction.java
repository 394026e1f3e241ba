package io.roomfleet.api.cohost;

import org.jspecify.annotations.Nullable;

/**
 * What is to become of one in a session.
 *
 * @param reason for people
 * @param bySeat who says so; left out by an operator
 */
public record CohostSeatAction(String seatId, @Nullable String reason, @Nullable String bySeat) {}
