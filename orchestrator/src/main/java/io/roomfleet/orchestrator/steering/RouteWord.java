package io.roomfleet.orchestrator.steering;

import io.roomfleet.api.room.Rendition;
import io.roomfleet.api.room.SubRoomStatus;
import io.roomfleet.orchestrator.platform.ClusterMessage;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** What all nodes are told of where viewers can be sent. Words may be lost: they are said again. */
public sealed interface RouteWord extends ClusterMessage {
  /**
   * A sub-room says where it is: on each change, and again about each 20 s while it has a place.
   *
   * @param renditions of its ladder, best first
   * @param allowedRegions the only ones that its viewers may be served from; null for all
   * @param fallbacks ids of other sub-rooms of the room that its viewers may be led to, best first
   * @param line that it plays
   * @param at where it plays; null while it does not
   * @param revision of the sub-room; a smaller one is older
   * @param left why it left the line of its room by itself; null while it did not
   */
  record SubRoomTold(
      String roomId,
      String subRoomId,
      String market,
      String locale,
      String timeZone,
      List<Rendition> renditions,
      @Nullable List<String> allowedRegions,
      List<String> fallbacks,
      SubRoomStatus status,
      String line,
      @Nullable Edge at,
      long revision,
      @Nullable String left)
      implements RouteWord {

    /** True while its viewers have something to see. */
    boolean plays() {
      return at != null && (status == SubRoomStatus.READY || status == SubRoomStatus.LIVE);
    }

    boolean isOver() {
      return status == SubRoomStatus.CLOSED;
    }
  }

  /**
   * A ladder at an agent.
   *
   * @param hls its master playlist
   */
  record Edge(String region, String agentId, long epoch, URI hls) {}

  /**
   * How an agent's viewers fare, by the node that has its session: about each second while that
   * changes.
   *
   * @param at milliseconds since 1970
   * @param load measured egress in parts of its capacity
   * @param shed the part of its viewers that shall go elsewhere, 0 to 1
   * @param reason why, null for no reason
   * @param breaks discontinuities of each ladder that has any, by {@code roomId/subRoomId}
   */
  record EdgeTold(
      String agentId,
      long at,
      double load,
      double shed,
      @Nullable String reason,
      Map<String, Long> breaks)
      implements RouteWord {}

  /** A node that came up asks the others for what they know. */
  record TableAsked(ActorRef<RouteCopy> replyTo) implements RouteWord {}
}
