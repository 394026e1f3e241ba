package io.roomfleet.api.cohost;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a round ended.
 *
 * @param round from 1
 * @param points by team
 * @param winner the team; null when nobody won
 * @param how what decided it
 * @param extraTimes how often time was added
 */
public record PkResult(
    int round,
    Map<String, Long> points,
    @Nullable String winner,
    PkHow how,
    int extraTimes,
    Instant startedAt,
    Instant endedAt) {}
