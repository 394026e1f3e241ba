package io.roomfleet.api.rebalance;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /v1/rebalances}.
 *
 * @param dryRun true to be told only what would move; null for false
 * @param kinds what may be moved for; null for all
 * @param moveBudget how many may be moved at most; null for the fleet's own limit
 * @param reason for the history, or null
 */
public record RebalanceRequest(
    @Nullable Boolean dryRun,
    @Nullable List<RebalanceKind> kinds,
    @Nullable Integer moveBudget,
    @Nullable String reason) {}
