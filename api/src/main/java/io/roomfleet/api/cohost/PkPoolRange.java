package io.roomfleet.api.cohost;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whom a room that waits accepts by now.
 *
 * @param step from 0; each is wider than the one before
 * @param sizeRatio how many times larger one audience may be than the other; null for any
 * @param strength how far apart the shares of rounds won may be, 0 to 1
 * @param fresh whether hosts that met of late may not meet
 * @param widerAt when it accepts more; null in the last step
 */
public record PkPoolRange(
    int step,
    @Nullable Double sizeRatio,
    double strength,
    boolean sameLanguage,
    boolean sameRegion,
    boolean fresh,
    @Nullable Instant widerAt) {}
