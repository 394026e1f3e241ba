package io.roomfleet.orchestrator.history;

import io.roomfleet.api.history.TimelineKind;
import io.roomfleet.api.room.LineInput;
import io.roomfleet.api.room.MeasuredSwitch;
import io.roomfleet.api.room.RoomStatus;
import io.roomfleet.orchestrator.cohost.slot.SlotEvent;
import io.roomfleet.orchestrator.history.TimelineEntry.Becomes;
import io.roomfleet.orchestrator.history.TimelineEntry.Ends;
import io.roomfleet.orchestrator.history.TimelineEntry.Happened;
import io.roomfleet.orchestrator.history.TimelineEntry.Place;
import io.roomfleet.orchestrator.room.AgendaRules;
import io.roomfleet.orchestrator.room.LineState;
import io.roomfleet.orchestrator.room.LiveRoomState;
import io.roomfleet.orchestrator.room.RoomEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a room's event says for a timeline. Alerts have {@link AlertEntries}, the spans of sessions
 * {@link SessionSpans}.
 *
 * @param after the room with the event in it
 */
record RoomEntries(LiveRoomState after) implements RoomEvent.Cases<List<TimelineEntry>> {
  static final String AGENDA = "agenda";
  private static final String UNASSIGNED = "UNASSIGNED";
  private static final String STARTING = "STARTING";

  @Override
  public List<TimelineEntry> created(RoomEvent.Created e) {
    return List.of(room(RoomStatus.SCHEDULED, e.at()));
  }

  @Override
  public List<TimelineEntry> preparationStarted(RoomEvent.PreparationStarted e) {
    List<TimelineEntry> entries = new ArrayList<>();
    entries.add(room(RoomStatus.PREPARING, e.at()));
    entries.add(roomMark("room.preparing", e.at(), e.by(), null));
    for (String lineId : after.lines().keySet()) {
      entries.add(new Becomes(TimelineKind.LINE, lineId, UNASSIGNED, e.at(), null, Place.NOWHERE));
    }
    return entries;
  }

  @Override
  public List<TimelineEntry> started(RoomEvent.Started e) {
    return List.of(room(RoomStatus.LIVE, e.at()), roomMark("room.started", e.at(), e.by(), null));
  }

  @Override
  public List<TimelineEntry> ended(RoomEvent.Ended e) {
    return over("room.ended", e.at(), e.by(), e.reason());
  }

  @Override
  public List<TimelineEntry> cancelled(RoomEvent.Cancelled e) {
    return over("room.cancelled", e.at(), e.by(), e.reason());
  }

  /** A line that no agent takes in has nothing to free. */
  private List<TimelineEntry> over(String type, Instant at, String by, String reason) {
    List<TimelineEntry> entries = new ArrayList<>();
    entries.add(new Ends(TimelineKind.ROOM, after.id(), at));
    entries.add(roomMark(type, at, by, reason));
    for (LineState line : after.lines().values()) {
      if (line.agentId() == null) {
        entries.add(new Ends(TimelineKind.LINE, line.spec().id(), at));
      }
    }
    return entries;
  }

  @Override
  public List<TimelineEntry> subRoomAdded(RoomEvent.SubRoomAdded e) {
    return List.of(
        new Becomes(
            TimelineKind.SUB_ROOM, e.spec().id(), "REQUESTED", e.at(), null, Place.NOWHERE));
  }

  @Override
  public List<TimelineEntry> subRoomReported(RoomEvent.SubRoomReported e) {
    return ReportEntries.of(e.subRoomId(), e.report());
  }

  @Override
  public List<TimelineEntry> lineAssigned(RoomEvent.LineAssigned e) {
    return List.of(
        new Becomes(
            TimelineKind.LINE,
            e.lineId(),
            STARTING,
            e.at(),
            e.cause(),
            new Place(regionOf(e), e.agentId())),
        lineMark(e.lineId(), "line.assigned", e.at(), e.cause()));
  }

  @Override
  public List<TimelineEntry> lineUnassigned(RoomEvent.LineUnassigned e) {
    return after.status().isFinal()
        ? List.of(new Ends(TimelineKind.LINE, e.lineId(), e.at()))
        : List.of(
            new Becomes(
                TimelineKind.LINE, e.lineId(), UNASSIGNED, e.at(), e.reason(), Place.NOWHERE));
  }

  @Override
  public List<TimelineEntry> lineChanged(RoomEvent.LineChanged e) {
    LineInput input = e.input();
    String state = input == null ? STARTING : input.name();
    return List.of(new Becomes(TimelineKind.LINE, e.lineId(), state, e.at(), e.reason(), null));
  }

