package io.roomfleet.api.rebalance;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One sub-room that a rebalance moves.
 *
 * @param toAgentId the agent that is to take it; null where the region's ledger chooses
 * @param viewers expected, 0 when nobody told
 * @param savesPerHour US dollars, the price of the move taken off; 0 where it makes room for others
 * @param reason why it is to move, in one sentence
 * @param tries how often it was begun
 * @param outcome why it did not get there, or what it waits for; null otherwise
 */
public record RebalanceMove(
    RebalanceKind kind,
    String roomId,
    String subRoomId,
    String fromRegion,
    String fromAgentId,
    String toRegion,
    @Nullable String toAgentId,
    int viewers,
    double savesPerHour,
    String reason,
    State state,
    int tries,
    @Nullable Instant begunAt,
    @Nullable Instant endedAt,
    @Nullable String outcome) {
  /** How far it is. */
  public enum State {
    WAITING,
    /** The new place is being made; the old one plays. */
    MOVING,
    DONE,
    FAILED,
    /** Not to be moved any more, or not by this rebalance. */
    SKIPPED
  }
}
