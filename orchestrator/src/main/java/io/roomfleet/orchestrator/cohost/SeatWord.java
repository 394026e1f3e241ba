package io.roomfleet.orchestrator.cohost;

import io.roomfleet.api.agent.StageState.WebRtcQuality;
import org.jspecify.annotations.Nullable;

/**
 * How one who is on the stage comes in.
 *
 * @param seat who
 * @param region and {@code agentId}: where the stage is
 * @param quality null when that one does not come by browser there any more
 */
public record SeatWord(
    String sessionId,
    SeatSpec seat,
    String region,
    String agentId,
    @Nullable WebRtcQuality quality) {}
