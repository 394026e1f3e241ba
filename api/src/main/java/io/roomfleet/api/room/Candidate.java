package io.roomfleet.api.room;

import org.jspecify.annotations.Nullable;

/**
 * One place that a placement looked at.
 *
 * @param kind {@code region} or {@code agent}
 * @param id of the region or the agent
 * @param cost smaller is better; null when it could not take the assignment at all
 * @param verdict {@code chosen}, {@code costlier} or {@code impossible}
 * @param reason why, in a sentence that names the figures
 */
public record Candidate(
    String kind, String id, @Nullable Double cost, String verdict, String reason) {}
