package io.roomfleet.orchestrator.http;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.roomfleet.api.rebalance.RebalanceFigures;
import io.roomfleet.api.rebalance.RebalanceKind;
import io.roomfleet.api.rebalance.RebalanceList;
import io.roomfleet.api.rebalance.RebalanceList.Mode;
import io.roomfleet.api.rebalance.RebalanceMove;
import io.roomfleet.api.rebalance.RebalanceRequest;
import io.roomfleet.api.rebalance.RebalanceState;
import io.roomfleet.api.rebalance.RebalanceView;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** One rebalance at a time, of one move, that never ends. */
final class FakeRebalances implements Rebalancing {
  private static final RebalanceFigures FIGURES =
      new RebalanceFigures(12.5, 3, 0, "eu-west-1", 0.94);

  private volatile RebalanceView running;

  @Override
  public CompletionStage<Outcome<RebalanceView>> start(Caller caller, RebalanceRequest request) {
    if (Boolean.TRUE.equals(request.dryRun())) {
      return completedFuture(Outcome.done(view(null, RebalanceState.DRY_RUN, true)));
    } else if (running != null) {
      return completedFuture(Outcome.refused(409, "rebalance_running", "one is RUNNING"));
    }
    running = view("rebalance-1", RebalanceState.RUNNING, true);
    return completedFuture(Outcome.done(running));
  }

  @Override
  public CompletionStage<Outcome<RebalanceList>> list() {
    Map<RebalanceKind, Mode> modes =
        Map.of(
            RebalanceKind.NO_PLACE, Mode.AUTO,
            RebalanceKind.HOT_AGENTS, Mode.AUTO,
            RebalanceKind.COST, Mode.SUGGEST);
    return completedFuture(
        Outcome.done(
            new RebalanceList(
                List.of(view("rebalance-1", RebalanceState.COMPLETED, false)),
                modes,
                FakeDomain.NOW)));
  }

  @Override
  public CompletionStage<Outcome<RebalanceView>> get(String id) {
    return completedFuture(
        running != null && id.equals(running.id()) ? Outcome.done(running) : notFound(id));
  }

  @Override
  public CompletionStage<Outcome<RebalanceView>> cancel(Caller caller, String id, String reason) {
    return completedFuture(
        running != null && id.equals(running.id())
            ? Outcome.done(view(id, RebalanceState.STOPPING, true))
            : notFound(id));
  }

  private static Outcome<RebalanceView> notFound(String id) {
    return Outcome.refused(404, "rebalance_not_found", "rebalance: " + id);
  }

  private static RebalanceView view(String id, RebalanceState state, boolean withMoves) {
    RebalanceMove move =
        new RebalanceMove(
            RebalanceKind.HOT_AGENTS,
            "room-01k9qj5v1x8p3n6m4t7r2w0yza",
            "de",
            "eu-west",
            "eu-west-1",
            "eu-west",
            "eu-west-2",
            4000,
            17.9,
            "agent eu-west-1 is hot",
            RebalanceMove.State.WAITING,
            0,
            null,
            null,
            null);
    return new RebalanceView(
        id,
        state,
        "rebalancer",
        "hot: eu-west-1",
        "1 to move",
        FakeDomain.NOW,
        null,
        null,
        FIGURES,
        FIGURES,
        null,
        1,
        0,
        0,
        withMoves ? List.of(move) : null);
  }
}
