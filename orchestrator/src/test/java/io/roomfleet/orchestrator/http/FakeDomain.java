package io.roomfleet.orchestrator.http;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.roomfleet.api.plan.PlanRequest;
import io.roomfleet.api.plan.PlanView;
import io.roomfleet.api.plan.ReplayRequest;
import io.roomfleet.api.plan.ReplayView;
import io.roomfleet.api.room.AddSubRoomsRequest;
import io.roomfleet.api.room.CreateRoomRequest;
import io.roomfleet.api.room.EventPage;
import io.roomfleet.api.room.MigrateRequest;
import io.roomfleet.api.room.Move;
import io.roomfleet.api.room.Room;
import io.roomfleet.api.room.RoomEvent;
import io.roomfleet.api.room.RoomPage;
import io.roomfleet.api.room.RoomStatus;
import io.roomfleet.api.room.SubRoom;
import io.roomfleet.api.room.SubRoomPage;
import io.roomfleet.api.room.SwitchLineRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;

/**
 * Rooms and sub-rooms in memory: enough of the rules to be refused by them, and a count of what was
 * asked and of what changed.
 */
final class FakeDomain implements Rooms, SubRooms, Plans {
  static final Instant NOW = Instant.parse("2026-11-11T17:00:00.120Z");

  private final Map<String, Room> rooms = new LinkedHashMap<>();
  private final Map<String, SubRoom> subRooms = new LinkedHashMap<>();
  private final Map<String, List<RoomEvent>> events = new LinkedHashMap<>();
  private CompletionStage<Void> gate = completedFuture(null);
  private RuntimeException broken;

  final List<Caller> callers = new ArrayList<>();
  CreateRoomRequest lastCreated;
  AddSubRoomsRequest lastAdded;
  int changes;

  /** No region has room for a sub-room more. */
  volatile boolean bookedOut;

  /** Changing calls wait for this. */
  synchronized void holdUntil(CompletionStage<Void> open) {
    gate = open;
  }

  synchronized int callerCount() {
    return callers.size();
  }

  /** Every call throws this; null for none. */
  synchronized void breakWith(RuntimeException failure) {
    broken = failure;
  }

  @Override
  public CompletionStage<Outcome<Room>> create(Caller caller, CreateRoomRequest request) {
    return changing(
        caller,
        () -> {
          lastCreated = request;
          String id = "room-%026d".formatted(rooms.size() + 1);
          Room room = FakeRooms.roomOf(id, request);
          return changed(room, "room.scheduled");
        });
  }

  @Override
  public synchronized CompletionStage<Outcome<Room>> get(String roomId) {
    throwIfBroken();
    Room room = rooms.get(roomId);
    return completedFuture(room == null ? noRoom(roomId) : Outcome.done(room, room.revision()));
  }

  @Override
  public synchronized CompletionStage<Outcome<RoomPage>> list(
      RoomFilter filter, int pageSize, String pageToken) {
    throwIfBroken();
    List<Room> found =
        rooms.values().stream()
            .filter(room -> filter.status() == null || room.status() == filter.status())
            .filter(room -> filter.host() == null || room.hostId().equals(filter.host()))
            .toList();
    int from = pageToken == null ? 0 : Integer.parseInt(pageToken);
    int to = Math.min(found.size(), from + pageSize);
    String next = to < found.size() ? Integer.toString(to) : null;
    return completedFuture(Outcome.done(new RoomPage(found.subList(from, to), next, NOW)));
  }

  @Override
  public CompletionStage<Outcome<Room>> start(Caller caller, String roomId, Long expected) {
    return step(caller, roomId, expected, List.of(RoomStatus.SCHEDULED), RoomStatus.LIVE, null);
  }

  @Override
  public CompletionStage<Outcome<Room>> end(
      Caller caller, String roomId, String reason, Long expected) {
    return step(caller, roomId, expected, List.of(RoomStatus.LIVE), RoomStatus.ENDED, reason);
  }

  @Override
  public CompletionStage<Outcome<Room>> cancel(
      Caller caller, String roomId, String reason, Long expected) {
    return step(
        caller, roomId, expected, List.of(RoomStatus.SCHEDULED), RoomStatus.CANCELLED, reason);
  }

