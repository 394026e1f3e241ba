package io.roomfleet.api.cohost;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The way from one's browser to the agent of the stage, over the last seconds.
 *
 * @param lossPercent packets that did not come, before any was sent again, 0 to 100
 * @param jitterMillis of the worse of picture and sound
 * @param roundTripMillis null before it is known: it is measured once one watches somebody
 * @param asOf when the session last heard of it
 */
public record CohostQuality(
    double lossPercent, double jitterMillis, @Nullable Integer roundTripMillis, Instant asOf) {}
