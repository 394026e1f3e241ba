package io.roomfleet.orchestrator.rebalance;

import io.roomfleet.api.rebalance.RebalanceKind;
import io.roomfleet.api.rebalance.RebalanceMove;
import io.roomfleet.orchestrator.placement.fleet.FleetFigures;
import io.roomfleet.orchestrator.platform.ClusterMessage;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** What the rebalancer is told. */
public sealed interface RebalanceCommand extends ClusterMessage {
  /**
   * Plan now, and carry it out.
   *
   * @param id of the rebalance, derived from the request: the same again changes nothing more
   * @param dryRun true to be told only
   * @param mostMoves null for the fleet's own limit
   */
  record Start(
      String id,
      boolean dryRun,
      Set<RebalanceKind> kinds,
      @Nullable Integer mostMoves,
      String by,
      String cause,
      ActorRef<RebalanceReply> replyTo)
      implements RebalanceCommand {}

  /** Begin no further move. */
  record Cancel(String id, String by, @Nullable String reason, ActorRef<RebalanceReply> replyTo)
      implements RebalanceCommand {}

  record Get(String id, ActorRef<RebalanceReply> replyTo) implements RebalanceCommand {}

  record GetAll(ActorRef<RebalanceReply> replyTo) implements RebalanceCommand {}

  /** Time to look what is open. */
  enum Tick implements RebalanceCommand {
    TICK
  }

  /** To itself: what became of looking at the fleet. */
  record Looked(Looks.Look look) implements RebalanceCommand {}

  /** To itself: the fleet could not be looked at. */
  record NotLooked(@Nullable Start asked, String why) implements RebalanceCommand {}

  /**
   * To itself: how far a move is.
   *
   * @param key of the try
   */
  record MoveSaid(
      String id, int index, String key, RebalanceMove.State state, @Nullable String words)
      implements RebalanceCommand {}

  /** To itself: how the fleet stands at the end of a rebalance; null when it could not be asked. */
  record Measured(String id, @Nullable FleetFigures after) implements RebalanceCommand {}
}
