package io.roomfleet.orchestrator.region;

import io.roomfleet.api.agent.AssignmentKind;
import io.roomfleet.api.agent.Source;
import io.roomfleet.api.room.Candidate;
import io.roomfleet.orchestrator.placement.Amount;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An assignment that an agent of the region holds. While an order moves, up to three agents hold
 * it, each in its own role.
 *
 * @param order what was asked for
 * @param owner who asked, and is told what becomes of it
 * @param agentId who holds it
 * @param epoch larger for each new placement in this region; an agent replaces a smaller one
 * @param why the choice of the agent in one sentence
 * @param candidates every agent that was looked at
 * @param cause what led to this placement, such as {@code ordered} or the loss of another agent
 * @param parting of a LEAVING one; null for the others
 */
public record Reservation(
    Order order,
    Owner owner,
    Role role,
    String agentId,
    long epoch,
    String why,
    List<Candidate> candidates,
    String cause,
    @Nullable Parting parting) {

  public Reservation {
    // Before there were moves, there were no roles.
    role = Objects.requireNonNullElse(role, Role.ACTIVE);
  }

  /** Who asked for a reservation. */
  public enum Owner {
    /** The live room, for a line of its own as its publisher sends it. */
    ROOM,
    SUB_ROOM,
    /** A co-host session, for its mix. */
    SESSION,
    /** The ledger itself: the line's one copy in a region that is not its source. */
    REGION
  }

  /** Which of an order's places this is. */
  public enum Role {
    /** The place that counts. */
    ACTIVE,
    /** It takes over as soon as it plays. */
    NEXT,
    /** It was the place that counts, and goes on for those who have not left it yet. */
    LEAVING
  }

  /**
   * How long a place that was left goes on.
   *
   * @param movedTo of what went to another region: the master playlist, or the line's relay, at its
   *     new place
   */
  public record Parting(Instant since, Instant until, @Nullable URI movedTo) {}

  String id() {
    return order.id();
  }

  /** The order's id for the place that counts; another for each further role. */
  String key() {
    return keyOf(order.id(), role);
  }

  static String keyOf(String id, Role role) {
    return role == Role.ACTIVE ? id : id + "#" + role;
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

  boolean isActive() {
    return role == Role.ACTIVE;
  }

  Reservation with(Order newOrder, Owner newOwner, long newEpoch) {
    return new Reservation(
        newOrder, newOwner, role, agentId, newEpoch, why, candidates, cause, parting);
  }

  Reservation as(Role newRole, String newCause) {
    return new Reservation(order, owner, newRole, agentId, epoch, why, candidates, newCause, null);
  }

  /**
   * A line whose room gave it back while others still read it.
   *
   * @param upstream where it is taken in now; null while that is not known
   */
  Reservation ofRegion(String newCause, @Nullable URI upstream) {
    Order orphan =
        new Order(
            order.id(),
            order.kind(),
            order.roomId(),
            null,
            order.lineId(),
            0,
            order.cost(),
            null,
            new Source.Upstream(upstream, null),
            null,
            false,
            null,
            false,
            null);
    return new Reservation(
        orphan, Owner.REGION, role, agentId, epoch, why, candidates, newCause, null);
  }

  Reservation leaving(Parting until) {
    return new Reservation(
        order, owner, Role.LEAVING, agentId, epoch, why, candidates, cause, until);
  }
}
