package io.roomfleet.api.client;

import io.roomfleet.api.steering.RouteView;
import io.roomfleet.api.steering.SteeringManifest;
import org.jspecify.annotations.Nullable;

/** The calls about where viewers are sent, each as a request to be sent. */
public final class SteeringCalls {
  private SteeringCalls() {}

  /**
   * For whom; at least one of them.
   *
   * @param subRoomId that the viewer watches
   * @param country two capital letters
   * @param language two or three small letters
   * @param latitude and {@code longitude} in degrees, both or none
   */
  public record Viewer(
      @Nullable String subRoomId,
      @Nullable String country,
      @Nullable String language,
      @Nullable Double latitude,
      @Nullable Double longitude) {}

  /** GET /v1/routes */
  public static ApiRequest<RouteView> route(String roomId, Viewer viewer) {
    return ApiRequest.get("/v1/routes", RouteView.class)
        .withQuery("roomId", roomId)
        .withQuery("subRoomId", viewer.subRoomId())
        .withQuery("country", viewer.country())
        .withQuery("language", viewer.language())
        .withQuery("lat", viewer.latitude())
        .withQuery("lon", viewer.longitude());
  }

  /**
   * GET /v1/steering/{roomId}, as a player asks it
   *
   * @param session the same for as long as it watches
   * @param pathway where it is; null at first
   */
  public static ApiRequest<SteeringManifest> steering(
      String roomId, String subRoomId, String session, @Nullable String pathway) {
    return ApiRequest.get("/v1/steering/" + ApiRequest.encoded(roomId), SteeringManifest.class)
        .withQuery("subRoomId", subRoomId)
        .withQuery("session", session)
        .withQuery("_HLS_pathway", pathway);
  }
}
