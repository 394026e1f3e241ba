package io.roomfleet.orchestrator.subroom;

import io.roomfleet.orchestrator.booking.CalendarWord;
import io.roomfleet.orchestrator.platform.ClusterMessage;
import io.roomfleet.orchestrator.region.LedgerWord;
import io.roomfleet.orchestrator.region.RegionCommand;
import io.roomfleet.orchestrator.region.RelayFeed;
import java.time.Instant;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** What a sub-room is told. */
public sealed interface SubRoomCommand extends ClusterMessage {
  /**
   * From the room: what you are, and how I am. Answered by {@code RoomCommand.SubRoomSays}.
   *
   * @param feeds by region, what the copy of the line there is to read; null when that is not known
   */
  record Follow(SubRoomSpec spec, RoomBrief brief, @Nullable Map<String, RelayFeed> feeds)
      implements SubRoomCommand {}

  /** From the room: I have kept your reports up to this number. */
  record Noted(long number) implements SubRoomCommand {}

  /** From a region's ledger, about this sub-room's order there. */
  record LedgerSaid(String region, LedgerWord word) implements SubRoomCommand {}

  /** From a region's ledger: nothing of yours up to this attempt is left here. */
  record LedgerFreed(RegionCommand.Released released) implements SubRoomCommand {}

  /** From a region's calendar, about this sub-room's booking there. */
  record CalendarSaid(String region, CalendarWord word) implements SubRoomCommand {}

  /** Take it down for good. */
  record Close(
      String by,
      String requestId,
      @Nullable String reason,
      @Nullable Long expectedRevision,
      ActorRef<SubRoomReply> replyTo)
      implements SubRoomCommand {}

  /**
   * Go to another region, and play on until you play there.
   *
   * @param region where to; null for the best one that is not your own
   * @param requestId one that was answered before changes nothing more; null when none is kept
   * @param replyTo null when nobody waits for an answer
   */
  record Move(
      @Nullable String region,
      String cause,
      String by,
      @Nullable String requestId,
      @Nullable Long expectedRevision,
      @Nullable ActorRef<SubRoomReply> replyTo)
      implements SubRoomCommand {}

  /**
   * Play a line of your own.
   *
   * @param lineId null to follow the room again
   * @param requestId one that was answered before changes nothing more
   */
  record SwitchLine(
      @Nullable String lineId,
      String cause,
      String by,
      String requestId,
      @Nullable Long expectedRevision,
      ActorRef<SubRoomReply> replyTo)
      implements SubRoomCommand {}

  /**
   * From the alerts of your room: play another line than this one, if you play it and may.
   *
   * @param to the line from which you came, since the one that you play did not help; null for
   *     another one that brings video
   * @param by whose word it is
   */
  record LeaveLine(String lineId, @Nullable String to, String cause, String by)
      implements SubRoomCommand {}

  /**
   * From the plan of the fleet: of the regions that may have a place for you, this one is to be
   * asked first. Lost, it only makes the fleet a little dearer.
   */
  record Advise(String region, Instant until) implements SubRoomCommand {}

  /** Show yourself. */
  record Get(ActorRef<SubRoomReply> replyTo) implements SubRoomCommand {}

  /** Look again at what is still to be done. */
  enum Drive implements SubRoomCommand {
    DRIVE
  }

  /** Nothing has come for a while. */
  enum Idle implements SubRoomCommand {
    IDLE
  }
}
