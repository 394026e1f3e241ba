package io.roomfleet.api.cohost;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session as one sees it who is on its stage by browser, and by a token alone.
 *
 * @param reason why the session is over, in words; null while it is not
 * @param serverTime the moment of this answer: a client takes the difference to its own clock
 * @param url below which one publishes and plays; null while no agent has the stage
 * @param waitsFor why no agent has it, in words; null while one has, and before it was looked for
 * @param seatId of the one who asks
 * @param tokenExpiresAt from when on the token counts no more; null once it does not
 * @param seats who is there, or on the way, in the order in which they came
 * @param pk null before the first round
 */
public record StageView(
    String sessionId,
    CohostMode mode,
    CohostStatus status,
    @Nullable String reason,
    Instant serverTime,
    @Nullable URI url,
    @Nullable String waitsFor,
    String seatId,
    @Nullable Instant tokenExpiresAt,
    List<StageSeat> seats,
    @Nullable PkRound pk) {}
