package io.roomfleet.api.rebalance;

/** What a rebalance may move for, the most urgent first. */
public enum RebalanceKind {
  /** To make room for sub-rooms that have no place. */
  NO_PLACE,
  /** To relieve agents and regions that are too full or too busy. */
  HOT_AGENTS,
  /** To make the fleet cheaper. */
  COST
}
