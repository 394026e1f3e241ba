package io.roomfleet.api.room;

import io.roomfleet.api.Capacity;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a sub-room runs where it runs, or why it runs nowhere.
 *
 * @param decidedAt when
 * @param agentId the chosen agent, null when none could take it
 * @param reason the choice in one sentence
 * @param wanted what the sub-room needs
 * @param missing by side, what the best place was short of; null when it was placed
 * @param candidates every region and agent that was looked at, the chosen first
 */
public record Placement(
    Instant decidedAt,
    @Nullable String region,
    @Nullable String agentId,
    String reason,
    Capacity wanted,
    @Nullable Capacity missing,
    List<Candidate> candidates) {}
