package io.roomfleet.orchestrator.steering;

import io.roomfleet.api.steering.Pathway;
import io.roomfleet.api.steering.SteeringManifest;
import io.roomfleet.orchestrator.platform.Ids;
import io.roomfleet.orchestrator.steering.RouteWord.SubRoomTold;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongBiFunction;
import org.jspecify.annotations.Nullable;

/**
 * One player's manifest, made of the ways of its sub-room. Pure.
 *
 * <p>Which viewers go elsewhere is decided by their group, 0 to 99, which stays the same: with a
 * share of a quarter it is those below 25, and the same ones when the share grows. Who has been led
 * away stays where it is as long as that plays, whether it would be sent there now or not.
 *
 * @param ttlSeconds after which a player asks again
 * @param breaks discontinuities so far of the ladder of a key {@code roomId/subRoomId} at an agent
 */
record ManifestWriter(long ttlSeconds, ToLongBiFunction<String, String> breaks) {
  private static final double GROUPS = 100;

  /** A player at one of the ways. */
  private record Present(Way way, Pathway pathway) {}

  /**
   * @param pathwayId where the player says it is; null when it does not
   * @return empty when there is no place for it
   */
  Optional<SteeringManifest> write(
      SubRoomTold own, List<Way> ways, int group, @Nullable String pathwayId) {
    Optional<Present> present =
        pathwayId == null
            ? Optional.empty()
            : ways.stream().flatMap(way -> at(way, pathwayId).stream()).findFirst();
    List<Way> order = order(ways, group, present.map(Present::way).orElse(null));
    if (order.isEmpty()) {
      return Optional.empty();
    }
    List<String> priority = new ArrayList<>();
    List<SteeringManifest.Clone> clones = new ArrayList<>();
    String base = pathwayId != null ? pathwayId : order.get(0).pathway().id();
    for (Way way : order) {
      Pathway pathway = pathway(own, way, present);
      priority.add(pathway.id());
      if (!pathway.id().equals(base)) {
        clones.add(SteeringManifest.Clone.of(base, pathway, Renditions.counterparts(own, way)));
      }
    }
    return Optional.of(
        new SteeringManifest(
            1, ttlSeconds, null, priority, clones.isEmpty() ? null : List.copyOf(clones)));
  }

  private static Optional<Present> at(Way way, String pathwayId) {
    return Optional.ofNullable(way.pathway().as(pathwayId))
        .map(pathway -> new Present(way, pathway));
  }

  private static List<Way> order(List<Way> ways, int group, @Nullable Way present) {
    List<Way> home = ways.stream().filter(way -> !way.isFallback()).toList();
    List<Way> open = ways.stream().filter(way -> way.isFallback() && way.open()).toList();
    boolean leave = home.isEmpty() || group < away(home, ways) * GROUPS;
    List<Way> order = new ArrayList<>();
    if (leave) {
      if (present != null && present.isFallback() && !present.barred() && present.state().heard()) {
        order.add(present);
      }
      open.stream().filter(way -> !order.contains(way)).forEach(order::add);
    }
    // Fallbacks are not named before they are needed: hls.js up to 1.5.15 takes pathways that it is
    // told of for renditions of its own, and changes by bandwidth (video-dev/hls.js#6759).
    order.addAll(home);
    return order;
  }

  /**
   * The share that is to be elsewhere. When the fallback itself can take nobody any more, those who
   * are there stay.
   */
  private static double away(List<Way> home, List<Way> ways) {
    boolean some = ways.stream().anyMatch(way -> way.isFallback() && !way.barred());
    return some ? Math.max(1 - home.get(0).share(), home.get(0).state().shed()) : 0;
  }

  /** With the discontinuities that the player has behind it, as they count there. */
  private Pathway pathway(SubRoomTold own, Way way, Optional<Present> present) {
    if (present.isEmpty()) {
      return way.pathway();
    }
    Present now = present.get();
    if (now.way() == way) {
      return now.pathway();
    }
    long behind = now.pathway().breaks() + count(now.way());
    return new Pathway(way.pathway().master(), way.pathway().of(), behind - count(way));
  }

  private long count(Way way) {
    SubRoomTold told = way.entry().told();
    return breaks.applyAsLong(
        way.edge().agentId(), Ids.subRoomKey(told.roomId(), told.subRoomId()));
  }
}
