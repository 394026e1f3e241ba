package io.roomfleet.api.rebalance;

/** How far a rebalance is. */
public enum RebalanceState {
  /** Only planned, because only that was asked for. Not kept. */
  DRY_RUN,
  /** Planned by the fleet itself, which does not carry out such plans unasked. */
  SUGGESTED,
  /** Its moves are being carried out. */
  RUNNING,
  /** No further move begins; those under way come to their end. */
  STOPPING,
  /** Every move was made or came to nothing. */
  COMPLETED,
  /** Ended early, since the fleet is not as it was when the moves were planned. */
  STOPPED,
  /** Ended early by somebody. */
  CANCELLED,
  /** A suggestion that nobody took up. */
  EXPIRED
}
