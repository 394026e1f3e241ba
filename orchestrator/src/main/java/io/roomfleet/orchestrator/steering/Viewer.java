package io.roomfleet.orchestrator.steering;

import io.roomfleet.orchestrator.steering.Atlas.Spot;
import org.jspecify.annotations.Nullable;

/**
 * For whom a route is looked for.
 *
 * @param subRoomId that it watches; null when one is to be chosen
 * @param country ISO 3166-1, two capital letters
 * @param language ISO 639, lower case
 * @param spot where it is, when that is known better than by country
 */
record Viewer(
    @Nullable String subRoomId,
    @Nullable String country,
    @Nullable String language,
    @Nullable Spot spot) {}
