package io.roomfleet.orchestrator.placement.fleet;

import io.roomfleet.orchestrator.placement.Amount;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A fleet as plans see it: what there is, what runs where, and what waits. Immutable; each of its
 * methods answers another model.
 *
 * @param regions by id
 * @param lines as their agents take them in or copy them
 * @param ladders of all sub-rooms that run or are to run
 */
public record FleetModel(List<Region> regions, List<Line> lines, List<Ladder> ladders) {
  public FleetModel {
    regions = List.copyOf(regions);
    lines = List.copyOf(lines);
    ladders = List.copyOf(ladders);
  }

  /** Whether something may come, and whether what is there may stay. */
  public enum Openness {
    /** Takes what comes. */
    OPEN,
    /** Takes nothing new, and keeps what it has. */
    CLOSED,
    /** Takes nothing new, and what it has is to go. */
    LEAVING,
    /** It is not there any more. */
    GONE
  }

  /** A region with its agents, by id. */
  public record Region(String id, ZoneId timeZone, Openness openness, List<Agent> agents) {
    public Region {
      agents = List.copyOf(agents);
    }

    Region with(Openness newOpenness, List<Agent> newAgents) {
      return new Region(id, timeZone, newOpenness, newAgents);
    }
  }

  /**
   * An agent.
   *
   * @param measured how busy it says that it is, 0 to 1: its machine's processors or its egress,
   *     whichever is fuller; 0 when it has not said
   */
  public record Agent(String id, Amount capacity, Openness openness, double measured) {
    public Agent(String id, Amount capacity, Openness openness) {
      this(id, capacity, openness, 0);
    }

    private Agent part(double part) {
      Amount less =
          new Amount(
              (long) (capacity.milliUnits() * part),
              (long) (capacity.kbps() * part),
              (long) (capacity.slots() * part));
      return new Agent(id, less, openness, measured);
    }

    Agent with(Openness newOpenness) {
      return new Agent(id, capacity, newOpenness, measured);
    }
  }

  /**
   * A room's line in a region. It stays where it is.
   *
   * @param id of its relay
   * @param takenIn true where it comes in; false for a copy, which is there for the ladders there
   * @param agentId who has it; null while nobody does
   */
  public record Line(
      String roomId,
      String id,
      String region,
      boolean takenIn,
      @Nullable String agentId,
      Amount cost) {
    Line homeless() {
      return new Line(roomId, id, region, takenIn, null, cost);
    }
  }

  /**
   * A sub-room's ladder.
   *
   * @param need of one agent, without a copy of the line
   * @param kbpsPerViewer how {@code need} grows with the audience
   * @param market the viewers' zone
   * @param regions that it may run in; empty for all
   * @param viewers expected, 0 when nobody told
   * @param onAir true while its room is live
   * @param region where it runs; null while it runs nowhere
   */
  public record Ladder(
      String roomId,
      String subRoomId,
      String line,
      Amount need,
      double kbpsPerViewer,
      ZoneId market,
      String sourceRegion,
      List<String> regions,
      int viewers,
      boolean onAir,
      @Nullable String region,
      @Nullable String agentId) {
    /** {@code <roomId>/<subRoomId>}. */
    public String id() {
      return roomId + "/" + subRoomId;
    }

    /** True when the sub-room may run there. */
    boolean mayRunIn(String regionId) {
      return regions.isEmpty() || regions.contains(regionId);
    }

    Ladder nowhere() {
      return at(null, null);
    }

    /** The same elsewhere; nowhere for nulls. */
    public Ladder at(@Nullable String newRegion, @Nullable String newAgentId) {
      return new Ladder(
          roomId,
          subRoomId,
          line,
          need,
          kbpsPerViewer,
          market,
          sourceRegion,
          regions,
          viewers,
          onAir,
          newRegion,
          newAgentId);
    }

    /** For an audience so many times as large. */
    Ladder scaled(double factor) {
      int more = (int) Math.min(Integer.MAX_VALUE, Math.round(viewers * factor));
      long kbps = Math.max(0, need.kbps() + (long) Math.ceil((more - viewers) * kbpsPerViewer));
      return new Ladder(
          roomId,
          subRoomId,
          line,
          new Amount(need.milliUnits(), kbps, need.slots()),
          kbpsPerViewer,
          market,
          sourceRegion,
          regions,
          more,
          onAir,
          region,
          agentId);
    }
  }

