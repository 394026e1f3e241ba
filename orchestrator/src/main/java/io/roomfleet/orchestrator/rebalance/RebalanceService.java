package io.roomfleet.orchestrator.rebalance;

import io.roomfleet.api.rebalance.RebalanceList;
import io.roomfleet.api.rebalance.RebalanceRequest;
import io.roomfleet.api.rebalance.RebalanceView;
import io.roomfleet.orchestrator.http.Caller;
import io.roomfleet.orchestrator.http.Outcome;
import io.roomfleet.orchestrator.http.Rebalancing;
import io.roomfleet.orchestrator.platform.Ids;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Scheduler;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.jspecify.annotations.Nullable;

/** The HTTP API's view of rebalances: asks the one rebalancer of the cluster. */
public final class RebalanceService implements Rebalancing {
  /** A plan of a large fleet takes seconds, and waits for the look that is under way. */
  private static final Duration PATIENCE = Duration.ofSeconds(18);

  private final ActorRef<RebalanceCommand> rebalancer;
  private final Scheduler scheduler;
  private final RebalanceSettings settings;
  private final InstantSource clock;

  /**
   * @param rebalancer leads to it, wherever in the cluster it is
   */
  public RebalanceService(
      ActorRef<RebalanceCommand> rebalancer,
      Scheduler scheduler,
      RebalanceSettings settings,
      InstantSource clock) {
    this.rebalancer = rebalancer;
    this.scheduler = scheduler;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Outcome<RebalanceView>> start(Caller caller, RebalanceRequest request) {
    String cause =
        "asked for by " + caller.name() + (request.reason() == null ? "" : ": " + request.reason());
    return ask(
        replyTo ->
            new RebalanceCommand.Start(
                Ids.rebalanceId(caller.requestId()),
                Boolean.TRUE.equals(request.dryRun()),
                request.kinds() == null ? Looks.allKinds() : EnumSet.copyOf(request.kinds()),
                request.moveBudget(),
                caller.name(),
                cause,
                replyTo));
  }

  @Override
  public CompletionStage<Outcome<RebalanceList>> list() {
    return AskPattern.<RebalanceCommand, RebalanceReply>ask(
            rebalancer, RebalanceCommand.GetAll::new, PATIENCE, scheduler)
        .thenApply(
            reply ->
                Outcome.done(
                    new RebalanceList(
                        ((RebalanceReply.ShownAll) reply).rebalances(),
                        settings.modes(),
                        clock.instant())));
  }

  @Override
  public CompletionStage<Outcome<RebalanceView>> get(String id) {
    return ask(replyTo -> new RebalanceCommand.Get(id, replyTo));
  }

  @Override
  public CompletionStage<Outcome<RebalanceView>> cancel(
      Caller caller, String id, @Nullable String reason) {
    return ask(replyTo -> new RebalanceCommand.Cancel(id, caller.name(), reason, replyTo));
  }

  private CompletionStage<Outcome<RebalanceView>> ask(
      Function<ActorRef<RebalanceReply>, RebalanceCommand> command) {
    return AskPattern.<RebalanceCommand, RebalanceReply>ask(
            rebalancer, command::apply, PATIENCE, scheduler)
        .thenApply(RebalanceService::outcome);
  }

  private static Outcome<RebalanceView> outcome(RebalanceReply reply) {
    if (reply instanceof RebalanceReply.Shown shown) {
      return Outcome.done(Objects.requireNonNull(shown.rebalance()));
    }
    RebalanceReply.Refused refused = (RebalanceReply.Refused) reply;
    return Outcome.refused(refused.status(), refused.code(), refused.detail());
  }
}
