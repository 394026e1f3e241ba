package io.roomfleet.orchestrator.steering;

import io.roomfleet.api.room.Rendition;
import io.roomfleet.api.steering.Pathway;
import io.roomfleet.orchestrator.steering.RouteWord.Edge;
import io.roomfleet.orchestrator.steering.RouteWord.SubRoomTold;
import io.roomfleet.orchestrator.steering.Way.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where the viewers of a sub-room can be led. Pure. The policy:
 *
 * <ol>
 *   <li>Where the sub-room is. While it has been there for less than the head start, where it was
 *       goes before: players are some seconds behind the newest picture.
 *   <li>Where it was, for as long as it may still play.
 *   <li>The sub-rooms that the room names for it, in that order, if they play the same line, have a
 *       rendition for each of its own, are in a region that it allows, and are at an edge of their
 *       own that is heard, not being emptied, not in trouble itself and has room. Nobody is sent to
 *       one that is not named.
 * </ol>
 *
 * When its own edge is in trouble, a part of its viewers ({@link EdgeState#shed}) goes to the first
 * such sub-room; all do while it plays nowhere. Without one they stay: a bad edge is better than
 * none.
 */
record Ways(SteeringSettings settings, Function<String, EdgeState> edges) {

  /**
   * All of them, the usual order.
   *
   * @param others the room's sub-rooms by id
   */
  List<Way> of(RouteEntry own, Map<String, RouteEntry> others, long now) {
    List<Way> ways = new ArrayList<>();
    if (own.plays()) {
      ways.add(home(Kind.OWN, own, own.at(), "it is here"));
    }
    Edge before = own.before();
    if (before != null) {
      boolean soon = now - own.movedAt() < settings.headStart().toMillis();
      String reason = soon ? "it has just moved from here" : "it was here before it moved";
      ways.add(soon ? 0 : ways.size(), home(Kind.BEFORE, own, before, reason));
    }
    for (String id : own.told().fallbacks()) {
      RouteEntry other = others.get(id);
      if (other != null && other.plays()) {
        ways.add(fallback(own, other));
      }
    }
    return shared(own, ways);
  }

  private Way home(Kind kind, RouteEntry own, Edge at, String reason) {
    EdgeState state = edges.apply(at.agentId());
    return new Way(kind, own, at, state, new Pathway(at.hls(), 0), 0, true, false, reason);
  }

  private Way fallback(RouteEntry own, RouteEntry other) {
    Edge at = other.at();
    EdgeState state = edges.apply(at.agentId());
    String barred = barred(own.told(), other);
    String closed = barred != null ? barred : closed(own, other, state);
    return new Way(
        Kind.FALLBACK,
        other,
        at,
        state,
        new Pathway(at.hls(), other.told().subRoomId(), 0),
        0,
        closed == null,
        barred != null,
        closed == null ? "the room names it as a fallback" : closed);
  }

  /** Why the viewers of one may not see the other; null when they may. */
  private static @Nullable String barred(SubRoomTold own, RouteEntry other) {
    String region = other.at().region();
    if (own.allowedRegions() != null && !own.allowedRegions().contains(region)) {
      return "region " + region + " is not allowed for " + own.subRoomId();
    } else if (!own.line().equals(other.told().line())) {
      return "it plays line " + other.told().line() + ", not " + own.line();
    } else if (Renditions.counterparts(own.renditions(), other.told().renditions()).isEmpty()) {
      return "its ladder has nothing for some of " + labels(own.renditions());
    }
    return null;
  }

  /** Why nobody more is sent from one to the other; null when there is no reason. */
  private @Nullable String closed(RouteEntry own, RouteEntry other, EdgeState state) {
    if (own.plays() && own.at().agentId().equals(other.at().agentId())) {
      return "it is at the same edge";
    } else if (!state.heard()) {
      return "its agent is not heard";
    } else if (state.draining()) {
      return "its agent is being emptied";
    } else if (state.shed() > 0) {
      return "its edge sends viewers away itself: " + state.reason();
    } else if (state.load() > settings.receiveBelow()) {
      return percent(state.load()) + " of its edge's egress are in use";
    }
    return null;
  }

  /** The same with the share of viewers that each is to have. */
  private static List<Way> shared(RouteEntry own, List<Way> ways) {
    Optional<Way> other = ways.stream().filter(way -> way.isFallback() && way.open()).findFirst();
    Optional<Way> home = ways.stream().filter(way -> !way.isFallback()).findFirst();
    double away =
        other.isEmpty() ? 0 : home.isEmpty() ? 1 : own.plays() ? home.get().state().shed() : 1;
    List<Way> shared = new ArrayList<>();
    for (Way way : ways) {
      if (home.isPresent() && way == home.get()) {
        String reason = trouble(way, away, other.isPresent());
        shared.add(way.with(1 - away, reason));
      } else if (other.isPresent() && way == other.get()) {
        shared.add(way.with(away, away > 0 ? way.reason() + ", and it has room" : way.reason()));
      } else {
        shared.add(way);
      }
    }
    return shared;
  }

  private static String trouble(Way home, double away, boolean other) {
    EdgeState state = home.state();
    if (state.shed() == 0) {
      return home.reason();
    }
    return "%s, but its edge is in trouble: %s; %s"
        .formatted(
            home.reason(),
            state.reason(),
            other ? percent(away) + " of its viewers go elsewhere" : "there is nowhere else");
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", share * 100);
  }

  private static String labels(List<Rendition> renditions) {
    return String.join(", ", renditions.stream().map(Rendition::label).toList());
  }
}
