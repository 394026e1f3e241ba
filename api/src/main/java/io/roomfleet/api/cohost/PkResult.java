package io.roomfleet.api.cohost;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a round ended.
 *
 * @param points by team
 * @param winner the team; null when nobody won
 */
public record PkResult(
    int round,
    Map<String, Long> points,
    @Nullable String winner,
    PkHow how,
    int extraTimes,
    Instant startedAt,
    Instant endedAt) {}
