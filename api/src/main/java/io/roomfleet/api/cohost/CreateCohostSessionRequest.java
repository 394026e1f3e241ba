package io.roomfleet.api.cohost;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session to begin. What is left out is as usual.
 *
 * @param seats the first invites the others and owns the session
 * @param rules of a PK
 */
public record CreateCohostSessionRequest(
    CohostMode mode,
    List<CohostSeatSpec> seats,
    @Nullable CohostLayout layout,
    @Nullable CohostTimes times,
    @Nullable PkRules rules) {}
