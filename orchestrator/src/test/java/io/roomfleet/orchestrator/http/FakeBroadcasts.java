package io.roomfleet.orchestrator.http;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.roomfleet.api.history.RoomReplay;
import io.roomfleet.api.history.RoomSession;
import io.roomfleet.api.history.TimelineKind;
import io.roomfleet.api.history.TimelineMark;
import io.roomfleet.api.history.TimelineSpan;
import io.roomfleet.api.history.TimelineView;
import io.roomfleet.api.room.AgendaItem;
import io.roomfleet.api.room.AgendaRequest;
import io.roomfleet.api.room.AgendaSpan;
import io.roomfleet.api.room.AgendaView;
import io.roomfleet.api.room.Room;
import io.roomfleet.api.room.RoomStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** The course of the rooms of a {@link FakeDomain}: their agendas, and a past of one event. */
final class FakeBroadcasts implements Agendas, Histories {
  private static final String REASON = "=cmd|' /C calc'!A0, he \"said\"";

  private final FakeDomain domain;
  private final Map<String, List<AgendaItem>> plans = new HashMap<>();
  private final Map<String, List<AgendaSpan>> spans = new HashMap<>();
  final List<Caller> callers = new ArrayList<>();
  int changes;

  /** What the last timeline was asked for. */
  Instant lastFrom;

  Instant lastTo;
  Set<TimelineKind> lastKinds;

  FakeBroadcasts(FakeDomain domain) {
    this.domain = domain;
  }

  @Override
  public synchronized CompletionStage<Outcome<AgendaView>> agenda(String roomId) {
    return of(roomId, room -> shown(room));
  }

  private Outcome<AgendaView> shown(Room room) {
    return Outcome.done(
        new AgendaView(
            room.id(),
            plans.getOrDefault(room.id(), List.of()),
            spans.getOrDefault(room.id(), List.of()),
            room.revision()),
        room.revision());
  }

  @Override
  public synchronized CompletionStage<Outcome<AgendaView>> setAgenda(
      Caller caller, String roomId, AgendaRequest request, Long expected) {
    callers.add(caller);
    return of(
        roomId,
        room -> {
          if (room.status().isFinal()) {
            return Outcome.refused(409, "wrong_state", "status: " + room.status());
          }
          if (expected != null && expected != room.revision()) {
            return Outcome.refused(412, "stale_revision", "revision: " + room.revision());
          }
          if (request.items().stream().anyMatch(it -> it.startsAt().isBefore(room.startsAt()))) {
            return Outcome.refused(422, "outside_broadcast", "items[0].startsAt: too early");
          }
          changes++;
          plans.put(roomId, request.items());
          return shown(room);
        });
  }

  @Override
  public synchronized CompletionStage<Outcome<AgendaView>> startAgendaItem(
      Caller caller, String roomId, String itemId, Long expected) {
    callers.add(caller);
    return of(
        roomId,
        room -> {
          if (room.status() != RoomStatus.LIVE) {
            return Outcome.refused(409, "wrong_state", "status: " + room.status());
          }
          AgendaItem item =
              plans.getOrDefault(roomId, List.of()).stream()
                  .filter(each -> each.id().equals(itemId))
                  .findFirst()
                  .orElse(null);
          if (item == null) {
            return Outcome.refused(404, "agenda_item_not_found", "itemId: " + itemId);
          }
          changes++;
          spans.put(roomId, List.of(new AgendaSpan(item, FakeDomain.NOW, null, false)));
          return shown(room);
        });
  }

  @Override
  public synchronized CompletionStage<Outcome<RoomReplay>> replay(String roomId, Instant at) {
    return of(
        roomId,
        room -> {
          if (at.isAfter(FakeDomain.NOW.plusSeconds(3600))) {
            return Outcome.refused(422, "not_happened_yet", "at: " + at);
          }
          return at.isBefore(room.createdAt())
              ? Outcome.refused(404, "before_creation", "at: " + at)
              : Outcome.done(replayed(room, at));
        });
  }

  @Override
  public synchronized CompletionStage<Outcome<RoomReplay>> replay(String roomId, long sequence) {
    return of(
        roomId,
        room ->
            sequence > 1
                ? Outcome.refused(422, "not_happened_yet", "sequence: " + sequence)
                : Outcome.done(replayed(room, room.createdAt())));
  }

  private RoomReplay replayed(Room room, Instant at) {
    AgendaView agenda =
        new AgendaView(
            room.id(),
            plans.getOrDefault(room.id(), List.of()),
            spans.getOrDefault(room.id(), List.of()),
            room.revision());
    AgendaSpan onAir = agenda.spans().isEmpty() ? null : agenda.spans().get(0);
    return new RoomReplay(
        room.id(),
        at,
        1,
        room.createdAt(),
        room,
        domain.subRoomsOf(room.id()),
        agenda,
        onAir,
        new RoomSession("cohost-a", null));
  }

  @Override
  public synchronized CompletionStage<Outcome<TimelineView>> timeline(
      String roomId, Instant from, Instant to, Set<TimelineKind> kinds) {
    lastFrom = from;
    lastTo = to;
    lastKinds = kinds;
    return of(
        roomId,
        room ->
            Outcome.done(
                new TimelineView(
                    roomId,
                    room.createdAt(),
                    room.createdAt().plusSeconds(60),
                    List.of(
                        new TimelineSpan(
                            TimelineKind.SUB_ROOM,
                            "de",
                            "DEGRADED",
                            room.createdAt(),
                            null,
                            REASON,
                            "eu-west",
                            "eu-west-1")),
                    List.of(
                        new TimelineMark(
                            TimelineKind.ROOM,
                            roomId,
                            "room.started",
                            room.createdAt(),
                            4,
                            "schedule",
                            null)),
                    4,
                    room.createdAt(),
                    room.createdAt().plusSeconds(30))));
  }

  private <T> CompletionStage<Outcome<T>> of(String roomId, Function<Room, Outcome<T>> answer) {
    return domain
        .get(roomId)
        .thenCompose(
            outcome ->
                completedFuture(
                    outcome.fold(
                        done -> answer.apply(done.value()),
                        refused -> Outcome.refused(refused.refusal()))));
  }
}
