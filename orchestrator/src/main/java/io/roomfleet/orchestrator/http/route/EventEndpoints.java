package io.roomfleet.orchestrator.http.route;

import io.roomfleet.orchestrator.http.Rooms;
import io.roomfleet.orchestrator.http.wire.Answer;
import io.roomfleet.orchestrator.http.wire.Call;
import io.roomfleet.orchestrator.http.wire.Endpoint;
import io.roomfleet.orchestrator.http.wire.Headers;
import io.roomfleet.orchestrator.http.wire.Problems;
import io.roomfleet.orchestrator.http.wire.QueryParameters;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** A room's events, in pages or as a stream without end. */
final class EventEndpoints {
  private static final String LAST_EVENT_ID = "Last-Event-ID";

  private static final long MAX_SEQUENCE = 999_999_999_999_999_999L;

  private final Rooms rooms;
  private final EventStream stream;

  EventEndpoints(Rooms rooms, EventStream stream) {
    this.rooms = rooms;
    this.stream = stream;
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.get("/v1/rooms/{roomId}/events", Set.of("afterSequence", "pageSize"), this::events)
            .producing(List.of(Answer.JSON, EventStream.MEDIA_TYPE)));
  }

  // GET /v1/rooms/{roomId}/events?afterSequence=&pageSize=
  private CompletionStage<HttpResponse> events(Call call) {
    String roomId = RoomIds.roomOf(call);
    long after = call.query().integer("afterSequence", 0, MAX_SEQUENCE, 0);
    int pageSize = Page.sizeOf(call);
    if (!call.accepted().equals(EventStream.MEDIA_TYPE)) {
      return Answers.shown(call, rooms.events(roomId, after, pageSize));
    }
    String lastEventId = Headers.first(call.request(), LAST_EVENT_ID);
    long from =
        lastEventId == null
            ? after
            : QueryParameters.wholeNumber(
                "bad_last_event_id", LAST_EVENT_ID, lastEventId, 0, MAX_SEQUENCE);
    return rooms
        .get(roomId)
        .thenApply(
            outcome ->
                outcome.fold(
                    room -> stream.of(rooms.eventStream(roomId, from)),
                    refused -> Problems.of(refused.refusal(), call.path()).toResponse()));
  }
}