  /**
   * Without these agents; what ran on them runs nowhere. Lines that they took in look for another
   * agent, and copies come again with their ladders.
   */
  public FleetModel withoutAgents(Set<String> ids) {
    return without(agent -> ids.contains(agent.id()) ? gone(agent) : agent, ids);
  }

  /**
   * Without these regions; what ran in them runs nowhere, and lines that came in there are lost.
   */
  public FleetModel withoutRegions(Set<String> ids) {
    List<Region> left = new ArrayList<>();
    for (Region region : regions) {
      left.add(
          ids.contains(region.id())
              ? region.with(Openness.GONE, region.agents().stream().map(FleetModel::gone).toList())
              : region);
    }
    return new FleetModel(
        left,
        lines.stream().filter(line -> !ids.contains(line.region())).toList(),
        ladders.stream()
            .map(one -> one.region() != null && ids.contains(one.region()) ? one.nowhere() : one)
            .toList());
  }

  private static Agent gone(Agent agent) {
    return agent.with(Openness.GONE);
  }

  private FleetModel without(UnaryOperator<Agent> change, Set<String> ids) {
    return new FleetModel(
        withAgents(change).regions(),
        lines.stream()
            .filter(line -> line.takenIn() || !isOn(line, ids))
            .map(line -> isOn(line, ids) ? line.homeless() : line)
            .toList(),
        ladders.stream()
            .map(one -> one.agentId() != null && ids.contains(one.agentId()) ? one.nowhere() : one)
            .toList());
  }

  private static boolean isOn(Line line, Set<String> agentIds) {
    return line.agentId() != null && agentIds.contains(line.agentId());
  }

  /** With some ladders elsewhere, by id. */
  public FleetModel with(Map<String, Ladder> moved) {
    return new FleetModel(
        regions, lines, ladders.stream().map(one -> moved.getOrDefault(one.id(), one)).toList());
  }

  /** With other figures of how busy agents are. */
  public FleetModel withMeasured(ToDoubleFunction<Agent> measured) {
    return withAgents(
        agent ->
            new Agent(
                agent.id(), agent.capacity(), agent.openness(), measured.applyAsDouble(agent)));
  }

  /** With so small a part of what the agents of a region have, 0 to 1. */
  public FleetModel withPart(String regionId, double part) {
    List<Region> changed = new ArrayList<>();
    for (Region region : regions) {
      changed.add(
          region.id().equals(regionId)
              ? region.with(
                  region.openness(),
                  region.agents().stream().map(agent -> agent.part(part)).toList())
              : region);
    }
    return new FleetModel(changed, lines, ladders);
  }

  /** With other agents; their regions stay as open as they are. */
  FleetModel withAgents(UnaryOperator<Agent> change) {
    return new FleetModel(
        regions.stream()
            .map(r -> r.with(r.openness(), r.agents().stream().map(change).toList()))
            .toList(),
        lines,
        ladders);
  }

  /** With one more agent in a region. */
  public FleetModel withAgent(String regionId, Agent agent) {
    List<Region> more = new ArrayList<>();
    for (Region region : regions) {
      List<Agent> agents = new ArrayList<>(region.agents());
      if (region.id().equals(regionId)) {
        agents.add(agent);
      }
      more.add(region.with(region.openness(), agents));
    }
    return new FleetModel(more, lines, ladders);
  }

  /** With more to run. */
  public FleetModel with(List<Line> moreLines, List<Ladder> moreLadders) {
    List<Line> allLines = new ArrayList<>(lines);
    allLines.addAll(moreLines);
    List<Ladder> allLadders = new ArrayList<>(ladders);
    allLadders.addAll(moreLadders);
    return new FleetModel(regions, allLines, allLadders);
  }

  /** With every audience so many times as large. */
  public FleetModel scaled(double factor) {
    return factor == 1
        ? this
        : new FleetModel(regions, lines, ladders.stream().map(one -> one.scaled(factor)).toList());
  }
}
