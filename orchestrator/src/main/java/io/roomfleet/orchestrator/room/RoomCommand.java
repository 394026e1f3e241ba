package io.roomfleet.orchestrator.room;

import com.fasterxml.jackson.databind.JsonNode;
import io.roomfleet.api.room.MeasuredSwitch;
import io.roomfleet.api.room.SubRoomStatus;
import io.roomfleet.orchestrator.cohost.slot.SlotCall;
import io.roomfleet.orchestrator.platform.ClusterMessage;
import io.roomfleet.orchestrator.region.LedgerWord;
import io.roomfleet.orchestrator.region.RegionCommand;
import io.roomfleet.orchestrator.subroom.CopyHeard;
import io.roomfleet.orchestrator.subroom.Report;
import io.roomfleet.orchestrator.subroom.SubRoomSpec;
import java.time.Instant;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** What a live room is told. */
public sealed interface RoomCommand extends ClusterMessage {
  /** Who asks, by which request, and which revision is expected (null for any). */
  record Asker(String by, String requestId, @Nullable Long expectedRevision) {}

  record Create(RoomSpec spec, Asker asker, ActorRef<RoomReply> replyTo) implements RoomCommand {}

  record Start(Asker asker, ActorRef<RoomReply> replyTo) implements RoomCommand {}

  record End(String reason, Asker asker, ActorRef<RoomReply> replyTo) implements RoomCommand {}

  record Cancel(String reason, Asker asker, ActorRef<RoomReply> replyTo) implements RoomCommand {}

  record AddSubRooms(List<SubRoomSpec> specs, Asker asker, ActorRef<RoomReply> replyTo)
      implements RoomCommand {}

  /**
   * Play another line, in all sub-rooms that follow the room.
   *
   * @param cause for people
   */
  record SwitchLine(String lineId, String cause, Asker asker, ActorRef<RoomReply> replyTo)
      implements RoomCommand {}

  /**
   * From its alerts: play another line than this one, if you play it and may.
   *
   * @param to the line from which you came, since the one that you play did not help; null for
   *     another one that brings video
   * @param by whose word it is
   */
  record LeaveLine(String lineId, @Nullable String to, String cause, String by)
      implements RoomCommand {}

  /** From its alerts: this is how viewers saw that you, or a sub-room, switched lines. */
  record SwitchMeasured(MeasuredSwitch measured, ActorRef<RoomReply> replyTo)
      implements RoomCommand {}

  /** About its agenda; answered with {@link RoomReply.AgendaShown}. */
  record OfAgenda(AgendaWish wish, Asker asker, ActorRef<RoomReply> replyTo)
      implements RoomCommand {}

  record Get(ActorRef<RoomReply> replyTo) implements RoomCommand {}

  /**
   * Tell {@code watcher} the newest sequence, now and whenever it grows. Said again each few
   * seconds.
   */
  record Watch(ActorRef<Sequence> watcher) implements RoomCommand {}

  /** The watcher is gone. */
  record Unwatch(ActorRef<Sequence> watcher) implements RoomCommand {}

  /** The newest sequence of a room's events; 0 when there is no such room. */
  record Sequence(long newest) implements ClusterMessage {}

  /** From the schedule: something may be due. */
  enum Wake implements RoomCommand {
    WAKE
  }

  /**
   * From a sub-room: I know your brief, and this is what happened here.
   *
   * @param copies of the line where it is; null while it does not know, as after a restart
   */
  record SubRoomSays(
      String subRoomId,
      long version,
      SubRoomStatus status,
      List<Report> reports,
      @Nullable List<CopyHeard> copies)
      implements RoomCommand {}

  /**
   * From a region's ledger, about a line.
   *
   * @param region null from a node of a version in which lines stayed in the source region
   */
  record LedgerSaid(String lineId, @Nullable String region, LedgerWord word)
      implements RoomCommand {}

  /** From a region's ledger: the line is freed there. */
  record LedgerFreed(RegionCommand.Released released) implements RoomCommand {}

  /** From a co-host session, about what it has of the room. */
  record SessionCalls(SlotCall call) implements RoomCommand {}

  /** From a co-host session that has, or had, the room: this happened there. */
  record SessionTells(
      String sessionId,
      long number,
      String what,
      String by,
      JsonNode data,
      Instant at,
      ActorRef<RoomReply> replyTo)
      implements RoomCommand {}

  /** Look again at what is still to be done. */
  enum Drive implements RoomCommand {
    DRIVE
  }

  /** Nothing has come for a while. */
  enum Idle implements RoomCommand {
    IDLE
  }
}
