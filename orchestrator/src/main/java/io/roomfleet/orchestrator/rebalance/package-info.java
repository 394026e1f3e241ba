/**
 * Moves what runs so that the fleet stands better: what to move is worked out by {@link
 * io.roomfleet.orchestrator.rebalance.RebalancePlanner}, when and how fast is decided by {@link
 * io.roomfleet.orchestrator.rebalance.Rebalancer}.
 */
@NullMarked
package io.roomfleet.orchestrator.rebalance;

import org.jspecify.annotations.NullMarked;
