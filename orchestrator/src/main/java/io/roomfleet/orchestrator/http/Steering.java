package io.roomfleet.orchestrator.http;

import io.roomfleet.api.steering.RouteView;
import io.roomfleet.api.steering.SteeringManifest;
import org.jspecify.annotations.Nullable;

/**
 * What the HTTP API needs of where viewers are sent. Answers come from the node's memory: 503
 * {@code routes_unknown} while it does not know enough, 404 {@code no_route} when nothing plays.
 */
public interface Steering {
  /**
   * For whom.
   *
   * @param subRoomId that the viewer watches; null when one is to be chosen
   * @param country two capital letters
   * @param latitude and {@code longitude} in degrees; both or none
   * @param language two or three letters
   * @param pathway where the player says it is
   * @param session the same for as long as it watches; empty for none
   */
  record Query(
      @Nullable String subRoomId,
      @Nullable String country,
      @Nullable Double latitude,
      @Nullable Double longitude,
      @Nullable String language,
      @Nullable String pathway,
      String session) {}

  /** What a player is told. */
  Outcome<SteeringManifest> manifest(String roomId, Query query);

  /** The same for those who choose by themselves, with the reasons. */
  Outcome<RouteView> route(String roomId, Query query);
}
