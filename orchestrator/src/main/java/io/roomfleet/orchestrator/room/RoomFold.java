package io.roomfleet.orchestrator.room;

import io.roomfleet.api.room.RoomStatus;
import io.roomfleet.api.room.SubRoomStatus;
import io.roomfleet.orchestrator.cohost.slot.RoomSlot;
import io.roomfleet.orchestrator.cohost.slot.SlotEvent;
import io.roomfleet.orchestrator.room.LiveRoomState.SubRoomRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Folds one event into the state of a room. Total: every event has its case. */
record RoomFold(LiveRoomState state) implements RoomEvent.Cases<LiveRoomState> {
  private static final int HANDLED_KEPT = 100;

  static LiveRoomState first(RoomEvent.Created event) {
    Map<String, LineState> lines = new LinkedHashMap<>();
    for (RoomSpec.LineSpec line : event.spec().lines()) {
      lines.put(line.id(), LineState.first(line));
    }
    return new LiveRoomState(
        event.roomId(),
        event.spec(),
        RoomStatus.SCHEDULED,
        null,
        null,
        null,
        event.spec().lines().get(0).id(),
        Collections.unmodifiableMap(lines),
        Map.of(),
        List.of(event.requestId()),
        event.at(),
        1,
        1,
        Agenda.NONE,
        LineChoice.first(event.spec().lines().get(0).id()),
        RoomSlot.FREE,
        SessionsHeard.NONE);
  }

  @Override
  public LiveRoomState created(RoomEvent.Created e) {
    return state;
  }

  @Override
  public LiveRoomState preparationStarted(RoomEvent.PreparationStarted e) {
    return moved(RoomStatus.PREPARING, null, null, null, null);
  }

  @Override
  public LiveRoomState started(RoomEvent.Started e) {
    return moved(RoomStatus.LIVE, null, e.at(), null, e.requestId());
  }

  @Override
  public LiveRoomState ended(RoomEvent.Ended e) {
    return closed(
        moved(RoomStatus.ENDED, e.reason(), state.startedAt(), e.at(), e.requestId()), e.at());
  }

  @Override
  public LiveRoomState cancelled(RoomEvent.Cancelled e) {
    return closed(moved(RoomStatus.CANCELLED, e.reason(), null, e.at(), e.requestId()), e.at());
  }

  /** A room that is over is in no session: no moment lies between the two. */
  private static LiveRoomState closed(LiveRoomState over, Instant at) {
    String why = "room %s is %s".formatted(over.id(), over.status());
    return over.with(over.slot().apply(new SlotEvent.Closed(why, at)), over.heard());
  }

  @Override
  public LiveRoomState slotChanged(RoomEvent.SlotChanged e) {
    return state.with(state.slot().apply(e.slot()), state.heard());
  }

  @Override
  public LiveRoomState sessionTold(RoomEvent.SessionTold e) {
    return state.with(state.slot(), state.heard().plus(e.sessionId(), e.number()));
  }

  @Override
  public LiveRoomState subRoomAdded(RoomEvent.SubRoomAdded e) {
    Map<String, SubRoomRef> next = new LinkedHashMap<>(state.subRooms());
    next.put(
        e.spec().id(), new SubRoomRef(e.spec(), SubRoomStatus.REQUESTED, 0, e.requestId(), e.at()));
    return with(state.lines(), next, handled(e.requestId()), state.revision() + 1, state.version());
  }

  @Override
  public LiveRoomState subRoomReported(RoomEvent.SubRoomReported e) {
    SubRoomRef ref = Objects.requireNonNull(state.subRooms().get(e.subRoomId()));
    Map<String, SubRoomRef> next = new LinkedHashMap<>(state.subRooms());
    next.put(
        e.subRoomId(),
        new SubRoomRef(
            ref.spec(),
            e.report().status(),
            e.report().number(),
            ref.requestId(),
            ref.createdAt()));
    return with(state.lines(), next, state.handled(), state.revision(), state.version());
  }

  @Override
  public LiveRoomState lineAssigned(RoomEvent.LineAssigned e) {
    return withLine(line(e.lineId()).assigned(e), state.version() + 1);
  }

  @Override
  public LiveRoomState lineUnassigned(RoomEvent.LineUnassigned e) {
    return withLine(line(e.lineId()).unassigned(e.reason(), e.at()), state.version() + 1);
  }

  @Override
  public LiveRoomState lineChanged(RoomEvent.LineChanged e) {
    LineState before = line(e.lineId());
    LineState now = before.heard(e.ingestUrl(), e.input(), e.reason(), e.at());
    // Which of several lines has video is news for who may play another one.
    boolean news = state.lines().size() > 1 && now.isLive() != before.isLive();
    return withLine(now, state.version() + (news ? 1 : 0));
  }

  @Override
  public LiveRoomState lineMoving(RoomEvent.LineMoving e) {
    LineState.Next next =
        new LineState.Next(
            e.region(),
            e.attempt(),
            e.agentId(),
            e.epoch(),
            e.mediaUrl(),
            null,
            null,
            null,
            e.cause(),
            e.at());
    return withLine(line(e.lineId()).goingTo(next), state.version());
  }

  @Override
  public LiveRoomState lineNextChanged(RoomEvent.LineNextChanged e) {
    LineState line = line(e.lineId());
    LineState.Next next = Objects.requireNonNull(line.next());
    return withLine(
        line.goingTo(next.heard(e.ingestUrl(), e.input(), e.reason())), state.version());
  }

