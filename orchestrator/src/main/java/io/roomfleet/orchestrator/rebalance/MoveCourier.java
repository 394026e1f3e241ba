package io.roomfleet.orchestrator.rebalance;

import io.roomfleet.api.rebalance.RebalanceMove.State;
import io.roomfleet.api.room.SubRoom;
import io.roomfleet.api.room.SubRoomStatus;
import io.roomfleet.orchestrator.rebalance.RebalanceCommand.MoveSaid;
import io.roomfleet.orchestrator.region.RegionCommand;
import io.roomfleet.orchestrator.region.RegionCommand.Whereabouts;
import io.roomfleet.orchestrator.subroom.SubRoomCommand;
import io.roomfleet.orchestrator.subroom.SubRoomReply;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.jspecify.annotations.Nullable;

/**
 * Tells ledgers and sub-rooms what is to move, and hears how far it is. A move is told once, and
 * again after a restart, which changes nothing where it was heard; then it is only asked about. In
 * memory; of one actor.
 */
final class MoveCourier {
  static final String BY = "rebalancer";
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ActorContext<RebalanceCommand> context;
  private final RebalanceLinks links;
  private final Set<String> told = new HashSet<>();
  private final Set<String> asking = new HashSet<>();

  MoveCourier(ActorContext<RebalanceCommand> context, RebalanceLinks links) {
    this.context = context;
    this.links = links;
  }

  /** Nothing of a rebalance is remembered any more. */
  void forget() {
    told.clear();
    asking.clear();
  }

  /** Begins a move, or asks how far it is. Answered by {@link MoveSaid}. */
  void drive(Rebalance rebalance, int index) {
    Rebalance.Move move = rebalance.moves().get(index);
    String key = rebalance.id() + "/" + index + "/" + move.tries();
    if (!asking.add(key)) {
      return;
    }
    boolean first = told.add(key);
    if (move.plan().staysInItsRegion()) {
      askLedger(rebalance.id(), index, key, move.plan(), first);
    } else {
      askSubRoom(rebalance.id(), index, key, move.plan(), first);
    }
  }

  private static String cause(PlannedMove plan) {
    return "rebalance: " + plan.why();
  }

  private void askLedger(String id, int index, String key, PlannedMove plan, boolean first) {
    context.ask(
        Whereabouts.class,
        links.ledger(plan.fromRegion()),
        PATIENCE,
        replyTo ->
            new RegionCommand.MoveWithin(
                "transcode/" + plan.key(), first ? plan.toAgentId() : null, cause(plan), replyTo),
        (where, failure) -> {
          Said said = where == null ? Said.UNDER_WAY : of(plan, where);
          return new MoveSaid(id, index, key, said.state(), said.words());
        });
  }

  private void askSubRoom(String id, int index, String key, PlannedMove plan, boolean first) {
    context.ask(
        SubRoomReply.class,
        links.subRoom(plan.roomId(), plan.subRoomId()),
        PATIENCE,
        replyTo ->
            first
                ? new SubRoomCommand.Move(plan.toRegion(), cause(plan), BY, key, null, replyTo)
                : new SubRoomCommand.Get(replyTo),
        (reply, failure) -> {
          Said said = reply == null ? Said.UNDER_WAY : of(plan, reply);
          return new MoveSaid(id, index, key, said.state(), said.words());
        });
  }

  /** An answer has come, or is not waited for any more. */
  void answered(String key) {
    asking.remove(key);
  }

  /** How far a move is; WAITING when it may be tried again. */
  record Said(State state, @Nullable String words) {
    static final Said UNDER_WAY = new Said(State.MOVING, null);
    static final Said DONE = new Said(State.DONE, null);
  }

  static Said of(PlannedMove plan, Whereabouts where) {
    if (where.agentId() == null) {
      return new Said(State.SKIPPED, "region " + plan.fromRegion() + " holds it no more");
    } else if (where.agentId().equals(plan.toAgentId())) {
      return Said.DONE;
    } else if (plan.toAgentId() != null && plan.toAgentId().equals(where.nextAgentId())) {
      return Said.UNDER_WAY;
    } else if (where.refusal() != null) {
      return new Said(State.WAITING, where.refusal());
    } else if (!where.agentId().equals(plan.fromAgentId())) {
      return new Said(State.SKIPPED, "it is on agent " + where.agentId() + " now");
    }
    return new Said(State.WAITING, "agent " + plan.toAgentId() + " did not play it");
  }

  static Said of(PlannedMove plan, SubRoomReply reply) {
    if (reply instanceof SubRoomReply.Shown shown) {
      return of(plan, shown.subRoom());
    } else if (reply instanceof SubRoomReply.Refused refused) {
      State state = refused.code().equals("no_place") ? State.WAITING : State.SKIPPED;
      return new Said(state, refused.detail());
    }
    return new Said(State.SKIPPED, "there is no such sub-room");
  }

  private static Said of(PlannedMove plan, SubRoom subRoom) {
    boolean moves = subRoom.move() != null;
    if (subRoom.status() == SubRoomStatus.CLOSED) {
      return new Said(State.SKIPPED, "it is closed");
    } else if (plan.toRegion().equals(subRoom.region()) && !moves) {
      return Said.DONE;
    } else if (subRoom.region() == null) {
      return new Said(State.SKIPPED, "it has lost its place");
    } else if (moves) {
      return Said.UNDER_WAY;
    } else if (!plan.fromRegion().equals(subRoom.region())) {
      return new Said(State.SKIPPED, "it is in region " + subRoom.region() + " now");
    }
    return new Said(
        State.WAITING, "it did not get to play in region " + plan.toRegion() + ": see its events");
  }
}
