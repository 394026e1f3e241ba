package io.roomfleet.api.steering;

import io.roomfleet.api.room.SubRoomStatus;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a viewer of a room is sent, and why.
 *
 * @param country that was asked for; null when none was
 * @param best null when nothing plays that the viewer may have
 * @param candidates all that were looked at, the best first: what the viewer's sub-room can be
 *     played from, then the other sub-rooms
 * @param why in one sentence
 * @param asOf by the clock of the node that answered from its memory
 */
public record RouteView(
    String roomId,
    @Nullable String country,
    @Nullable Candidate best,
    List<Candidate> candidates,
    String why,
    Instant asOf) {

  /**
   * A sub-room at an edge.
   *
   * @param line of the room that it plays
   * @param region and {@code agentId}, {@code hls}, {@code pathwayId}: where; null while it plays
   *     nowhere
   * @param distanceKm from the viewer to the market; null when that is not known
   * @param roundTripMillis between the viewers of the market and the region, as placement has it;
   *     null when it plays nowhere
   * @param load measured egress of the agent in parts of its capacity
   * @param share the part of the viewers of the best candidate's sub-room that is sent here, 0 to 1
   * @param reason why it is where it stands in the list
   */
  public record Candidate(
      String subRoomId,
      String market,
      String locale,
      SubRoomStatus status,
      String line,
      @Nullable String region,
      @Nullable String agentId,
      @Nullable URI hls,
      @Nullable String pathwayId,
      RouteMatch match,
      @Nullable Integer distanceKm,
      @Nullable Integer roundTripMillis,
      double load,
      double share,
      String reason) {}
}
