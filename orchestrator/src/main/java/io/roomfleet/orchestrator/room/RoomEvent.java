package io.roomfleet.orchestrator.room;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import io.roomfleet.api.room.AgendaItem;
import io.roomfleet.api.room.LineInput;
import io.roomfleet.api.room.MeasuredSwitch;
import io.roomfleet.orchestrator.cohost.slot.SlotEvent;
import io.roomfleet.orchestrator.platform.JournalEvent;
import io.roomfleet.orchestrator.subroom.Report;
import io.roomfleet.orchestrator.subroom.SubRoomSpec;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened in a live room. Each is one event of the API, and its place in the journal is its
 * sequence there.
 *
 * <p>{@code by} is who caused it; {@code requestId} is the request that did, by which its repeat is
 * known.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = RoomEvent.Created.class, name = "room.created"),
  @JsonSubTypes.Type(value = RoomEvent.PreparationStarted.class, name = "room.preparing"),
  @JsonSubTypes.Type(value = RoomEvent.Started.class, name = "room.started"),
  @JsonSubTypes.Type(value = RoomEvent.Ended.class, name = "room.ended"),
  @JsonSubTypes.Type(value = RoomEvent.Cancelled.class, name = "room.cancelled"),
  @JsonSubTypes.Type(value = RoomEvent.SubRoomAdded.class, name = "sub_room.requested"),
  @JsonSubTypes.Type(value = RoomEvent.SubRoomReported.class, name = "sub_room.reported"),
  @JsonSubTypes.Type(value = RoomEvent.LineAssigned.class, name = "line.assigned"),
  @JsonSubTypes.Type(value = RoomEvent.LineUnassigned.class, name = "line.unassigned"),
  @JsonSubTypes.Type(value = RoomEvent.LineChanged.class, name = "line.changed"),
  @JsonSubTypes.Type(value = RoomEvent.LineMoving.class, name = "line.moving"),
  @JsonSubTypes.Type(value = RoomEvent.LineNextChanged.class, name = "line.next_changed"),
  @JsonSubTypes.Type(value = RoomEvent.LineMoved.class, name = "line.moved"),
  @JsonSubTypes.Type(value = RoomEvent.LineMoveFailed.class, name = "line.move_failed"),
  @JsonSubTypes.Type(value = RoomEvent.LineMoveEnded.class, name = "line.move_ended"),
  @JsonSubTypes.Type(value = RoomEvent.LineParted.class, name = "line.parted"),
  @JsonSubTypes.Type(value = RoomEvent.LineSwitched.class, name = "line.switched"),
  @JsonSubTypes.Type(value = RoomEvent.LineSwitchChecked.class, name = "line.switch_checked"),
  @JsonSubTypes.Type(value = RoomEvent.LineSwitchMeasured.class, name = "line.switch_measured"),
  @JsonSubTypes.Type(value = RoomEvent.AgendaSet.class, name = "room.agenda_set"),
  @JsonSubTypes.Type(value = RoomEvent.AgendaItemStarted.class, name = "agenda.item_started"),
  @JsonSubTypes.Type(value = RoomEvent.MixLineChanged.class, name = "line.mix_changed"),
  @JsonSubTypes.Type(value = RoomEvent.SlotChanged.class, name = "co_host.room_changed"),
  @JsonSubTypes.Type(value = RoomEvent.SessionTold.class, name = "co_host.told")
})
public sealed interface RoomEvent extends JournalEvent {
  Instant at();

  record Created(String roomId, RoomSpec spec, String by, String requestId, Instant at)
      implements RoomEvent {}

  record PreparationStarted(String by, Instant at) implements RoomEvent {}

  record Started(String by, @Nullable String requestId, Instant at) implements RoomEvent {}

  record Ended(String by, String reason, @Nullable String requestId, Instant at)
      implements RoomEvent {}

  record Cancelled(String by, String reason, String requestId, Instant at) implements RoomEvent {}

