package io.roomfleet.orchestrator.plan;

import io.roomfleet.api.agent.AssignmentKind;
import io.roomfleet.api.region.AgentStatus;
import io.roomfleet.orchestrator.placement.fleet.FleetModel;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Agent;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Ladder;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Line;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Openness;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Region;
import io.roomfleet.orchestrator.region.Demand;
import io.roomfleet.orchestrator.region.Maintenance;
import io.roomfleet.orchestrator.region.Order;
import io.roomfleet.orchestrator.region.RegionSurvey;
import io.roomfleet.orchestrator.region.Reservation.Owner;
import io.roomfleet.orchestrator.region.Reservation.Role;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts the pages of all regions together. What moves counts at the place where it is going; a place
 * that was left is not counted, since it ends by itself. Mutable.
 */
final class SurveyedFleet {
  private final Map<String, ZoneId> zones;
  private final Map<String, Region> regions = new TreeMap<>();
  private final List<Line> lines = new ArrayList<>();
  private final Map<String, Ladder> ladders = new TreeMap<>();
  private final List<String> unanswered = new ArrayList<>();

  SurveyedFleet(Map<String, ZoneId> zones) {
    this.zones = zones;
  }

  /**
   * @param pages null when the region did not answer
   */
  SurveyedFleet with(String region, @Nullable List<RegionSurvey> pages) {
    ZoneId zone = Objects.requireNonNull(zones.get(region));
    if (pages == null) {
      unanswered.add(region);
      regions.put(region, new Region(region, zone, Openness.GONE, List.of()));
      return this;
    }
    RegionSurvey first = pages.get(0);
    regions.put(
        region,
        new Region(
            region,
            zone,
            opennessOf(first.maintenance()),
            first.agents().stream().map(SurveyedFleet::agent).toList()));
    pages.forEach(page -> page.rows().forEach(row -> add(region, row)));
    return this;
  }

  private static Openness opennessOf(Maintenance.@Nullable Kind maintenance) {
    if (maintenance == null) {
      return Openness.OPEN;
    }
    return maintenance == Maintenance.Kind.EVACUATE ? Openness.LEAVING : Openness.CLOSED;
  }

  private static Agent agent(RegionSurvey.Agent agent) {
    Openness openness =
        agent.status() == AgentStatus.LOST
            ? Openness.GONE
            : agent.drained()
                ? Openness.LEAVING
                : agent.status() == AgentStatus.SUSPECT ? Openness.CLOSED : Openness.OPEN;
    return new Agent(agent.id(), agent.capacity(), openness, agent.measured());
  }

  private void add(String region, RegionSurvey.Row row) {
    if (row.role() == Role.LEAVING) {
      return;
    }
    if (row.kind() == AssignmentKind.MIX) {
      if (row.role() == Role.ACTIVE) {
        // It stays where it is, and takes its room there.
        lines.add(
            new Line(
                row.roomId(), Order.mixId(row.roomId()), region, true, row.agentId(), row.cost()));
      }
      return;
    }
    if (row.kind() == AssignmentKind.RELAY) {
      if (row.role() == Role.ACTIVE) {
        lines.add(
            new Line(
                row.roomId(),
                Order.relayId(row.roomId(), row.lineId()),
                region,
                row.owner() == Owner.ROOM,
                row.agentId(),
                row.cost()));
      }
      return;
    }
    Ladder ladder = ladder(region, row);
    Ladder known = ladders.get(ladder.id());
    if (known == null || known.region() == null || row.role() == Role.NEXT) {
      ladders.put(ladder.id(), ladder);
    }
  }

  private Ladder ladder(String region, RegionSurvey.Row row) {
    Demand demand = row.demand();
    return new Ladder(
        row.roomId(),
        String.valueOf(row.subRoomId()),
        Order.relayId(row.roomId(), row.lineId()),
        row.cost(),
        row.kbpsPerViewer(),
        demand == null ? Objects.requireNonNull(zones.get(region)) : ZoneId.of(demand.timeZone()),
        demand == null ? region : demand.sourceRegion(),
        // Nobody said who it is for: it stays.
        demand == null ? List.of(region) : demand.regions(),
        demand == null ? 0 : demand.expectedViewers(),
        demand != null && demand.onAir(),
        row.role() == null ? null : region,
        row.agentId());
  }

  FleetSurveyor.Survey survey() {
    return new FleetSurveyor.Survey(
        new FleetModel(List.copyOf(regions.values()), lines, List.copyOf(ladders.values())),
        unanswered);
  }
}
