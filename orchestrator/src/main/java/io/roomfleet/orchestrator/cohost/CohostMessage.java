package io.roomfleet.orchestrator.cohost;

import io.roomfleet.orchestrator.cohost.CohostCommand.Asker;
import io.roomfleet.orchestrator.cohost.slot.SlotWord;
import io.roomfleet.orchestrator.platform.ClusterMessage;
import io.roomfleet.orchestrator.region.LedgerWord;
import io.roomfleet.orchestrator.region.RegionCommand;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** What a session's actor is told. */
public sealed interface CohostMessage extends ClusterMessage {
  record Create(CohostSpec spec, Asker asker, ActorRef<CohostReply> replyTo)
      implements CohostMessage {}

  /** People want something of it. */
  record Tell(CohostCommand command, Asker asker, ActorRef<CohostReply> replyTo)
      implements CohostMessage {}

  record Get(ActorRef<CohostReply> replyTo) implements CohostMessage {}

  /**
   * One on the stage wants something, or, without a command, to see how it is.
   *
   * @param tokenHash of the token by which that one asks
   * @param command of that seat
   */
  record ByToken(
      String seatId,
      String tokenHash,
      @Nullable CohostCommand command,
      String requestId,
      ActorRef<CohostReply> replyTo)
      implements CohostMessage {}

  /** From a room, about what the session has of it. */
  record RoomSays(String roomId, SlotWord word) implements CohostMessage {}

  /** From a region's ledger, about the session's order for its mix. */
  record LedgerSaid(String region, LedgerWord word) implements CohostMessage {}

  /** A ledger has freed what the session gave back. */
  record LedgerFreed(RegionCommand.Released released) implements CohostMessage {}

  /** Something may be due, and its node may have been lost. */
  enum Wake implements CohostMessage {
    WAKE
  }

  /** Look again at what is due, and at what is still to be said. */
  enum Drive implements CohostMessage {
    DRIVE
  }

  /** Nothing has come for a while. */
  enum Idle implements CohostMessage {
    IDLE
  }
}
