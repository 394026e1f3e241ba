package io.roomfleet.orchestrator.region;

import io.roomfleet.api.agent.AssignmentKind;
import io.roomfleet.api.room.Candidate;
import io.roomfleet.orchestrator.placement.Amount;
import java.util.List;

/**
 * An assignment that an agent of the region holds.
 *
 * @param order what was asked for
 * @param owner who asked, and is told what becomes of it
 * @param agentId who holds it
 * @param epoch larger for each new placement in this region; an agent replaces a smaller one
 * @param why the choice of the agent in one sentence
 * @param candidates every agent that was looked at
 * @param cause what led to this placement, such as {@code ordered} or the loss of another agent
 */
public record Reservation(
    Order order,
    Owner owner,
    String agentId,
    long epoch,
    String why,
    List<Candidate> candidates,
    String cause) {

  /** Who asked for a reservation. */
  public enum Owner {
    /** The live room, for its own line in its source region. */
    ROOM,
    SUB_ROOM,
    /** The ledger itself: the line's one copy in a region that is not its source. */
    REGION
  }

  String id() {
    return order.id();
  }

  Amount cost() {
    return order.cost();
  }

  boolean isRelay() {
    return order.kind() == AssignmentKind.RELAY;
  }

  boolean isTranscode() {
    return order.kind() == AssignmentKind.TRANSCODE;
  }

  Reservation with(Order newOrder, Owner newOwner, long newEpoch) {
    return new Reservation(newOrder, newOwner, agentId, newEpoch, why, candidates, cause);
  }
}
