package io.roomfleet.orchestrator.placement.fleet;

import io.roomfleet.orchestrator.placement.Amount;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Ladder;
import io.roomfleet.orchestrator.placement.price.Bill;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where everything would run.
 *
 * @param seats one for each ladder, in the model's order
 * @param copies of lines that would come into a region with a ladder
 * @param uses how full each region would be, by id
 * @param shortages by region, what is missing for those that fit nowhere; empty when all fit
 * @param cost of all that run, US dollars an hour
 * @param costNow of those that run now, where they run now, US dollars an hour
 */
public record Arrangement(
    List<Seat> seats,
    List<FleetModel.Line> copies,
    List<RegionUse> uses,
    List<Shortage> shortages,
    double cost,
    double costNow) {
  public Arrangement {
    seats = List.copyOf(seats);
    copies = List.copyOf(copies);
    uses = List.copyOf(uses);
    shortages = List.copyOf(shortages);
  }

  /**
   * Where one ladder would run.
   *
   * @param region null when it fits nowhere
   * @param bill what it costs there; null when it fits nowhere
   * @param costNow what it costs where it runs, US dollars an hour; 0 when it runs nowhere
   * @param why in one sentence
   */
  public record Seat(
      Ladder ladder,
      @Nullable String region,
      @Nullable String agentId,
      @Nullable Bill bill,
      double costNow,
      String why) {
    /**
     * What is saved by it, the price of the move taken off, US dollars an hour; 0 where it runs
     * nowhere or is to run nowhere.
     */
    public double saves() {
      return bill == null || ladder.region() == null ? 0 : costNow - bill.total();
    }

    /** True when it runs and would run in another region, or nowhere. */
    public boolean moves() {
      return ladder.region() != null && !ladder.region().equals(region);
    }

    /** True when it would change its agent, within its region or not. */
    public boolean changesAgent() {
      return ladder.agentId() != null && !ladder.agentId().equals(agentId);
    }
  }

  /** How full a region would be, all sides added up over the agents that take what comes. */
  public record RegionUse(String region, Amount capacity, Amount booked) {}

  /**
   * What a region is short of.
   *
   * @param missing of one agent: with so much more there, all of {@code ladders} fit
   * @param ladders ids of those that fit nowhere and would run here
   */
  public record Shortage(String region, Amount missing, List<String> ladders) {}

  /** True when everything fits. */
  public boolean fits() {
    return shortages.isEmpty() && seats.stream().allMatch(seat -> seat.region() != null);
  }

  Arrangement with(List<Shortage> otherShortages) {
    return new Arrangement(seats, copies, uses, otherShortages, cost, costNow);
  }

  public List<Seat> moves() {
    return seats.stream().filter(Seat::moves).toList();
  }
}