  record SubRoomAdded(SubRoomSpec spec, String by, String requestId, Instant at)
      implements RoomEvent {}

  /** Something happened in a sub-room. */
  record SubRoomReported(String subRoomId, Report report, Instant at) implements RoomEvent {}

  /**
   * An agent takes a line in.
   *
   * @param region the agent's; null from before lines could leave the room's source region
   */
  record LineAssigned(
      String lineId,
      @Nullable String region,
      String agentId,
      long epoch,
      long attempt,
      URI mediaUrl,
      String cause,
      String why,
      Instant at)
      implements RoomEvent {}

  /** No agent takes the line in, for now. */
  record LineUnassigned(String lineId, String reason, Instant at) implements RoomEvent {}

  /**
   * What the agent says of a line has changed.
   *
   * @param ingestUrl where it listens
   * @param input what it passes on
   * @param reason why it passes on the slate, if that is not just for want of a publisher
   */
  record LineChanged(
      String lineId,
      String agentId,
      @Nullable URI ingestUrl,
      @Nullable LineInput input,
      @Nullable String reason,
      Instant at)
      implements RoomEvent {}

  /** An agent of another region will take a line in, as soon as its video comes there. */
  record LineMoving(
      String lineId,
      String region,
      String agentId,
      long epoch,
      long attempt,
      URI mediaUrl,
      String cause,
      String why,
      Instant at)
      implements RoomEvent {}

  /**
   * What the agent that a line goes to says of it has changed.
   *
   * @param ingestUrl where a publisher can send to already
   */
  record LineNextChanged(
      String lineId,
      String region,
      String agentId,
      @Nullable URI ingestUrl,
      @Nullable LineInput input,
      @Nullable String reason,
      Instant at)
      implements RoomEvent {}

  /**
   * A line is taken in at the place that it was going to.
   *
   * @param fromRegion where it was
   * @param fromAgentId null when no agent took it in any more
   */
  record LineMoved(
      String lineId,
      String fromRegion,
      @Nullable String fromAgentId,
      String region,
      String agentId,
      String cause,
      Instant at)
      implements RoomEvent {}

  /** A line that is to leave its region finds no place in another one, for now. */
  record LineMoveFailed(String lineId, String reason, Instant at) implements RoomEvent {}

  /**
   * A line does not go where it was going: that place is given back, or lost.
   *
   * @param release whether it is still to be given back
   */
  record LineMoveEnded(String lineId, String region, String reason, boolean release, Instant at)
      implements RoomEvent {}

  /** A place that a line has left is free. */
  record LineParted(String lineId, String region, long attempt, Instant at) implements RoomEvent {}

  /**
   * The room plays another line, in all sub-rooms that follow it.
   *
   * @param from the line that it played
   * @param automatic whether nobody asked for it
   * @param requestId null when no request asked for it
   */
  record LineSwitched(
      String from,
      String to,
      boolean automatic,
      String cause,
      String by,
      @Nullable String requestId,
      Instant at)
      implements RoomEvent {}

  /**
   * Whether a line that the room went over to by itself brings video, some seconds later.
   *
   * @param detail in words
   */
  record LineSwitchChecked(String from, String to, boolean helped, String detail, Instant at)
      implements RoomEvent {}

  /** How viewers fared before and after the room, or a sub-room, went over to another line. */
  record LineSwitchMeasured(MeasuredSwitch measured, Instant at) implements RoomEvent {}

  /** Another plan of what the broadcast is about when. */
  record AgendaSet(List<AgendaItem> items, String by, String requestId, Instant at)
      implements RoomEvent {}

  /** Somebody said that an item is on from now. */
  record AgendaItemStarted(AgendaItem item, String by, String requestId, Instant at)
      implements RoomEvent {}

  /** A co-host session may have the room, or has it, or has it no more. */
  record SlotChanged(SlotEvent slot, Instant at) implements RoomEvent {}

