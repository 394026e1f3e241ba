package io.roomfleet.orchestrator.rebalance;

import io.roomfleet.api.rebalance.RebalanceKind;
import io.roomfleet.api.rebalance.RebalanceList.Mode;
import io.roomfleet.orchestrator.placement.fleet.FleetModel;
import io.roomfleet.orchestrator.placement.price.PlacementPolicy;
import io.roomfleet.orchestrator.plan.FleetSurveyor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the whole fleet: is there something to be done? One look at a time; it takes up to
 * seconds for a large fleet, so that it is done beside the actor. What it remembers from look to
 * look is how hot agents were.
 */
final class Looks {
  private final Supplier<PlacementPolicy> policy;
  private final RebalanceSettings settings;
  private final HeatMemory heat;
  private Instant nextCost = Instant.MIN;

  Looks(Supplier<PlacementPolicy> policy, RebalanceSettings settings) {
    this.policy = policy;
    this.settings = settings;
    this.heat = new HeatMemory(policy, settings.hot());
  }

  /**
   * What a look found.
   *
   * @param asked the request that it answers; null when nobody asked
   * @param picture what the proposal was planned on
   * @param proposal null when nobody asked and nothing is to be done
   * @param mode what is to become of a proposal that nobody asked for
   * @param cause of the proposal
   * @param advice where the plan has what must find a new place
   */
  record Look(
      RebalanceCommand.@Nullable Start asked,
      Picture picture,
      @Nullable Proposal proposal,
      Mode mode,
      String cause,
      Map<String, String> advice) {}

  /**
   * Looks.
   *
   * @param mayPlan false while nothing is to be planned that nobody asked for
   */
  Look at(
      FleetSurveyor.Survey survey,
      RebalanceCommand.@Nullable Start asked,
      boolean mayPlan,
      Picture picture,
      Instant now) {
    FleetModel model = heat.take(survey.model(), now);
    Map<String, String> advice = RebalancePlanner.advice(model, policy.get(), now);
    if (asked != null) {
      int most = Objects.requireNonNullElse(asked.mostMoves(), settings.mostMoves());
      Proposal proposal = propose(model, asked.kinds(), most, now);
      return new Look(asked, picture, proposal, Mode.AUTO, asked.cause(), advice);
    }
    if (mayPlan) {
      for (RebalanceKind kind : RebalanceKind.values()) {
        String cause = cause(kind, model, now);
        if (cause == null) {
          continue;
        }
        Proposal proposal = propose(model, EnumSet.of(kind), settings.mostMoves(), now);
        if (!proposal.moves().isEmpty()) {
          return new Look(null, picture, proposal, settings.mode(kind), cause, advice);
        }
      }
    }
    return new Look(null, picture, null, Mode.OFF, "", advice);
  }

  private Proposal propose(FleetModel model, Set<RebalanceKind> kinds, int most, Instant now) {
    return RebalancePlanner.propose(model, policy.get(), settings, kinds, most, now);
  }

  /** Why the fleet itself would plan for a kind now; null when it would not. */
  private @Nullable String cause(RebalanceKind kind, FleetModel model, Instant now) {
    if (settings.mode(kind) == Mode.OFF) {
      return null;
    }
    return switch (kind) {
      case NO_PLACE -> {
        long waiting = model.ladders().stream().filter(ladder -> ladder.region() == null).count();
        yield waiting == 0 ? null : waiting + " sub-rooms have no place";
      }
      case HOT_AGENTS -> {
        List<String> hot = new ArrayList<>(heat.hotFor(settings.hotFor(), now));
        hot.sort(String::compareTo);
        yield hot.isEmpty() ? null : "hot: " + String.join(", ", hot);
      }
      case COST -> {
        boolean due = !now.isBefore(nextCost);
        nextCost = due ? now.plus(settings.costEvery()) : nextCost;
        yield due ? "costs have drifted" : null;
      }
    };
  }

  /** All kinds, for a request that names none. */
  static Set<RebalanceKind> allKinds() {
    return EnumSet.copyOf(Arrays.asList(RebalanceKind.values()));
  }
}
