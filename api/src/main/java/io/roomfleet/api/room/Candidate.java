package io.roomfleet.api.room;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One place that a placement looked at, or several that are told of together.
 *
 * @param kind {@code region} or {@code agent}; {@code regions} or {@code agents} for several
 * @param id of the region or the agent; {@code 980 more} for several
 * @param cost in US dollars for an hour of broadcast, of several the least; null when it could not
 *     take the assignment at all
 * @param verdict {@code chosen}, {@code costlier} or {@code impossible}
 * @param reason why, in a sentence that names the figures
 * @param terms what the cost is made of, by name; a term that is nothing is left out. Null where
 *     there is no cost, and in what was decided before terms were kept
 */
public record Candidate(
    String kind,
    String id,
    @Nullable Double cost,
    String verdict,
    String reason,
    @Nullable Map<String, Double> terms) {}