  @Override
  public CompletionStage<Outcome<Room>> switchLine(
      Caller caller, String roomId, SwitchLineRequest request, Long expected) {
    return changing(
        caller,
        () -> {
          Room room = rooms.get(roomId);
          if (room == null) {
            return noRoom(roomId);
          }
          if (room.status().isFinal()) {
            return Outcome.refused(409, "wrong_state", "status: " + room.status());
          }
          String no = lineFault(request.lineId(), room.activeLine());
          return no == null
              ? changed(FakeRooms.withLine(room, request.lineId()), "line.switched")
              : Outcome.refused(422, no, "lineId: " + request.lineId());
        });
  }

  private static String lineFault(String wanted, String active) {
    return !List.of("main", "backup").contains(wanted)
        ? "unknown_line"
        : wanted.equals(active) ? "line_active" : null;
  }

  @Override
  public CompletionStage<Outcome<SubRoom>> switchLine(
      Caller caller, String roomId, String subRoomId, SwitchLineRequest request, Long expected) {
    return changing(
        caller,
        () -> {
          SubRoom it = subRooms.get(roomId + "/" + subRoomId);
          if (it == null) {
            return noSubRoom(roomId, subRoomId);
          }
          String no =
              request.lineId() == null
                  ? it.ownLine() == null ? "line_active" : null
                  : lineFault(request.lineId(), it.ownLine());
          if (no != null) {
            return Outcome.refused(422, no, "lineId: " + request.lineId());
          }
          SubRoom now = FakeRooms.withLine(it, request.lineId());
          subRooms.put(roomId + "/" + subRoomId, now);
          return Outcome.done(now, now.revision());
        });
  }

  @Override
  public CompletionStage<Outcome<SubRoomPage>> addSubRooms(
      Caller caller, String roomId, AddSubRoomsRequest request, Long expected) {
    return changing(
        caller,
        () -> {
          Room room = rooms.get(roomId);
          if (room == null) {
            return noRoom(roomId);
          }
          if (room.status().isFinal()) {
            return Outcome.refused(409, "wrong_state", "status: " + room.status());
          }
          List<SubRoom> added =
              request.subRooms().stream().map(each -> FakeRooms.subRoomOf(roomId, each)).toList();
          if (added.stream().anyMatch(each -> subRooms.containsKey(roomId + "/" + each.id()))) {
            return Outcome.refused(409, "sub_room_exists", "market: exists");
          }
          lastAdded = request;
          added.forEach(each -> subRooms.put(roomId + "/" + each.id(), each));
          changes++;
          List<String> warnings = bookedOut ? List.of("region eu-west is booked out") : List.of();
          return Outcome.done(new SubRoomPage(added, null, NOW, warnings), room.revision());
        });
  }

  @Override
  public synchronized CompletionStage<Outcome<EventPage>> events(
      String roomId, long afterSequence, int pageSize) {
    if (!rooms.containsKey(roomId)) {
      return completedFuture(noRoom(roomId));
    }
    List<RoomEvent> page =
        events.get(roomId).stream()
            .filter(event -> event.sequence() > afterSequence)
            .limit(pageSize)
            .toList();
    long last = page.isEmpty() ? afterSequence : page.get(page.size() - 1).sequence();
    return completedFuture(
        Outcome.done(new EventPage(page, last, last < events.get(roomId).size())));
  }

  @Override
  public synchronized Source<RoomEvent, NotUsed> eventStream(String roomId, long afterSequence) {
    List<RoomEvent> there =
        events.get(roomId).stream().filter(event -> event.sequence() > afterSequence).toList();
    return Source.from(there).concat(Source.never());
  }

  @Override
  public synchronized CompletionStage<Outcome<SubRoom>> get(String roomId, String subRoomId) {
    SubRoom subRoom = subRooms.get(roomId + "/" + subRoomId);
    return completedFuture(
        subRoom == null ? noSubRoom(roomId, subRoomId) : Outcome.done(subRoom, subRoom.revision()));
  }

  @Override
  public synchronized CompletionStage<Outcome<SubRoomPage>> list(
      String roomId, int pageSize, String pageToken) {
    if (!rooms.containsKey(roomId)) {
      return completedFuture(noRoom(roomId));
    }
    return completedFuture(Outcome.done(new SubRoomPage(subRoomsOf(roomId), null, NOW)));
  }

  @Override
  public CompletionStage<Outcome<SubRoom>> close(
      Caller caller, String roomId, String subRoomId, String reason, Long expected) {
    return changing(
        caller,
        () -> {
          SubRoom subRoom = subRooms.get(roomId + "/" + subRoomId);
          if (subRoom == null) {
            return noSubRoom(roomId, subRoomId);
          }
          if (expected != null && expected != subRoom.revision()) {
            return Outcome.refused(412, "stale_revision", "revision: " + subRoom.revision());
          }
          changes++;
          return Outcome.done(subRoom, subRoom.revision());
        });
  }

