package io.roomfleet.orchestrator.rebalance;

import io.roomfleet.orchestrator.placement.RegionSnapshot;
import io.roomfleet.orchestrator.placement.fleet.FleetFigures;
import io.roomfleet.orchestrator.placement.price.PlacementPolicy;
import io.roomfleet.orchestrator.plan.FleetSurveyor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.jspecify.annotations.Nullable;

/**
 * When the fleet is looked at: from time to time, at once when the {@linkplain Picture picture}
 * changes, and when somebody asks. One look at a time; each is answered to the actor by {@link
 * RebalanceCommand.Looked}, {@link RebalanceCommand.NotLooked} or {@link
 * RebalanceCommand.Measured}. In memory; of one actor.
 */
final class FleetWatch {
  /** After a rebalance figures settle, before the next one that nobody asked for. */
  private static final Duration REST = Duration.ofMinutes(1);

  /** An agent that is silent for less does not end a rebalance: nothing begins meanwhile. */
  private static final Duration SILENCE = Duration.ofSeconds(10);

  /** Requests that may wait for the look that is under way. */
  static final int MOST_WAITING = 8;

  private final ActorContext<RebalanceCommand> context;
  private final RebalanceSettings settings;
  private final Supplier<PlacementPolicy> policy;
  private final InstantSource clock;
  private final RebalanceLinks links;
  private final Executor worker;
  private final Looks looks;
  private final Deque<RebalanceCommand.Start> asked = new ArrayDeque<>();
  private boolean busy;
  private Instant nextLook = Instant.MIN;
  private Instant restUntil = Instant.MIN;
  private @Nullable Picture lastPicture;
  private @Nullable Instant silentSince;

  /**
   * @param worker takes seconds of work, one at a time
   */
  FleetWatch(
      ActorContext<RebalanceCommand> context,
      RebalanceSettings settings,
      Supplier<PlacementPolicy> policy,
      InstantSource clock,
      RebalanceLinks links,
      Executor worker) {
    this.context = context;
    this.settings = settings;
    this.policy = policy;
    this.clock = clock;
    this.links = links;
    this.worker = worker;
    this.looks = new Looks(policy, settings);
  }

  /** Which agents there are now; null while it is too early to tell. */
  private @Nullable Picture picture() {
    List<RegionSnapshot> regions = links.regions();
    return regions.isEmpty() ? null : Picture.of(regions);
  }

  /** How the fleet differs from what a plan was made on. */
  Change since(Picture planned) {
    Picture now = picture();
    if (now == null) {
      return Change.UNSURE;
    }
    String difference = planned.differenceTo(now);
    Instant at = clock.instant();
    silentSince = !planned.isSilenced(now) ? null : silentSince == null ? at : silentSince;
    return silentSince != null && at.isBefore(silentSince.plus(SILENCE))
        ? Change.UNSURE
        : new Change(true, difference);
  }

  /**
   * What has become of a plan's picture.
   *
   * @param sure false while it is too early to tell
   * @param difference in words; null when the picture is as it was
   */
  record Change(boolean sure, @Nullable String difference) {
    private static final Change UNSURE = new Change(false, null);
  }

  /** A request waits for the next look; false when too many wait. */
  boolean ask(RebalanceCommand.Start start) {
    return asked.size() < MOST_WAITING && asked.add(start);
  }

  /** What was looked at has been answered. */
  void answered() {
    busy = false;
  }

  /** A rebalance is over. */
  void rest() {
    restUntil = clock.instant().plus(REST);
    silentSince = null;
  }

  /**
   * Looks, if it is time and no other look is under way.
   *
   * @param free true while no rebalance is carried out: then the fleet itself may propose one
   */
  void look(boolean free) {
    Instant now = clock.instant();
    Picture picture = picture();
    if (busy || picture == null) {
      return;
    }
    boolean changed = lastPicture != null && !picture.equals(lastPicture);
    RebalanceCommand.Start start = asked.peek();
    if (start == null && !changed && now.isBefore(nextLook)) {
      return;
    }
    asked.poll();
    busy = true;
    lastPicture = picture;
    nextLook = now.plus(settings.lookEvery());
    boolean mayPlan = free && !now.isBefore(restUntil);
    context.pipeToSelf(
        links.survey().thenApplyAsync(survey -> look(survey, start, mayPlan, picture), worker),
        (look, failure) -> look == null ? notLooked(start, failure) : look);
  }

  private RebalanceCommand look(
      FleetSurveyor.Survey survey,
      RebalanceCommand.@Nullable Start start,
      boolean mayPlan,
      Picture picture) {
    return survey.unanswered().isEmpty()
        ? new RebalanceCommand.Looked(looks.at(survey, start, mayPlan, picture, clock.instant()))
        : new RebalanceCommand.NotLooked(
            start, "no answer of " + String.join(", ", survey.unanswered()));
  }

  private static RebalanceCommand notLooked(
      RebalanceCommand.@Nullable Start start, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return new RebalanceCommand.NotLooked(start, String.valueOf(cause));
  }

  /** Asks how the fleet stands at the end of a rebalance, if no look is under way. */
  void measure(String id) {
    if (busy) {
      return;
    }
    busy = true;
    CompletionStage<FleetFigures> figures =
        links
            .survey()
            .thenApplyAsync(
                survey -> FleetFigures.of(survey.model(), policy.get(), clock.instant()), worker);
    context.pipeToSelf(figures, (after, failure) -> new RebalanceCommand.Measured(id, after));
  }
}
