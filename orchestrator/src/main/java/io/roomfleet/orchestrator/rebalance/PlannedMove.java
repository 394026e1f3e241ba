package io.roomfleet.orchestrator.rebalance;

import io.roomfleet.api.rebalance.RebalanceKind;
import io.roomfleet.orchestrator.placement.fleet.Arrangement.Seat;
import io.roomfleet.orchestrator.placement.fleet.Cooling.Shift;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Ladder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A sub-room that is to move.
 *
 * @param toAgentId of a move within a region; null of one to another region, whose ledger chooses
 * @param savesPerHour US dollars, the price of the move taken off
 * @param why in one sentence
 */
public record PlannedMove(
    RebalanceKind kind,
    String roomId,
    String subRoomId,
    String fromRegion,
    String fromAgentId,
    String toRegion,
    @Nullable String toAgentId,
    int viewers,
    double savesPerHour,
    String why) {

  static PlannedMove of(RebalanceKind kind, Seat seat, String why) {
    return of(
        kind,
        seat.ladder(),
        Objects.requireNonNull(seat.region()),
        null,
        kind == RebalanceKind.NO_PLACE ? 0 : seat.saves(),
        why);
  }

  static PlannedMove of(Shift shift) {
    Ladder ladder = shift.ladder();
    String region = Objects.requireNonNull(ladder.region());
    return of(
        RebalanceKind.HOT_AGENTS, ladder, region, shift.toAgentId(), shift.saves(), shift.why());
  }

  private static PlannedMove of(
      RebalanceKind kind,
      Ladder ladder,
      String toRegion,
      @Nullable String toAgentId,
      double saves,
      String why) {
    return new PlannedMove(
        kind,
        ladder.roomId(),
        ladder.subRoomId(),
        Objects.requireNonNull(ladder.region()),
        Objects.requireNonNull(ladder.agentId()),
        toRegion,
        toAgentId,
        ladder.viewers(),
        saves,
        why);
  }

  /** {@code <roomId>/<subRoomId>}. */
  String key() {
    return roomId + "/" + subRoomId;
  }

  boolean staysInItsRegion() {
    return fromRegion.equals(toRegion);
  }
}
