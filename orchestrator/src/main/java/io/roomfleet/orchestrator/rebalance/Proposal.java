package io.roomfleet.orchestrator.rebalance;

import io.roomfleet.orchestrator.placement.fleet.FleetFigures;
import java.util.List;

/**
 * What could be moved, and what that would bring.
 *
 * @param moves in the order in which they should be made
 * @param before as the fleet stands
 * @param expected once all moves are made
 * @param summary in one sentence
 */
public record Proposal(
    List<PlannedMove> moves, FleetFigures before, FleetFigures expected, String summary) {
  public Proposal {
    moves = List.copyOf(moves);
  }
}