  @Override
  public List<TimelineEntry> lineMoving(RoomEvent.LineMoving e) {
    String where = "to " + e.agentId() + " in " + e.region() + ", since " + e.cause();
    return List.of(lineMark(e.lineId(), "line.moving", e.at(), where));
  }

  @Override
  public List<TimelineEntry> lineNextChanged(RoomEvent.LineNextChanged e) {
    return List.of();
  }

  @Override
  public List<TimelineEntry> lineMoved(RoomEvent.LineMoved e) {
    LineInput input = Objects.requireNonNull(after.lines().get(e.lineId())).input();
    return List.of(
        new Becomes(
            TimelineKind.LINE,
            e.lineId(),
            input == null ? STARTING : input.name(),
            e.at(),
            e.cause(),
            new Place(e.region(), e.agentId())),
        lineMark(e.lineId(), "line.moved", e.at(), e.cause()));
  }

  @Override
  public List<TimelineEntry> lineMoveFailed(RoomEvent.LineMoveFailed e) {
    return List.of(lineMark(e.lineId(), "line.move_failed", e.at(), e.reason()));
  }

  @Override
  public List<TimelineEntry> lineMoveEnded(RoomEvent.LineMoveEnded e) {
    return List.of(lineMark(e.lineId(), "line.move_ended", e.at(), e.reason()));
  }

  @Override
  public List<TimelineEntry> lineParted(RoomEvent.LineParted e) {
    return List.of();
  }

  private String regionOf(RoomEvent.LineAssigned e) {
    return e.region() == null ? after.spec().sourceRegion() : e.region();
  }

  private static TimelineEntry lineMark(String lineId, String type, Instant at, String reason) {
    return new Happened(TimelineKind.LINE, lineId, type, at, "room", reason);
  }

  @Override
  public List<TimelineEntry> lineSwitched(RoomEvent.LineSwitched e) {
    String why = "from " + e.from() + ": " + e.cause();
    return List.of(new Happened(TimelineKind.LINE, e.to(), "line.switched", e.at(), e.by(), why));
  }

  @Override
  public List<TimelineEntry> lineSwitchChecked(RoomEvent.LineSwitchChecked e) {
    return List.of(lineMark(e.to(), "line.switch_checked", e.at(), e.detail()));
  }

  @Override
  public List<TimelineEntry> mixLineChanged(RoomEvent.MixLineChanged e) {
    return List.of(lineMark("stage", "line.mix_changed", e.at(), e.reason()));
  }

  @Override
  public List<TimelineEntry> lineSwitchMeasured(RoomEvent.LineSwitchMeasured e) {
    MeasuredSwitch it = e.measured();
    TimelineKind kind = it.subRoomId() == null ? TimelineKind.LINE : TimelineKind.SUB_ROOM;
    String of = it.subRoomId() == null ? it.to() : it.subRoomId();
    return List.of(new Happened(kind, of, "line.switch_measured", e.at(), "room", it.detail()));
  }

  @Override
  public List<TimelineEntry> agendaSet(RoomEvent.AgendaSet e) {
    String items = e.items().size() == 1 ? "1 item" : e.items().size() + " items";
    return List.of(
        new Happened(TimelineKind.AGENDA, AGENDA, "room.agenda_set", e.at(), e.by(), items));
  }

  @Override
  public List<TimelineEntry> agendaItemStarted(RoomEvent.AgendaItemStarted e) {
    String words = e.item().id() + ": " + AgendaRules.inWords(e.item());
    return List.of(
        new Happened(TimelineKind.AGENDA, AGENDA, "agenda.item_started", e.at(), e.by(), words));
  }

  /** When it was in a session are spans of their own. */
  @Override
  public List<TimelineEntry> slotChanged(RoomEvent.SlotChanged e) {
    if (e.slot() instanceof SlotEvent.Entered in) {
      return List.of(roomMark("co_host.room_entered", e.at(), "session:" + in.sessionId(), null));
    } else if (e.slot() instanceof SlotEvent.Freed out) {
      String by = "session:" + out.sessionId();
      return List.of(roomMark("co_host.room_freed", e.at(), by, out.reason()));
    }
    return List.of();
  }

  /** Points change too often to be marks. */
  @Override
  public List<TimelineEntry> sessionTold(RoomEvent.SessionTold e) {
    return e.what().equals("pk.score_changed")
        ? List.of()
        : List.of(roomMark(e.what(), e.at(), e.by(), SessionWords.of(e.data())));
  }

  private TimelineEntry room(RoomStatus status, Instant at) {
    return new Becomes(TimelineKind.ROOM, after.id(), status.name(), at, null, null);
  }

  private TimelineEntry roomMark(String type, Instant at, String by, @Nullable String reason) {
    return new Happened(TimelineKind.ROOM, after.id(), type, at, by, reason);
  }
}