  /**
   * Something happened in the co-host session that has the room.
   *
   * @param number of the session's events; larger for each next one
   * @param what as the API names it
   * @param data an object
   */
  record SessionTold(
      String sessionId, long number, String what, String by, JsonNode data, Instant at)
      implements RoomEvent {}

  /**
   * The line by which the room plays the mix of its session.
   *
   * @param relay where that is read; null once it is not any more
   */
  record MixLineChanged(String sessionId, Step step, @Nullable URI relay, String reason, Instant at)
      implements RoomEvent {
    /** What becomes of it. */
    public enum Step {
      PLACED,
      /** Given back; it is gone once no ledger holds it. */
      LEFT,
      GONE
    }
  }

  /** One case each: a new kind of event does not compile until every reader has its case. */
  interface Cases<T> {
    T created(Created event);

    T preparationStarted(PreparationStarted event);

    T started(Started event);

    T ended(Ended event);

    T cancelled(Cancelled event);

    T subRoomAdded(SubRoomAdded event);

    T subRoomReported(SubRoomReported event);

    T lineAssigned(LineAssigned event);

    T lineUnassigned(LineUnassigned event);

    T lineChanged(LineChanged event);

    T lineMoving(LineMoving event);

    T lineNextChanged(LineNextChanged event);

    T lineMoved(LineMoved event);

    T lineMoveFailed(LineMoveFailed event);

    T lineMoveEnded(LineMoveEnded event);

    T lineParted(LineParted event);

    T lineSwitched(LineSwitched event);

    T lineSwitchChecked(LineSwitchChecked event);

    T lineSwitchMeasured(LineSwitchMeasured event);

    T agendaSet(AgendaSet event);

    T agendaItemStarted(AgendaItemStarted event);

    T slotChanged(SlotChanged event);

    T mixLineChanged(MixLineChanged event);

    T sessionTold(SessionTold event);
  }

  default <T> T match(Cases<T> cases) {
    if (this instanceof Created e) {
      return cases.created(e);
    } else if (this instanceof PreparationStarted e) {
      return cases.preparationStarted(e);
    } else if (this instanceof Started e) {
      return cases.started(e);
    } else if (this instanceof Ended e) {
      return cases.ended(e);
    } else if (this instanceof Cancelled e) {
      return cases.cancelled(e);
    } else if (this instanceof SubRoomAdded e) {
      return cases.subRoomAdded(e);
    } else if (this instanceof SubRoomReported e) {
      return cases.subRoomReported(e);
    } else if (this instanceof LineAssigned e) {
      return cases.lineAssigned(e);
    } else if (this instanceof LineUnassigned e) {
      return cases.lineUnassigned(e);
    } else if (this instanceof LineChanged e) {
      return cases.lineChanged(e);
    } else if (this instanceof LineMoving e) {
      return cases.lineMoving(e);
    } else if (this instanceof LineNextChanged e) {
      return cases.lineNextChanged(e);
    } else if (this instanceof LineMoved e) {
      return cases.lineMoved(e);
    } else if (this instanceof LineMoveFailed e) {
      return cases.lineMoveFailed(e);
    } else if (this instanceof LineMoveEnded e) {
      return cases.lineMoveEnded(e);
    } else if (this instanceof LineParted e) {
      return cases.lineParted(e);
    } else if (this instanceof LineSwitched e) {
      return cases.lineSwitched(e);
    } else if (this instanceof LineSwitchChecked e) {
      return cases.lineSwitchChecked(e);
    } else if (this instanceof LineSwitchMeasured e) {
      return cases.lineSwitchMeasured(e);
    } else if (this instanceof AgendaSet e) {
      return cases.agendaSet(e);
    } else if (this instanceof AgendaItemStarted e) {
      return cases.agendaItemStarted(e);
    } else if (this instanceof SlotChanged e) {
      return cases.slotChanged(e);
    } else if (this instanceof MixLineChanged e) {
      return cases.mixLineChanged(e);
    } else {
      return cases.sessionTold((SessionTold) this);
    }
  }
}
