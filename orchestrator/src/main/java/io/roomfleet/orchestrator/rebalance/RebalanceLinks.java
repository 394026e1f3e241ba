package io.roomfleet.orchestrator.rebalance;

import io.roomfleet.orchestrator.placement.RegionSnapshot;
import io.roomfleet.orchestrator.plan.FleetSurveyor;
import io.roomfleet.orchestrator.region.RegionCommand;
import io.roomfleet.orchestrator.subroom.SubRoomCommand;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.RecipientRef;

/** The others, as the rebalancer knows them. */
public interface RebalanceLinks {
  /** Asks every ledger what it has and holds. */
  CompletionStage<FleetSurveyor.Survey> survey();

  /** What was last heard of the regions; empty until all were heard of. */
  List<RegionSnapshot> regions();

  RecipientRef<SubRoomCommand> subRoom(String roomId, String subRoomId);

  RecipientRef<RegionCommand> ledger(String region);
}
