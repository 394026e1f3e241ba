package io.roomfleet.api.cohost;

import org.jspecify.annotations.Nullable;

/**
 * Whether one is heard.
 *
 * @param bySeat who says so; left out by an operator
 */
public record CohostMuteRequest(String seatId, boolean muted, @Nullable String bySeat) {}
