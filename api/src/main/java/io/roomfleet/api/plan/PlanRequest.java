package io.roomfleet.api.plan;

import io.roomfleet.api.Capacity;
import io.roomfleet.api.room.SubRoomRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What would happen if all this were so at once. Nothing of it becomes so.
 *
 * @param rooms that would run beside those that do, at most 50
 * @param scheduledRooms ids of rooms that are scheduled and would run too, at most 50
 * @param lostAgents ids of agents that would be gone, with what they run
 * @param lostRegions ids of regions that would be gone, with what they run
 * @param addedAgents agents that there would be beside those that there are
 * @param viewersFactor every audience is so many times as large, 0.01 to 100; null means 1
 * @param moveBudget how many sub-rooms that run may change their region, beside those that must;
 *     null means 0
 */
public record PlanRequest(
    @Nullable List<PlannedRoom> rooms,
    @Nullable List<String> scheduledRooms,
    @Nullable List<String> lostAgents,
    @Nullable List<String> lostRegions,
    @Nullable List<AddedAgents> addedAgents,
    @Nullable Double viewersFactor,
    @Nullable Integer moveBudget) {

  /**
   * A room that does not exist.
   *
   * @param name how the answer calls it, unique in the request; null means {@code planned-1} and so
   *     on
   * @param subRooms 1 to 50
   */
  public record PlannedRoom(
      @Nullable String name, String sourceRegion, List<SubRoomRequest> subRooms) {}

  /**
   * Agents of one kind.
   *
   * @param capacity of each
   * @param count 1 to 1000; null means 1
   */
  public record AddedAgents(String region, Capacity capacity, @Nullable Integer count) {}
}
