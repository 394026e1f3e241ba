package io.roomfleet.orchestrator.placement.fleet;

import io.roomfleet.orchestrator.placement.AgentChoice;
import io.roomfleet.orchestrator.placement.AgentSearch;
import io.roomfleet.orchestrator.placement.AgentSnapshot;
import io.roomfleet.orchestrator.placement.AgentTable;
import io.roomfleet.orchestrator.placement.AgentWish;
import io.roomfleet.orchestrator.placement.Amount;
import io.roomfleet.orchestrator.placement.AssignmentCost;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Agent;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Ladder;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Line;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Openness;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Region;
import io.roomfleet.orchestrator.placement.price.PlacementPolicy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts ladders on agents, one after the other, as the regions' ledgers would: with the same search,
 * the same constraints, and the line's copy beside the first ladder of a line in a region. Mutable.
 */
final class Seating {
  private static final Set<String> ANY = Set.of();

  private final PlacementPolicy policy;
  private final List<Line> copies = new ArrayList<>();
  private final List<Line> homeless = new ArrayList<>();
  private final Map<String, AgentTable> tables = new HashMap<>();
  private final Map<String, Map<String, String>> lineAgents = new HashMap<>();
  private final Map<String, Map<String, Map<String, Integer>>> viewersOn = new HashMap<>();

  Seating(FleetModel model, PlacementPolicy policy) {
    this.policy = policy;
    Map<String, String> regionOf = new HashMap<>();
    for (Region region : model.regions()) {
      List<AgentSnapshot> rows = new ArrayList<>();
      for (Agent agent : region.agents()) {
        if (agent.openness() != Openness.GONE) {
          rows.add(
              new AgentSnapshot(
                  agent.id(),
                  true,
                  agent.openness() != Openness.OPEN,
                  null,
                  agent.capacity(),
                  Amount.ZERO));
        }
      }
      tables.put(region.id(), AgentTable.of(rows));
      rows.forEach(agent -> regionOf.put(agent.id(), region.id()));
      lineAgents.put(region.id(), new TreeMap<>());
      viewersOn.put(region.id(), new HashMap<>());
    }
    for (Line line : model.lines()) {
      if (line.agentId() != null && line.region().equals(regionOf.get(line.agentId()))) {
        take(line, line.agentId());
      }
    }
    for (Line line : model.lines()) {
      if (line.agentId() == null) {
        AgentWish wish =
            AgentWish.of(line.cost(), ANY, 0).besideLines(takenInOf(model, line.roomId()));
        AgentChoice choice =
            new AgentSearch(table(line.region()), wish, policy).choice(line.region());
        if (choice.agentId() == null) {
          homeless.add(line);
        } else {
          take(line, choice.agentId());
        }
      }
    }
  }

  /** With every ladder that runs where it runs. */
  static Seating ofAll(FleetModel model, PlacementPolicy policy) {
    Seating seating = new Seating(model, policy);
    for (Ladder ladder : model.ladders()) {
      if (ladder.agentId() != null && seating.has(ladder.region(), ladder.agentId())) {
        seating.take(ladder);
      }
    }
    return seating;
  }

  /** By agent, the lines of a room that are taken in by now. */
  private Map<String, String> takenInOf(FleetModel model, String roomId) {
    Map<String, String> taken = new HashMap<>();
    for (Line line : model.lines()) {
      String agentId = lineAgents(line.region()).get(line.id());
      if (line.takenIn() && line.roomId().equals(roomId) && agentId != null) {
        taken.put(agentId, line.id());
      }
    }
    return taken;
  }

  private void take(Line line, String agentId) {
    book(line.region(), agentId, line.cost());
    lineAgents(line.region()).put(line.id(), agentId);
  }

  /** Lines for which no agent had room. */
  List<Line> homeless() {
    return homeless;
  }

  /** Leaves a ladder where it runs, its line's copy with it if nobody has that yet. */
  void keep(Ladder ladder) {
    take(ladder);
  }

