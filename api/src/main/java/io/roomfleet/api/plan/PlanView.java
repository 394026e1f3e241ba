package io.roomfleet.api.plan;

import io.roomfleet.api.Capacity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What would happen.
 *
 * @param fits whether everything would have a place
 * @param summary the answer in one sentence
 * @param missing by region, what is short when it does not fit
 * @param placements of those that would come, move, or be left out
 * @param unchanged how many stay where they are, on their agents
 * @param moves how many of those that run would change their region
 * @param costPerHour of all that would run, US dollars
 * @param costPerHourNow of all that runs now, US dollars
 * @param regions how full each would be
 * @param unanswered regions whose ledgers did not answer, so that they count as not there
 */
public record PlanView(
    boolean fits,
    String summary,
    List<Shortage> missing,
    List<PlannedPlace> placements,
    int unchanged,
    int moves,
    double costPerHour,
    double costPerHourNow,
    List<RegionUse> regions,
    List<String> unanswered,
    Instant asOf) {

  /**
   * What a region is short of.
   *
   * @param capacity of one more agent with which all of {@code subRooms} would fit
   * @param subRooms {@code roomId/subRoomId} of those that have no place and would run here
   */
  public record Shortage(String region, Capacity capacity, List<String> subRooms) {}

  /**
   * Where one sub-room would run.
   *
   * @param region null when it would have no place
   * @param fromRegion where it runs now, null when it does not run
   * @param costPerHour US dollars; null when it would have no place
   * @param terms of the cost, by name
   */
  public record PlannedPlace(
      String roomId,
      String subRoomId,
      @Nullable String region,
      @Nullable String agentId,
      @Nullable String fromRegion,
      @Nullable String fromAgentId,
      Capacity wanted,
      @Nullable Double costPerHour,
      Map<String, Double> terms,
      String reason) {}

  /** How full a region would be, all sides added up over the agents that take what comes. */
  public record RegionUse(String region, Capacity capacity, Capacity booked) {}
}
