package io.roomfleet.api.cohost;

import io.roomfleet.api.agent.Canvas;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session to begin. What is left out is as usual.
 *
 * @param seats the first invites the others and owns the session
 * @param rules of a PK
 * @param canvas the picture that is mixed; 1280 x 720 at 30 pictures a second if left out
 */
public record CreateCohostSessionRequest(
    CohostMode mode,
    List<CohostSeatSpec> seats,
    @Nullable CohostLayout layout,
    @Nullable CohostTimes times,
    @Nullable PkRules rules,
    @Nullable Canvas canvas) {}
