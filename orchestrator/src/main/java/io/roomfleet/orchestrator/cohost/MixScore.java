package io.roomfleet.orchestrator.cohost;

import io.roomfleet.orchestrator.cohost.stage.Place;
import io.roomfleet.orchestrator.region.MixPlan;
import io.roomfleet.orchestrator.region.Order;
import io.roomfleet.orchestrator.region.RegionCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The points in the picture: told when they change, at most once a second, and every two in any
 * case, since a ledger does not keep them. In memory; of one actor.
 */
final class MixScore {
  private static final Duration PACE = Duration.ofSeconds(1);
  private static final Duration RENEWAL = Duration.ofSeconds(2);

  private final CohostLinks links;
  private RegionCommand.@Nullable Points said;
  private Instant saidAt = Instant.EPOCH;

  MixScore(CohostLinks links) {
    this.links = links;
  }

  /** An order went out: a ledger shows what it was told last until it is told anew. */
  void again() {
    said = null;
  }

  /** Answers how long nothing is to be said; null without points. */
  @Nullable Duration drive(String sessionId, Place place, MixPlan plan, Instant now) {
    List<Long> points = plan.points();
    if (points.isEmpty()) {
      said = null;
      return null;
    }
    RegionCommand.Points newest =
        new RegionCommand.Points(Order.mixId(sessionId), place.attempt(), points);
    Duration since = Duration.between(saidAt, now);
    boolean isTime =
        said == null
            || since.compareTo(RENEWAL) >= 0
            || (!newest.equals(said) && since.compareTo(PACE) >= 0);
    if (isTime) {
      said = newest;
      saidAt = now;
      links.toLedger(place.region(), newest);
    }
    return newest.equals(said) ? RENEWAL : PACE;
  }
}
