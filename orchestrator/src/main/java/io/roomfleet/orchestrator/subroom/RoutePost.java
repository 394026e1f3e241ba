package io.roomfleet.orchestrator.subroom;

import io.roomfleet.orchestrator.steering.RouteWord.Edge;
import io.roomfleet.orchestrator.steering.RouteWord.SubRoomTold;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tells all nodes where the sub-room is: on each change, and again while it is to run, since a word
 * may be lost and nodes forget what they do not hear of. In memory; of one actor.
 */
final class RoutePost {
  private static final Duration AGAIN = Duration.ofSeconds(15);

  private final SubRoomLinks links;
  private @Nullable SubRoomTold told;
  private Instant toldAt = Instant.MIN;

  RoutePost(SubRoomLinks links) {
    this.links = links;
  }

  void drive(SubRoomState state, Instant now) {
    SubRoomTold word = word(state);
    boolean changed = !word.equals(told);
    boolean concerns = told != null || word.at() != null;
    boolean again =
        state.brief().wantsPlace() && !state.isClosed() && !now.isBefore(toldAt.plus(AGAIN));
    if (concerns && (changed || again)) {
      told = word;
      toldAt = now;
      links.toRoutes(word);
    }
  }

  private static SubRoomTold word(SubRoomState state) {
    SubRoomSpec spec = state.spec();
    SubRoomState.Place place = state.place();
    boolean there = place.region() != null && place.agentId() != null && place.hls() != null;
    return new SubRoomTold(
        state.brief().roomId(),
        spec.id(),
        spec.market(),
        spec.locale(),
        spec.timeZone(),
        Objects.requireNonNullElse(spec.ladder().renditions(), List.of()),
        spec.allowedRegions(),
        spec.fallbacks(),
        state.status(),
        state.line().id(),
        there
            ? new Edge(
                Objects.requireNonNull(place.region()),
                Objects.requireNonNull(place.agentId()),
                place.epoch(),
                Objects.requireNonNull(place.hls()))
            : null,
        state.revision(),
        state.lineWish().left());
  }
}
