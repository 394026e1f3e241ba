package io.roomfleet.orchestrator.http.route;

import io.roomfleet.api.room.CreateRoomRequest;
import io.roomfleet.api.room.Room;
import io.roomfleet.api.room.RoomPage;
import io.roomfleet.api.room.RoomStatus;
import io.roomfleet.api.room.SwitchLineRequest;
import io.roomfleet.orchestrator.http.Caller;
import io.roomfleet.orchestrator.http.Outcome;
import io.roomfleet.orchestrator.http.RoomFilter;
import io.roomfleet.orchestrator.http.Rooms;
import io.roomfleet.orchestrator.http.body.LineBodies;
import io.roomfleet.orchestrator.http.body.RoomBodies;
import io.roomfleet.orchestrator.http.wire.Answer;
import io.roomfleet.orchestrator.http.wire.Call;
import io.roomfleet.orchestrator.http.wire.Endpoint;
import io.roomfleet.orchestrator.http.wire.Endpoint.Action;
import io.roomfleet.orchestrator.http.wire.Preconditions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.jspecify.annotations.Nullable;

/** Live rooms: schedule one, look at them, and lead one through its life. */
final class RoomEndpoints {
  private final Rooms rooms;
  private final Set<String> regions;
  private final PageTokens pageTokens;

  RoomEndpoints(Rooms rooms, Set<String> regions, PageTokens pageTokens) {
    this.rooms = rooms;
    this.regions = regions;
    this.pageTokens = pageTokens;
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.post("/v1/rooms", this::create),
        Endpoint.get(
            "/v1/rooms", Set.of("status", "region", "host", "pageSize", "pageToken"), this::list),
        Endpoint.get("/v1/rooms/{roomId}", Set.of(), this::show),
        Endpoint.post("/v1/rooms/{roomId}:start", this::start),
        Endpoint.post("/v1/rooms/{roomId}:end", this::end),
        Endpoint.post("/v1/rooms/{roomId}:cancel", this::cancel),
        Endpoint.post("/v1/rooms/{roomId}:switch-line", this::switchLine));
  }

  // POST /v1/rooms
  private Action create(Call call) {
    CreateRoomRequest request = RoomBodies.create(call.body(), regions);
    return caller ->
        Answers.done(
            call,
            rooms.create(caller, request),
            done -> Answer.of(201, done).with("Location", "/v1/rooms/" + done.value().id()));
  }

  // GET /v1/rooms?status=&region=&host=&pageSize=&pageToken=
  private CompletionStage<HttpResponse> list(Call call) {
    RoomFilter filter =
        new RoomFilter(
            call.query().oneOf("status", RoomStatus.class),
            call.query().oneOf("region", regions),
            call.query().text("host"));
    Page page = Page.of(call, pageTokens, "rooms " + filter);
    return Answers.shown(
        call,
        rooms
            .list(filter, page.size(), page.viewToken())
            .thenApply(outcome -> outcome.map(found -> sealed(page, found))));
  }

  // GET /v1/rooms/{roomId}
  private CompletionStage<HttpResponse> show(Call call) {
    return Answers.shown(call, rooms.get(RoomIds.roomOf(call)));
  }

  // POST /v1/rooms/{roomId}:start
  private Action start(Call call) {
    RoomBodies.nothing(call.body());
    return step(call, (caller, id, expected) -> rooms.start(caller, id, expected));
  }

  // POST /v1/rooms/{roomId}:end
  private Action end(Call call) {
    String reason = RoomBodies.reason(call.body()).reason();
    return step(call, (caller, id, expected) -> rooms.end(caller, id, reason, expected));
  }

  // POST /v1/rooms/{roomId}:cancel
  private Action cancel(Call call) {
    String reason = RoomBodies.reason(call.body()).reason();
    return step(call, (caller, id, expected) -> rooms.cancel(caller, id, reason, expected));
  }

  // POST /v1/rooms/{roomId}:switch-line
  private Action switchLine(Call call) {
    SwitchLineRequest request = LineBodies.ofRoom(call.body());
    return step(call, (caller, id, expected) -> rooms.switchLine(caller, id, request, expected));
  }

  /** One step of a room's life. */
  @FunctionalInterface
  private interface Step {
    CompletionStage<Outcome<Room>> take(Caller caller, String roomId, @Nullable Long expected);
  }

  private Action step(Call call, Step step) {
    String roomId = RoomIds.roomOf(call);
    List<Long> allowed = Preconditions.ifMatch(call.request());
    return caller ->
        Preconditions.expecting(
            allowed,
            () -> rooms.get(roomId),
            expected ->
                Answers.done(
                    call, step.take(caller, roomId, expected), done -> Answer.of(200, done)));
  }

  private static RoomPage sealed(Page page, RoomPage found) {
    return new RoomPage(found.rooms(), page.next(found.nextPageToken()), found.asOf());
  }
}