  @Override
  public LiveRoomState lineMoved(RoomEvent.LineMoved e) {
    return withLine(line(e.lineId()).moved(state.spec(), e.cause(), e.at()), state.version() + 1);
  }

  @Override
  public LiveRoomState lineMoveFailed(RoomEvent.LineMoveFailed e) {
    return state;
  }

  @Override
  public LiveRoomState lineMoveEnded(RoomEvent.LineMoveEnded e) {
    LineState line = line(e.lineId());
    LineState.Next next = Objects.requireNonNull(line.next());
    LineState stays = line.goingTo(null);
    return withLine(
        e.release() ? stays.leaving(next.region(), next.attempt(), e.reason()) : stays,
        state.version());
  }

  @Override
  public LiveRoomState lineParted(RoomEvent.LineParted e) {
    return withLine(line(e.lineId()).parted(e.attempt()), state.version());
  }

  @Override
  public LiveRoomState lineSwitched(RoomEvent.LineSwitched e) {
    return new LiveRoomState(
        state.id(),
        state.spec(),
        state.status(),
        state.reason(),
        state.startedAt(),
        state.endedAt(),
        e.to(),
        state.lines(),
        state.subRooms(),
        List.copyOf(handled(e.requestId())),
        state.createdAt(),
        state.revision() + 1,
        state.version() + 1,
        state.agenda(),
        state.lineChoice().switched(e),
        state.slot(),
        state.heard());
  }

  @Override
  public LiveRoomState lineSwitchChecked(RoomEvent.LineSwitchChecked e) {
    return new LiveRoomState(
        state.id(),
        state.spec(),
        state.status(),
        state.reason(),
        state.startedAt(),
        state.endedAt(),
        state.activeLine(),
        state.lines(),
        state.subRooms(),
        state.handled(),
        state.createdAt(),
        state.revision(),
        state.version(),
        state.agenda(),
        state.lineChoice().checked(e.helped()),
        state.slot(),
        state.heard());
  }

  @Override
  public LiveRoomState mixLineChanged(RoomEvent.MixLineChanged e) {
    LineState line = MixLine.after(state, e);
    Map<String, LineState> next = new LinkedHashMap<>(state.lines());
    next.remove(MixLine.ID);
    if (line != null) {
      next.put(MixLine.ID, line);
    }
    LiveRoomState changed =
        with(next, state.subRooms(), state.handled(), state.revision(), state.version() + 1);
    return e.step() == RoomEvent.MixLineChanged.Step.LEFT
        ? changed.with(state.lineChoice().withoutMix(state.activeLine()))
        : changed;
  }

  @Override
  public LiveRoomState lineSwitchMeasured(RoomEvent.LineSwitchMeasured e) {
    List<String> handled = handled(e.measured().id());
    return with(state.lines(), state.subRooms(), handled, state.revision(), state.version());
  }

  @Override
  public LiveRoomState agendaSet(RoomEvent.AgendaSet e) {
    return withAgenda(AgendaRules.apply(state, e), e.requestId());
  }

  @Override
  public LiveRoomState agendaItemStarted(RoomEvent.AgendaItemStarted e) {
    return withAgenda(AgendaRules.apply(state, e), e.requestId());
  }

  private LiveRoomState withAgenda(Agenda agenda, String requestId) {
    return new LiveRoomState(
        state.id(),
        state.spec(),
        state.status(),
        state.reason(),
        state.startedAt(),
        state.endedAt(),
        state.activeLine(),
        state.lines(),
        state.subRooms(),
        List.copyOf(handled(requestId)),
        state.createdAt(),
        state.revision() + 1,
        state.version(),
        agenda,
        state.lineChoice(),
        state.slot(),
        state.heard());
  }

  private LineState line(String lineId) {
    return Objects.requireNonNull(state.lines().get(lineId));
  }

  private LiveRoomState withLine(LineState line, long version) {
    Map<String, LineState> next = new LinkedHashMap<>(state.lines());
    next.put(line.spec().id(), line);
    return with(next, state.subRooms(), state.handled(), state.revision(), version);
  }

  private List<String> handled(@Nullable String requestId) {
    if (requestId == null || state.handled().contains(requestId)) {
      return state.handled();
    }
    List<String> next = new ArrayList<>(state.handled());
    next.add(requestId);
    return next.size() > HANDLED_KEPT ? next.subList(1, next.size()) : next;
  }

  private LiveRoomState moved(
      RoomStatus status,
      @Nullable String reason,
      @Nullable Instant startedAt,
      @Nullable Instant endedAt,
      @Nullable String requestId) {
    return new LiveRoomState(
        state.id(),
        state.spec(),
        status,
        reason,
        startedAt,
        endedAt,
        state.activeLine(),
        state.lines(),
        state.subRooms(),
        List.copyOf(handled(requestId)),
        state.createdAt(),
        state.revision() + 1,
        state.version() + 1,
        state.agenda(),
        state.lineChoice(),
        state.slot(),
        state.heard());
  }

  private LiveRoomState with(
      Map<String, LineState> lines,
      Map<String, SubRoomRef> subRooms,
      List<String> handled,
      long revision,
      long version) {
    return new LiveRoomState(
        state.id(),
        state.spec(),
        state.status(),
        state.reason(),
        state.startedAt(),
        state.endedAt(),
        state.activeLine(),
        Collections.unmodifiableMap(lines),
        Collections.unmodifiableMap(subRooms),
        List.copyOf(handled),
        state.createdAt(),
        revision,
        version,
        state.agenda(),
        state.lineChoice(),
        state.slot(),
        state.heard());
  }
}
