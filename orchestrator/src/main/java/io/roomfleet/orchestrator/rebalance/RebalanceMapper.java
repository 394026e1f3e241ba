package io.roomfleet.orchestrator.rebalance;

import io.roomfleet.api.rebalance.RebalanceFigures;
import io.roomfleet.api.rebalance.RebalanceMove;
import io.roomfleet.api.rebalance.RebalanceMove.State;
import io.roomfleet.api.rebalance.RebalanceState;
import io.roomfleet.api.rebalance.RebalanceView;
import io.roomfleet.orchestrator.placement.fleet.FleetFigures;
import io.roomfleet.orchestrator.placement.price.Bill;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** From a rebalance to what the API tells of it. */
final class RebalanceMapper {
  private RebalanceMapper() {}

  static RebalanceView toDto(Rebalance one, boolean withMoves) {
    Rebalance.Ending ending = one.ending();
    return new RebalanceView(
        one.state() == RebalanceState.DRY_RUN ? null : one.id(),
        one.state(),
        one.by(),
        one.cause(),
        one.summary(),
        one.startedAt(),
        one.endedAt(),
        ending == null ? null : ending.reason(),
        Objects.requireNonNull(figures(one.before())),
        Objects.requireNonNull(figures(one.expected())),
        figures(one.after()),
        one.moves().size(),
        count(one, State.DONE),
        count(one, State.FAILED) + count(one, State.SKIPPED),
        withMoves ? one.moves().stream().map(RebalanceMapper::move).toList() : null);
  }

  private static int count(Rebalance one, State state) {
    return (int) one.moves().stream().filter(move -> move.state() == state).count();
  }

  private static @Nullable RebalanceFigures figures(@Nullable FleetFigures figures) {
    return figures == null
        ? null
        : new RebalanceFigures(
            Bill.rounded(figures.costPerHour()),
            figures.running(),
            figures.withoutPlace(),
            figures.hottestAgent(),
            Bill.rounded(figures.hottestHeat()));
  }

  private static RebalanceMove move(Rebalance.Move move) {
    PlannedMove plan = move.plan();
    return new RebalanceMove(
        plan.kind(),
        plan.roomId(),
        plan.subRoomId(),
        plan.fromRegion(),
        plan.fromAgentId(),
        plan.toRegion(),
        plan.toAgentId(),
        plan.viewers(),
        Bill.rounded(plan.savesPerHour()),
        plan.why(),
        move.state(),
        move.tries(),
        move.begunAt(),
        move.endedAt(),
        move.outcome());
  }
}
