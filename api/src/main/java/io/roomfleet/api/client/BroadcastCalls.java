package io.roomfleet.api.client;

import io.roomfleet.api.history.RoomReplay;
import io.roomfleet.api.history.TimelineKind;
import io.roomfleet.api.history.TimelineView;
import io.roomfleet.api.report.BroadcastReport;
import io.roomfleet.api.report.ComparisonReport;
import io.roomfleet.api.report.RegionReport;
import io.roomfleet.api.room.AgendaRequest;
import io.roomfleet.api.room.AgendaStartRequest;
import io.roomfleet.api.room.AgendaView;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
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

  /**
   * GET /v1/rooms/{roomId}/report
   *
   * @param stepSeconds of a part when it is cut by time; null for a twelfth
   */
  public static ApiRequest<BroadcastReport> report(
      String roomId, BroadcastReport.Cut by, @Nullable Long stepSeconds) {
    return ApiRequest.get(Calls.pathOf(roomId) + "/report", BroadcastReport.class)
        .withQuery("by", by.name())
        .withQuery("step", stepSeconds == null ? null : Long.toString(stepSeconds));
  }

  /**
   * GET /v1/reports/rooms
   *
   * @param roomIds 2 to 10; the first is what the others are compared with
   */
  public static ApiRequest<ComparisonReport> reportRooms(List<String> roomIds) {
    return ApiRequest.get("/v1/reports/rooms", ComparisonReport.class)
        .withQuery("ids", String.join(",", roomIds));
  }

  /**
   * GET /v1/reports/hosts
   *
   * @param hostIds 2 to 10; the first is what the others are compared with
   * @param from of the broadcasts' starts
   */
  public static ApiRequest<ComparisonReport> reportHosts(
      List<String> hostIds, Instant from, Instant to) {
    return ApiRequest.get("/v1/reports/hosts", ComparisonReport.class)
        .withQuery("ids", String.join(",", hostIds))
        .withQuery("from", from)
        .withQuery("to", to);
  }

  /**
   * GET /v1/reports/regions
   *
   * @param from of the broadcasts' starts
   */
  public static ApiRequest<RegionReport> reportRegions(Instant from, Instant to) {
    return ApiRequest.get("/v1/reports/regions", RegionReport.class)
        .withQuery("from", from)
        .withQuery("to", to);
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
