package io.roomfleet.api.cohost;

/** How a PK is played, times in seconds. */
public record PkRules(
    long countdownSeconds,
    long durationSeconds,
    long extraSeconds,
    int mostExtraTimes,
    long punishmentSeconds) {}