  /** Books a ladder where it says that it runs. */
  void take(Ladder ladder) {
    take(ladder, String.valueOf(ladder.region()), String.valueOf(ladder.agentId()));
  }

  /** True when there is such an agent. */
  boolean has(@Nullable String region, String agentId) {
    return region != null && table(region).has(agentId);
  }

  /** What is booked on an agent. */
  Amount bookedOn(String region, String agentId) {
    return table(region).reservedOn(agentId);
  }

  /** The best agent of a ladder's region but for the one where it runs. Nothing is booked. */
  AgentChoice elsewhere(Ladder ladder, String besides) {
    String region = String.valueOf(ladder.region());
    return search(ladder, region, null, Set.of(besides)).choice(region);
  }

  /** Leaves a ladder where it runs, if it still fits there. */
  boolean keepIfItFits(Ladder ladder) {
    String region = String.valueOf(ladder.region());
    boolean fits = search(ladder, region, ladder.agentId(), Set.of()).isPossible();
    if (fits) {
      keep(ladder);
    }
    return fits;
  }

  /**
   * Puts a ladder on the best agent of a region.
   *
   * @return the choice; nothing is booked when it names no agent
   */
  AgentChoice seat(Ladder ladder, String region) {
    AgentChoice choice = search(ladder, region, null, Set.of()).choice(region);
    if (choice.agentId() != null) {
      take(ladder, region, choice.agentId());
    }
    return choice;
  }

  private AgentSearch search(
      Ladder ladder, String region, @Nullable String onlyOn, Set<String> heldBy) {
    String lineOn = lineAgents(region).get(ladder.line());
    Amount need = lineOn == null ? ladder.need().plus(AssignmentCost.ofRelay()) : ladder.need();
    Map<String, Integer> ofRoom = viewersOn(region).getOrDefault(ladder.roomId(), Map.of());
    AgentWish wish =
        new AgentWish(need, ANY, lineOn, onlyOn, heldBy, Map.of(), ofRoom, ladder.viewers(), null);
    return new AgentSearch(table(region), wish, policy);
  }

  private void take(Ladder ladder, String region, String agentId) {
    if (!hasLine(region, ladder.line())) {
      Line copy =
          new Line(
              ladder.roomId(), ladder.line(), region, false, agentId, AssignmentCost.ofRelay());
      copies.add(copy);
      take(copy, agentId);
    }
    book(region, agentId, ladder.need());
    viewersOn(region)
        .computeIfAbsent(ladder.roomId(), room -> new HashMap<>())
        .merge(agentId, ladder.viewers(), Integer::sum);
  }

  private void book(String region, String agentId, Amount amount) {
    tables.put(region, table(region).booked(agentId, amount));
  }

  /** Copies of lines that came with ladders. */
  List<Line> copies() {
    return copies;
  }

  /** True when the line needs no further copy in the region. */
  boolean hasLine(String region, String line) {
    return lineAgents(region).containsKey(line);
  }

  /** What is booked in a region, and what its agents have, all sides added up. */
  Use use(String region) {
    Amount capacity = Amount.ZERO;
    Amount booked = Amount.ZERO;
    for (AgentSnapshot agent : table(region).rows()) {
      if (agent.takesNew()) {
        capacity = capacity.plus(agent.capacity());
        booked = booked.plus(agent.reserved());
      }
    }
    return new Use(capacity, booked);
  }

  /** Of a region's agents that take what comes. */
  record Use(Amount capacity, Amount booked) {}

  private AgentTable table(String region) {
    @Nullable AgentTable table = tables.get(region);
    return table == null ? AgentTable.EMPTY : table;
  }

  private Map<String, String> lineAgents(String region) {
    return lineAgents.computeIfAbsent(region, id -> new TreeMap<>());
  }

  private Map<String, Map<String, Integer>> viewersOn(String region) {
    return viewersOn.computeIfAbsent(region, id -> new HashMap<>());
  }
}
