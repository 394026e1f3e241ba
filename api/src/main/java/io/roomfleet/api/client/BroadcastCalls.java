package io.roomfleet.api.client;

import io.roomfleet.api.history.RoomReplay;
import io.roomfleet.api.history.TimelineKind;
import io.roomfleet.api.history.TimelineView;
import io.roomfleet.api.room.AgendaRequest;
import io.roomfleet.api.room.AgendaStartRequest;
import io.roomfleet.api.room.AgendaView;
import java.time.Instant;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The calls about the course of a broadcast, planned and past, each as a request to be sent. */
public final class BroadcastCalls {
  private BroadcastCalls() {}

  /** GET /v1/rooms/{roomId}/agenda */
  public static ApiRequest<AgendaView> agenda(String roomId) {
    return ApiRequest.get(Calls.pathOf(roomId) + "/agenda", AgendaView.class);
  }

  /** PUT /v1/rooms/{roomId}/agenda */
  public static ApiRequest<AgendaView> setAgenda(String roomId, AgendaRequest agenda) {
    return ApiRequest.put(Calls.pathOf(roomId) + "/agenda", agenda, AgendaView.class);
  }

  /** POST /v1/rooms/{roomId}/agenda:start */
  public static ApiRequest<AgendaView> startAgendaItem(String roomId, String itemId) {
    return ApiRequest.post(
        Calls.pathOf(roomId) + "/agenda:start", new AgendaStartRequest(itemId), AgendaView.class);
  }

  /**
   * GET /v1/rooms/{roomId}/timeline
   *
   * @param from null for the room's beginning
   * @param to null for all there is
   * @param kinds empty for all
   */
  public static ApiRequest<TimelineView> timeline(
      String roomId, @Nullable Instant from, @Nullable Instant to, Collection<TimelineKind> kinds) {
    String names = kinds.stream().map(TimelineKind::name).collect(Collectors.joining(","));
    return ApiRequest.get(Calls.pathOf(roomId) + "/timeline", TimelineView.class)
        .withQuery("from", from)
        .withQuery("to", to)
        .withQuery("kinds", names.isEmpty() ? null : names);
  }

  /** GET /v1/rooms/{roomId}/replay, at an instant */
  public static ApiRequest<RoomReplay> replay(String roomId, Instant at) {
    return ApiRequest.get(Calls.pathOf(roomId) + "/replay", RoomReplay.class).withQuery("at", at);
  }

  /** GET /v1/rooms/{roomId}/replay, just after an event */
  public static ApiRequest<RoomReplay> replay(String roomId, long sequence) {
    return ApiRequest.get(Calls.pathOf(roomId) + "/replay", RoomReplay.class)
        .withQuery("sequence", sequence);
  }
}
