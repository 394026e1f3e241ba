package io.roomfleet.api.client;

import static io.roomfleet.api.client.ApiRequest.encoded;

import io.roomfleet.api.calendar.CalendarView;
import io.roomfleet.api.metrics.BeaconAnswer;
import io.roomfleet.api.metrics.MetricsCut;
import io.roomfleet.api.metrics.MetricsView;
import io.roomfleet.api.plan.PlanRequest;
import io.roomfleet.api.plan.PlanView;
import io.roomfleet.api.plan.ReplayRequest;
import io.roomfleet.api.plan.ReplayView;
import io.roomfleet.api.rebalance.RebalanceList;
import io.roomfleet.api.rebalance.RebalanceRequest;
import io.roomfleet.api.rebalance.RebalanceView;
import io.roomfleet.api.region.AgentList;
import io.roomfleet.api.region.AgentView;
import io.roomfleet.api.region.ClusterView;
import io.roomfleet.api.region.HealthView;
import io.roomfleet.api.region.MaintenanceRequest;
import io.roomfleet.api.region.RegionList;
import io.roomfleet.api.region.RegionView;
import io.roomfleet.api.region.RoundTripList;
import io.roomfleet.api.room.AddSubRoomsRequest;
import io.roomfleet.api.room.CreateRoomRequest;
import io.roomfleet.api.room.EventPage;
import io.roomfleet.api.room.MigrateRequest;
import io.roomfleet.api.room.Placement;
import io.roomfleet.api.room.ReasonRequest;
import io.roomfleet.api.room.Room;
import io.roomfleet.api.room.RoomPage;
import io.roomfleet.api.room.RoomStatus;
import io.roomfleet.api.room.SubRoom;
import io.roomfleet.api.room.SubRoomPage;
import io.roomfleet.api.room.SwitchLineRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The calls of the HTTP API, each as a request to be sent. */
public final class Calls {
  private static final String ROOMS = "/v1/rooms";
  private static final String REBALANCES = "/v1/rebalances";

  private Calls() {}

  /** POST /v1/rooms */
  public static ApiRequest<Room> createRoom(CreateRoomRequest room) {
    return ApiRequest.post(ROOMS, room, Room.class);
  }

  /**
   * GET /v1/rooms
   *
   * @param filter which rooms, and how many
   */
  public static ApiRequest<RoomPage> rooms(RoomFilter filter) {
    return ApiRequest.get(ROOMS, RoomPage.class)
        .withQuery("status", filter.status())
        .withQuery("region", filter.region())
        .withQuery("host", filter.host())
        .withQuery("pageSize", filter.pageSize())
        .withQuery("pageToken", filter.pageToken());
  }

  /**
   * Which rooms to list; null means any.
   *
   * @param region the source region
   * @param pageSize null lets the server choose
   * @param pageToken of the page before, null for the first
   */
  public record RoomFilter(
      @Nullable RoomStatus status,
      @Nullable String region,
      @Nullable String host,
      @Nullable Integer pageSize,
      @Nullable String pageToken) {
    /** Every room, in pages of the server's choice. */
    public static final RoomFilter ALL = new RoomFilter(null, null, null, null, null);

    /** The same rooms, from that page on. */
    public RoomFilter page(@Nullable String token) {
      return new RoomFilter(status, region, host, pageSize, token);
    }
  }

  /** GET /v1/rooms/{roomId} */
  public static ApiRequest<Room> room(String roomId) {
    return ApiRequest.get(pathOf(roomId), Room.class);
  }

  /** POST /v1/rooms/{roomId}:start */
  public static ApiRequest<Room> start(String roomId) {
    return ApiRequest.post(pathOf(roomId) + ":start", null, Room.class);
  }

  /** POST /v1/rooms/{roomId}:end */
  public static ApiRequest<Room> end(String roomId, @Nullable String reason) {
    return ApiRequest.post(pathOf(roomId) + ":end", because(reason), Room.class);
  }

  /** POST /v1/rooms/{roomId}:cancel */
  public static ApiRequest<Room> cancel(String roomId, @Nullable String reason) {
    return ApiRequest.post(pathOf(roomId) + ":cancel", because(reason), Room.class);
  }

  /** GET /v1/rooms/{roomId}/events, as a page */
  public static ApiRequest<EventPage> events(
      String roomId, long afterSequence, @Nullable Integer pageSize) {
    return ApiRequest.get(pathOf(roomId) + "/events", EventPage.class)
        .withQuery("afterSequence", afterSequence)
        .withQuery("pageSize", pageSize);
  }