  @Override
  public CompletionStage<Outcome<SubRoom>> migrate(
      Caller caller, String roomId, String subRoomId, MigrateRequest request, Long expected) {
    return changing(
        caller,
        () -> {
          SubRoom subRoom = subRooms.get(roomId + "/" + subRoomId);
          if (subRoom == null) {
            return noSubRoom(roomId, subRoomId);
          }
          if (subRoom.region() == null) {
            return Outcome.refused(409, "wrong_state", "status: " + subRoom.status());
          }
          String wanted = subRoom.wantedRegion();
          if (wanted != null && !wanted.equals(request.region())) {
            return Outcome.refused(422, "region_not_allowed", "region: " + request.region());
          }
          if (subRoom.region().equals(request.region())) {
            return Outcome.done(subRoom, subRoom.revision());
          }
          changes++;
          Move move = new Move(request.region(), null, "asked for", NOW);
          SubRoom moving =
              FakeRooms.playing(subRoom, subRoom.region(), move, subRoom.revision() + 1);
          return Outcome.done(moving, moving.revision());
        });
  }

  synchronized List<SubRoom> subRoomsOf(String roomId) {
    return subRooms.values().stream().filter(each -> each.roomId().equals(roomId)).toList();
  }

  /** From now on a sub-room plays in a region. */
  synchronized void play(String roomId, String subRoomId, String region) {
    subRooms.computeIfPresent(
        roomId + "/" + subRoomId, (key, it) -> FakeRooms.playing(it, region, null, it.revision()));
  }

  private CompletionStage<Outcome<Room>> step(
      Caller caller,
      String roomId,
      Long expected,
      List<RoomStatus> from,
      RoomStatus to,
      String reason) {
    return changing(
        caller,
        () -> {
          Room room = rooms.get(roomId);
          if (room == null) {
            return noRoom(roomId);
          }
          if (expected != null && expected != room.revision()) {
            return Outcome.refused(
                412,
                "stale_revision",
                "If-Match: %d (expected: %d)".formatted(expected, room.revision()));
          }
          if (!from.contains(room.status())) {
            return Outcome.refused(
                409, "wrong_state", "status: %s (expected: %s)".formatted(room.status(), from));
          }
          return changed(
              FakeRooms.with(room, to, reason), "room." + to.name().toLowerCase(Locale.ROOT));
        });
  }

  private synchronized <T> CompletionStage<Outcome<T>> changing(
      Caller caller, Supplier<Outcome<T>> change) {
    throwIfBroken();
    callers.add(caller);
    return gate.thenApply(
        open -> {
          synchronized (this) {
            return change.get();
          }
        });
  }

  private Outcome<Room> changed(Room room, String type) {
    changes++;
    rooms.put(room.id(), room);
    List<RoomEvent> all = events.computeIfAbsent(room.id(), id -> new ArrayList<>());
    all.add(
        new RoomEvent(
            all.size() + 1, type, NOW, room.id(), null, "token:admin", Map.of("note", "ä\n")));
    return Outcome.done(room, room.revision());
  }

  private void throwIfBroken() {
    if (broken != null) {
      throw broken;
    }
  }

  @Override
  public CompletionStage<Outcome<PlanView>> plan(PlanRequest request) {
    return completedFuture(
        request.lostAgents() == null || request.lostAgents().isEmpty()
            ? Outcome.done(
                new PlanView(
                    true, "all fit", List.of(), List.of(), 0, 0, 0, 0, List.of(), List.of(), NOW))
            : Outcome.refused(404, "agent_not_found", "lostAgents: " + request.lostAgents()));
  }

  @Override
  public CompletionStage<Outcome<ReplayView>> replay(ReplayRequest request) {
    return completedFuture(
        rooms.containsKey(request.roomId())
            ? Outcome.done(
                new ReplayView(
                    request.roomId(), request.priceFactors(), "all same", 3, 0, 1, 2, 2, List.of()))
            : noRoom(request.roomId()));
  }

  private static <T> Outcome<T> noRoom(String roomId) {
    return Outcome.refused(404, "room_not_found", "room: " + roomId);
  }

  private <T> Outcome<T> noSubRoom(String roomId, String subRoomId) {
    return rooms.containsKey(roomId)
        ? Outcome.refused(404, "sub_room_not_found", "sub-room: " + subRoomId)
        : noRoom(roomId);
  }
}
