package io.roomfleet.orchestrator.plan;

import io.roomfleet.api.plan.PlanRequest;
import io.roomfleet.api.plan.PlanView;
import io.roomfleet.api.plan.ReplayRequest;
import io.roomfleet.api.plan.ReplayView;
import io.roomfleet.api.room.SubRoom;
import io.roomfleet.orchestrator.http.Outcome;
import io.roomfleet.orchestrator.http.Plans;
import io.roomfleet.orchestrator.http.Rooms;
import io.roomfleet.orchestrator.placement.fleet.Arrangement;
import io.roomfleet.orchestrator.placement.fleet.MissingAmounts;
import io.roomfleet.orchestrator.placement.price.PlacementPolicy;
import io.roomfleet.orchestrator.placement.price.PriceFactors;
import io.roomfleet.orchestrator.room.RoomCommand;
import io.roomfleet.orchestrator.room.RoomEntity;
import io.roomfleet.orchestrator.room.RoomReply;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;

/** Answers plans: a survey of the fleet, changed as the request says, and arranged. */
public final class PlanService implements Plans {
  /** Events that are read at a time. */
  private static final int PAGE = 200;

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ClusterSharding sharding;
  private final Rooms rooms;
  private final FleetSurveyor surveyor;
  private final Supplier<PlacementPolicy> policy;
  private final InstantSource clock;

  private final Executor worker;

  public PlanService(
      ClusterSharding sharding,
      Rooms rooms,
      FleetSurveyor surveyor,
      Supplier<PlacementPolicy> policy,
      InstantSource clock,
      Executor worker) {
    this.sharding = sharding;
    this.rooms = rooms;
    this.surveyor = surveyor;
    this.policy = policy;
    this.clock = clock;
    this.worker = worker;
  }

  @Override
  public CompletionStage<Outcome<PlanView>> plan(PlanRequest request) {
    CompletableFuture<List<RoomReply>> rooms = CompletableFuture.completedFuture(new ArrayList<>());
    for (String roomId : Objects.requireNonNullElse(request.scheduledRooms(), List.<String>of())) {
      CompletableFuture<RoomReply> one =
          sharding
              .entityRefFor(RoomEntity.TYPE_KEY, roomId)
              .<RoomReply>ask(RoomCommand.Get::new, PATIENCE)
              .toCompletableFuture();
      rooms =
          rooms.thenCombine(
              one,
              (list, reply) -> {
                list.add(reply);
                return list;
              });
    }
    return rooms
        .thenCombine(surveyor.survey(), (replies, survey) -> worked(request, replies, survey))
        .thenCompose(Function.identity());
  }

  @Override
  public CompletionStage<Outcome<ReplayView>> replay(ReplayRequest request) {
    Replay replay = new Replay(request.roomId(), new PriceFactors(request.priceFactors()));
    return replayed(replay, request.roomId(), 0);
  }

  private CompletionStage<Outcome<ReplayView>> replayed(Replay replay, String room, long after) {
    return rooms
        .events(room, after, PAGE)
        .thenCompose(
            outcome ->
                outcome.fold(
                    done -> {
                      done.value().events().forEach(replay::take);
                      return done.value().hasMore()
                          ? replayed(replay, room, done.value().nextAfterSequence())
                          : CompletableFuture.completedFuture(Outcome.done(replay.view()));
                    },
                    refused ->
                        CompletableFuture.completedFuture(Outcome.refused(refused.refusal()))));
  }

  private CompletionStage<Outcome<PlanView>> worked(
      PlanRequest request, List<RoomReply> replies, FleetSurveyor.Survey survey) {
    try {
      return CompletableFuture.supplyAsync(() -> answer(request, replies, survey), worker);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.completedFuture(
          Outcome.refused(
              503,
              "unavailable",
              "plans waiting: " + PlanWorker.QUEUE + " (expected: fewer; ask again)"));
    }
  }

  private Outcome<PlanView> answer(
      PlanRequest request, List<RoomReply> replies, FleetSurveyor.Survey survey) {
    PlannedFleet fleet = new PlannedFleet(survey.model());
    Optional<String> unknown = fleet.unknownAgent(request);
    if (unknown.isPresent()) {
      return Outcome.refused(
          404,
          "agent_not_found",
          "lostAgents: " + unknown.get() + " (expected: ids of known agents)");
    }
    for (RoomReply reply : replies) {
      if (!(reply instanceof RoomReply.Shown shown)) {
        return Outcome.refused(
            404, "room_not_found", "scheduledRooms: " + ((RoomReply.Refused) reply).detail());
      }
      List<SubRoom> subRooms = shown.subRooms();
      fleet.scheduled(shown.room(), subRooms);
    }
    Arrangement arrangement =
        MissingAmounts.arrange(
            fleet.changed(request),
            policy.get(),
            clock.instant(),
            Objects.requireNonNullElse(request.moveBudget(), 0));
    return Outcome.done(PlanMapper.toDto(arrangement, survey.unanswered(), clock.instant()));
  }
}
