package io.roomfleet.api.rebalance;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rebalance.
 *
 * @param id null for a dry run
 * @param by who asked for it; {@code rebalancer} for the fleet itself
 * @param cause why it began
 * @param summary what it moves and what that brings
 * @param ended why it ended early; null otherwise
 * @param before as the fleet stood when it was planned
 * @param expected once all moves are made
 * @param after as the fleet stood at its end; null before, and when the fleet could not be asked
 * @param total moves
 * @param done moves that were made
 * @param failed moves that came to nothing or were skipped
 * @param moves null in lists
 */
public record RebalanceView(
    @Nullable String id,
    RebalanceState state,
    String by,
    String cause,
    String summary,
    Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable String ended,
    RebalanceFigures before,
    RebalanceFigures expected,
    @Nullable RebalanceFigures after,
    int total,
    int done,
    int failed,
    @Nullable List<RebalanceMove> moves) {}
