package io.roomfleet.api.cohost;

/** How long each step may take, in seconds. */
public record CohostTimes(
    long inviteSeconds,
    long reserveSeconds,
    long connectSeconds,
    long reconnectSeconds,
    long longestSeconds) {}
