package io.roomfleet.orchestrator.http.route;

import io.roomfleet.api.room.AddSubRoomsRequest;
import io.roomfleet.api.room.MigrateRequest;
import io.roomfleet.api.room.Placement;
import io.roomfleet.api.room.SubRoom;
import io.roomfleet.api.room.SubRoomPage;
import io.roomfleet.api.room.SwitchLineRequest;
import io.roomfleet.orchestrator.http.Outcome;
import io.roomfleet.orchestrator.http.Rooms;
import io.roomfleet.orchestrator.http.SubRooms;
import io.roomfleet.orchestrator.http.body.LineBodies;
import io.roomfleet.orchestrator.http.body.RoomBodies;
import io.roomfleet.orchestrator.http.body.SubRoomBodies;
import io.roomfleet.orchestrator.http.wire.Answer;
import io.roomfleet.orchestrator.http.wire.Call;
import io.roomfleet.orchestrator.http.wire.Endpoint;
import io.roomfleet.orchestrator.http.wire.Endpoint.Action;
import io.roomfleet.orchestrator.http.wire.Preconditions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** The regional sub-rooms of a room. */
final class SubRoomEndpoints {
  private final Rooms rooms;
  private final SubRooms subRooms;
  private final Set<String> regions;
  private final PageTokens pageTokens;

  SubRoomEndpoints(Rooms rooms, SubRooms subRooms, Set<String> regions, PageTokens pageTokens) {
    this.rooms = rooms;
    this.subRooms = subRooms;
    this.regions = regions;
    this.pageTokens = pageTokens;
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.post("/v1/rooms/{roomId}/sub-rooms", this::add),
        Endpoint.get("/v1/rooms/{roomId}/sub-rooms", Set.of("pageSize", "pageToken"), this::list),
        Endpoint.get("/v1/rooms/{roomId}/sub-rooms/{subRoomId}", Set.of(), this::show),
        Endpoint.get(
            "/v1/rooms/{roomId}/sub-rooms/{subRoomId}/placement", Set.of(), this::placement),
        Endpoint.post("/v1/rooms/{roomId}/sub-rooms/{subRoomId}:close", this::close),
        Endpoint.post("/v1/rooms/{roomId}/sub-rooms/{subRoomId}:migrate", this::migrate),
        Endpoint.post("/v1/rooms/{roomId}/sub-rooms/{subRoomId}:switch-line", this::switchLine));
  }

  // POST /v1/rooms/{roomId}/sub-rooms
  private Action add(Call call) {
    String roomId = RoomIds.roomOf(call);
    AddSubRoomsRequest request = SubRoomBodies.add(call.body(), regions);
    List<Long> allowed = Preconditions.ifMatch(call.request());
    return caller ->
        Preconditions.expecting(
            allowed,
            () -> rooms.get(roomId),
            expected ->
                Answers.done(
                    call,
                    rooms.addSubRooms(caller, roomId, request, expected),
                    done -> Answer.of(201, done).with("Location", call.path())));
  }

  // GET /v1/rooms/{roomId}/sub-rooms?pageSize=&pageToken=
  private CompletionStage<HttpResponse> list(Call call) {
    String roomId = RoomIds.roomOf(call);
    Page page = Page.of(call, pageTokens, "sub-rooms of " + roomId);
    return Answers.shown(
        call,
        subRooms
            .list(roomId, page.size(), page.viewToken())
            .thenApply(
                outcome ->
                    outcome.map(
                        found ->
                            new SubRoomPage(
                                found.subRooms(),
                                page.next(found.nextPageToken()),
                                found.asOf()))));
  }

  // GET /v1/rooms/{roomId}/sub-rooms/{subRoomId}
  private CompletionStage<HttpResponse> show(Call call) {
    return Answers.shown(call, subRooms.get(RoomIds.roomOf(call), RoomIds.subRoomOf(call)));
  }

  // GET /v1/rooms/{roomId}/sub-rooms/{subRoomId}/placement
  private CompletionStage<HttpResponse> placement(Call call) {
    String subRoomId = RoomIds.subRoomOf(call);
    return Answers.shown(
        call,
        subRooms
            .get(RoomIds.roomOf(call), subRoomId)
            .thenApply(
                outcome ->
                    outcome.fold(
                        found -> placementOf(found.value(), found.revision()),
                        refused -> Outcome.refused(refused.refusal()))));
  }

  private static Outcome<Placement> placementOf(SubRoom subRoom, long revision) {
    Placement placement = subRoom.placement();
    return placement == null
        ? Outcome.refused(
            404,
            "placement_not_found",
            "sub-room: " + subRoom.id() + " (expected: one for which a place was looked for)")
        : Outcome.done(placement, revision);
  }

  // POST /v1/rooms/{roomId}/sub-rooms/{subRoomId}:close
  private Action close(Call call) {
    String roomId = RoomIds.roomOf(call);
    String subRoomId = RoomIds.subRoomOf(call);
    String reason = RoomBodies.reason(call.body()).reason();
    List<Long> allowed = Preconditions.ifMatch(call.request());
    return caller ->
        Preconditions.expecting(
            allowed,
            () -> subRooms.get(roomId, subRoomId),
            expected ->
                Answers.done(
                    call,
                    subRooms.close(caller, roomId, subRoomId, reason, expected),
                    done -> Answer.of(200, done)));
  }

  // POST /v1/rooms/{roomId}/sub-rooms/{subRoomId}:migrate
  private Action migrate(Call call) {
    String roomId = RoomIds.roomOf(call);
    String subRoomId = RoomIds.subRoomOf(call);
    MigrateRequest request = SubRoomBodies.migrate(call.body(), regions);
    List<Long> allowed = Preconditions.ifMatch(call.request());
    return caller ->
        Preconditions.expecting(
            allowed,
            () -> subRooms.get(roomId, subRoomId),
            expected ->
                Answers.done(
                    call,
                    subRooms.migrate(caller, roomId, subRoomId, request, expected),
                    done -> Answer.of(done.value().move() == null ? 200 : 202, done)));
  }

  // POST /v1/rooms/{roomId}/sub-rooms/{subRoomId}:switch-line
  private Action switchLine(Call call) {
    String roomId = RoomIds.roomOf(call);
    String subRoomId = RoomIds.subRoomOf(call);
    SwitchLineRequest request = LineBodies.ofSubRoom(call.body());
    List<Long> allowed = Preconditions.ifMatch(call.request());
    return caller ->
        Preconditions.expecting(
            allowed,
            () -> subRooms.get(roomId, subRoomId),
            expected ->
                Answers.done(
                    call,
                    subRooms.switchLine(caller, roomId, subRoomId, request, expected),
                    done -> Answer.of(200, done)));
  }
}