  /** POST /v1/rooms/{roomId}/sub-rooms */
  public static ApiRequest<SubRoomPage> addSubRooms(String roomId, AddSubRoomsRequest subRooms) {
    return ApiRequest.post(pathOf(roomId) + "/sub-rooms", subRooms, SubRoomPage.class);
  }

  /** GET /v1/rooms/{roomId}/sub-rooms */
  public static ApiRequest<SubRoomPage> subRooms(String roomId, @Nullable String pageToken) {
    return ApiRequest.get(pathOf(roomId) + "/sub-rooms", SubRoomPage.class)
        .withQuery("pageToken", pageToken);
  }

  /** GET /v1/rooms/{roomId}/sub-rooms/{subRoomId} */
  public static ApiRequest<SubRoom> subRoom(String roomId, String subRoomId) {
    return ApiRequest.get(pathOf(roomId, subRoomId), SubRoom.class);
  }

  /** GET /v1/rooms/{roomId}/sub-rooms/{subRoomId}/placement */
  public static ApiRequest<Placement> placement(String roomId, String subRoomId) {
    return ApiRequest.get(pathOf(roomId, subRoomId) + "/placement", Placement.class);
  }

  /** POST /v1/rooms/{roomId}/sub-rooms/{subRoomId}:close */
  public static ApiRequest<SubRoom> closeSubRoom(
      String roomId, String subRoomId, @Nullable String reason) {
    return ApiRequest.post(pathOf(roomId, subRoomId) + ":close", because(reason), SubRoom.class);
  }

  /**
   * POST /v1/rooms/{roomId}/sub-rooms/{subRoomId}:migrate
   *
   * @param region where to; null leaves it to the placement
   */
  public static ApiRequest<SubRoom> migrateSubRoom(
      String roomId, String subRoomId, @Nullable String region, @Nullable String reason) {
    return ApiRequest.post(
        pathOf(roomId, subRoomId) + ":migrate", new MigrateRequest(region, reason), SubRoom.class);
  }

  /** POST /v1/rooms/{roomId}:switch-line */
  public static ApiRequest<Room> switchLine(String roomId, String lineId, @Nullable String reason) {
    return ApiRequest.post(
        pathOf(roomId) + ":switch-line", new SwitchLineRequest(lineId, reason), Room.class);
  }

  /**
   * POST /v1/rooms/{roomId}/sub-rooms/{subRoomId}:switch-line
   *
   * @param lineId null to follow the room again
   */
  public static ApiRequest<SubRoom> switchSubRoomLine(
      String roomId, String subRoomId, @Nullable String lineId, @Nullable String reason) {
    return ApiRequest.post(
        pathOf(roomId, subRoomId) + ":switch-line",
        new SwitchLineRequest(lineId, reason),
        SubRoom.class);
  }

  /** POST /v1/plans */
  public static ApiRequest<PlanView> plan(PlanRequest request) {
    return ApiRequest.post("/v1/plans", request, PlanView.class);
  }

  /** POST /v1/plans:replay */
  public static ApiRequest<ReplayView> replay(ReplayRequest request) {
    return ApiRequest.post("/v1/plans:replay", request, ReplayView.class);
  }

  /** POST /v1/rebalances */
  public static ApiRequest<RebalanceView> rebalance(RebalanceRequest request) {
    return ApiRequest.post(REBALANCES, request, RebalanceView.class);
  }

  /** GET /v1/rebalances */
  public static ApiRequest<RebalanceList> rebalances() {
    return ApiRequest.get(REBALANCES, RebalanceList.class);
  }

  /** GET /v1/rebalances/{rebalanceId} */
  public static ApiRequest<RebalanceView> rebalance(String id) {
    return ApiRequest.get(REBALANCES + "/" + encoded(id), RebalanceView.class);
  }

  /**
   * POST /v1/rebalances/{rebalanceId}:cancel
   *
   * @param reason for the history, or null
   */
  public static ApiRequest<RebalanceView> cancelRebalance(String id, @Nullable String reason) {
    return ApiRequest.post(
        REBALANCES + "/" + encoded(id) + ":cancel", new ReasonRequest(reason), RebalanceView.class);
  }

  /**
   * GET /v1/round-trips
   *
   * @param region null for all
   */
  public static ApiRequest<RoundTripList> roundTrips(@Nullable String region) {
    return ApiRequest.get("/v1/round-trips", RoundTripList.class).withQuery("region", region);
  }

