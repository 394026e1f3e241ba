package io.roomfleet.orchestrator.room;

import io.roomfleet.api.room.RoomStatus;
import io.roomfleet.api.room.SubRoomStatus;
import io.roomfleet.orchestrator.room.LiveRoomState.SubRoomRef;
import io.roomfleet.orchestrator.room.RoomCommand.Asker;
import io.roomfleet.orchestrator.room.RoomReply.Code;
import io.roomfleet.orchestrator.subroom.Report;
import io.roomfleet.orchestrator.subroom.SubRoomSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a live room changes. Pure: no actor, no clock.
 *
 * <pre>
 * SCHEDULED --(lead before the start)--> PREPARING --(start)--> LIVE --(end)--> ENDED
 * SCHEDULED, PREPARING --cancel--> CANCELLED
 * </pre>
 */
public final class LiveRoom {
  /** A room with more markets than there are countries is a mistake. */
  static final int MAX_SUB_ROOMS = 200;

  private LiveRoom() {}

  /** Events to keep, or a refusal. No events and no refusal: it is done already. */
  record Decision(List<RoomEvent> events, RoomReply.@Nullable Refused refusal) {
    static Decision of(RoomEvent... events) {
      return new Decision(List.of(events), null);
    }

    static Decision no(Code code, String detail) {
      return new Decision(List.of(), new RoomReply.Refused(code, detail));
    }
  }

  static Decision create(
      @Nullable LiveRoomState state, String roomId, RoomSpec spec, Asker asker, Instant now) {
    if (state != null) {
      return Decision.of();
    }
    RoomEvent created = new RoomEvent.Created(roomId, spec, asker.by(), asker.requestId(), now);
    return spec.preparesAt().isAfter(now)
        ? Decision.of(created)
        : Decision.of(created, new RoomEvent.PreparationStarted("schedule", now));
  }

  static Decision start(LiveRoomState state, Asker asker, Instant now) {
    Decision check = check(state, asker, RoomStatus.SCHEDULED, RoomStatus.PREPARING);
    if (check != null) {
      return check;
    }
    RoomEvent started = new RoomEvent.Started(asker.by(), asker.requestId(), now);
    return state.status() == RoomStatus.SCHEDULED
        ? Decision.of(new RoomEvent.PreparationStarted(asker.by(), now), started)
        : Decision.of(started);
  }

  static Decision end(LiveRoomState state, String reason, Asker asker, Instant now) {
    Decision check = check(state, asker, RoomStatus.LIVE);
    return check != null
        ? check
        : Decision.of(new RoomEvent.Ended(asker.by(), reason, asker.requestId(), now));
  }

  static Decision cancel(LiveRoomState state, String reason, Asker asker, Instant now) {
    Decision check = check(state, asker, RoomStatus.SCHEDULED, RoomStatus.PREPARING);
    return check != null
        ? check
        : Decision.of(new RoomEvent.Cancelled(asker.by(), reason, asker.requestId(), now));
  }

  static Decision addSubRooms(
      LiveRoomState state, List<SubRoomSpec> specs, Asker asker, Instant now) {
    Decision check =
        check(state, asker, RoomStatus.SCHEDULED, RoomStatus.PREPARING, RoomStatus.LIVE);
    if (check != null) {
      return check;
    }
    List<RoomEvent> events = new ArrayList<>();
    for (SubRoomSpec spec : specs) {
      if (state.subRooms().containsKey(spec.id())) {
        String detail =
            "sub-room " + spec.id() + " is in room " + state.id() + " (expected: a new market)";
        return Decision.no(Code.SUB_ROOM_EXISTS, detail);
      }
      events.add(new RoomEvent.SubRoomAdded(spec, asker.by(), asker.requestId(), now));
    }
    int total = state.subRooms().size() + specs.size();
    if (total > MAX_SUB_ROOMS) {
      String detail = "sub-rooms of the room: " + total + " (expected: <= " + MAX_SUB_ROOMS + ")";
      return Decision.no(Code.TOO_MANY_SUB_ROOMS, detail);
    }
    return new Decision(events, null);
  }

