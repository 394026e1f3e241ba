package io.roomfleet.api.cohost;

/** Mutes the one who asks, or no more. */
public record StageMuteRequest(boolean muted) {}