  /**
   * GET /v1/calendar
   *
   * @param from null for now
   * @param to null for a week after {@code from}
   * @param region null for all
   * @param stepSeconds of a bucket; null for an hour
   */
  public static ApiRequest<CalendarView> calendar(
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable String region,
      @Nullable Long stepSeconds) {
    return ApiRequest.get("/v1/calendar", CalendarView.class)
        .withQuery("from", from == null ? null : from.toString())
        .withQuery("to", to == null ? null : to.toString())
        .withQuery("region", region)
        .withQuery("step", stepSeconds == null ? null : Long.toString(stepSeconds));
  }

  /**
   * POST /v1/beacons
   *
   * @param batch beacons as they are to be written: an array
   */
  public static ApiRequest<BeaconAnswer> beacons(Object batch) {
    return ApiRequest.post("/v1/beacons", batch, BeaconAnswer.class);
  }

  /**
   * GET /v1/rooms/{roomId}/metrics
   *
   * @param query which figures
   */
  public static ApiRequest<MetricsView> metrics(String roomId, MetricsQuery query) {
    return ApiRequest.get(pathOf(roomId) + "/metrics", MetricsView.class)
        .withQuery("from", query.from())
        .withQuery("to", query.to())
        .withQuery("step", query.stepSeconds())
        .withQuery("subRoomId", query.subRoomId())
        .withQuery("country", query.country())
        .withQuery("by", query.by());
  }

  /**
   * Which figures; what is null is left to the API: the last hour, in minutes, of the whole room.
   *
   * @param country two capital letters; of a table also {@code *}, each one
   */
  public record MetricsQuery(
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable Long stepSeconds,
      @Nullable String subRoomId,
      @Nullable String country,
      @Nullable MetricsCut by) {}

  /** GET /v1/regions */
  public static ApiRequest<RegionList> regions() {
    return ApiRequest.get("/v1/regions", RegionList.class);
  }

  /** GET /v1/agents */
  public static ApiRequest<AgentList> agents(@Nullable String region) {
    return ApiRequest.get("/v1/agents", AgentList.class).withQuery("region", region);
  }

  /** GET /v1/regions/{regionId} */
  public static ApiRequest<RegionView> region(String regionId) {
    return ApiRequest.get(pathOfRegion(regionId), RegionView.class);
  }

  /** GET /v1/agents/{agentId} */
  public static ApiRequest<AgentView> agent(String agentId) {
    return ApiRequest.get(pathOfAgent(agentId), AgentView.class);
  }

  /** POST /v1/agents/{agentId}:drain */
  public static ApiRequest<AgentView> drainAgent(String agentId, MaintenanceRequest how) {
    return ApiRequest.post(pathOfAgent(agentId) + ":drain", how, AgentView.class);
  }

  /** POST /v1/agents/{agentId}:restore */
  public static ApiRequest<AgentView> restoreAgent(String agentId, @Nullable String reason) {
    return ApiRequest.post(pathOfAgent(agentId) + ":restore", because(reason), AgentView.class);
  }

  /** POST /v1/regions/{regionId}:drain; it takes no {@code force} */
  public static ApiRequest<RegionView> drainRegion(String regionId, MaintenanceRequest how) {
    return ApiRequest.post(pathOfRegion(regionId) + ":drain", how, RegionView.class);
  }

  /** POST /v1/regions/{regionId}:evacuate */
  public static ApiRequest<RegionView> evacuateRegion(String regionId, MaintenanceRequest how) {
    return ApiRequest.post(pathOfRegion(regionId) + ":evacuate", how, RegionView.class);
  }

  /** POST /v1/regions/{regionId}:restore */
  public static ApiRequest<RegionView> restoreRegion(String regionId, @Nullable String reason) {
    return ApiRequest.post(pathOfRegion(regionId) + ":restore", because(reason), RegionView.class);
  }

  /** GET /v1/cluster */
  public static ApiRequest<ClusterView> cluster() {
    return ApiRequest.get("/v1/cluster", ClusterView.class);
  }

  /** GET /health/ready; it needs no token */
  public static ApiRequest<HealthView> ready() {
    return ApiRequest.get("/health/ready", HealthView.class);
  }

  static String pathOf(String roomId) {
    return ROOMS + "/" + encoded(roomId);
  }

  private static String pathOf(String roomId, String subRoomId) {
    return pathOf(roomId) + "/sub-rooms/" + encoded(subRoomId);
  }

  private static String pathOfRegion(String regionId) {
    return "/v1/regions/" + encoded(regionId);
  }

  private static String pathOfAgent(String agentId) {
    return "/v1/agents/" + encoded(agentId);
  }

  private static @Nullable ReasonRequest because(@Nullable String reason) {
    return reason == null ? null : new ReasonRequest(reason);
  }
}