  static Decision switchLine(
      LiveRoomState state, String lineId, String cause, Asker asker, Instant now) {
    Decision check =
        check(state, asker, RoomStatus.SCHEDULED, RoomStatus.PREPARING, RoomStatus.LIVE);
    if (check != null) {
      return check;
    }
    List<String> lines =
        state.lines().values().stream()
            .filter(line -> MixLine.mayPlay(state, line))
            .map(line -> line.spec().id())
            .toList();
    if (!lines.contains(lineId)) {
      String detail = "lineId: %s (expected: %s)".formatted(lineId, String.join(" or ", lines));
      return Decision.no(Code.UNKNOWN_LINE, detail);
    } else if (lineId.equals(state.activeLine())) {
      String detail =
          "lineId: %s (expected: another than the active one, %s)"
              .formatted(lineId, state.activeLine());
      return Decision.no(Code.LINE_ACTIVE, detail);
    }
    return Decision.of(
        new RoomEvent.LineSwitched(
            state.activeLine(), lineId, false, cause, asker.by(), asker.requestId(), now));
  }

  /**
   * Answers what stands against a request, null when nothing does. A repeat of a request that was
   * done is done.
   */
  static @Nullable Decision check(LiveRoomState state, Asker asker, RoomStatus... expected) {
    if (state.handled().contains(asker.requestId())) {
      return Decision.of();
    }
    Long revision = asker.expectedRevision();
    if (revision != null && revision != state.revision()) {
      return Decision.no(
          Code.STALE_REVISION, "revision: " + revision + " (expected: " + state.revision() + ")");
    }
    if (!List.of(expected).contains(state.status())) {
      String detail =
          "room " + state.id() + " is " + state.status() + " (expected: " + inWords(expected) + ")";
      return Decision.no(Code.WRONG_STATE, detail);
    }
    return null;
  }

  private static String inWords(RoomStatus... statuses) {
    return String.join(" or ", List.of(statuses).stream().map(RoomStatus::name).toList());
  }

  /** What is due by itself. */
  static List<RoomEvent> due(LiveRoomState state, Instant now) {
    Instant due = state.dueAt();
    if (due == null || due.isAfter(now)) {
      return List.of();
    }
    return switch (state.status()) {
      case SCHEDULED ->
          state.spec().startsAt().isAfter(now)
              ? List.of(new RoomEvent.PreparationStarted("schedule", now))
              : List.of(
                  new RoomEvent.PreparationStarted("schedule", now),
                  new RoomEvent.Started("schedule", null, now));
      case PREPARING -> List.of(new RoomEvent.Started("schedule", null, now));
      case LIVE ->
          List.of(new RoomEvent.Ended("schedule", "its scheduled end has come", null, now));
      case ENDED, CANCELLED -> List.of();
    };
  }

  /** Keeps those reports of a sub-room that come next. */
  static List<RoomEvent> subRoomSays(
      LiveRoomState state, String subRoomId, List<Report> reports, Instant now) {
    SubRoomRef ref = state.subRooms().get(subRoomId);
    if (ref == null) {
      return List.of();
    }
    List<RoomEvent> events = new ArrayList<>();
    long next = ref.noted() + 1;
    for (Report report : reports) {
      if (report.number() == next) {
        events.add(new RoomEvent.SubRoomReported(subRoomId, report, now));
        next++;
      }
    }
    return events;
  }

  /**
   * True while something of the room runs or is to be freed: it is woken when the cluster starts.
   */
  public static boolean isToWake(LiveRoomState state) {
    return state.isActive() || (state.status().isFinal() && !isAtRest(state));
  }

  /** True once nothing of the room runs anywhere. */
  static boolean isAtRest(LiveRoomState state) {
    return state.status().isFinal()
        && !RoomSessions.isOpen(state)
        && state.lines().values().stream().allMatch(LineState::isFree)
        && state.subRooms().values().stream().allMatch(ref -> ref.status() == SubRoomStatus.CLOSED);
  }

  /** The state after an event; {@code state} is null before the first. */
  public static LiveRoomState apply(@Nullable LiveRoomState state, RoomEvent event) {
    if (event instanceof RoomEvent.Created created) {
      return RoomFold.first(created);
    }
    return event.match(
        new RoomFold(Objects.requireNonNull(state, "the first event of a room is Created")));
  }
}
