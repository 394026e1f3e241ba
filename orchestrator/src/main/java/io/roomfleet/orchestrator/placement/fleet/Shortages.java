package io.roomfleet.orchestrator.placement.fleet;

import io.roomfleet.orchestrator.placement.Amount;
import io.roomfleet.orchestrator.placement.AssignmentCost;
import io.roomfleet.orchestrator.placement.fleet.Arrangement.Shortage;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Ladder;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Openness;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Region;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What is missing for lines that no agent of their region has room for, and for ladders that fit
 * nowhere: each counts in the cheapest region that it may run in and that takes what comes, or else
 * in the cheapest that it may run in at all.
 */
record Shortages(List<Ladder> leftOut, Seating seating, Function<Ladder, List<Region>> byCost) {

  /** By region; empty when nothing is left out. */
  List<Shortage> byRegion() {
    Map<String, List<Ladder>> wanted = new TreeMap<>();
    for (Ladder ladder : leftOut) {
      List<Region> choices = byCost.apply(ladder);
      choices.stream()
          .filter(region -> region.openness() == Openness.OPEN)
          .findFirst()
          .or(() -> choices.stream().findFirst())
          .ifPresent(
              region -> wanted.computeIfAbsent(region.id(), id -> new ArrayList<>()).add(ladder));
    }
    seating
        .homeless()
        .forEach(line -> wanted.computeIfAbsent(line.region(), id -> new ArrayList<>()));
    List<Shortage> shortages = new ArrayList<>();
    wanted.forEach((region, ladders) -> shortages.add(of(region, ladders)));
    return shortages;
  }

  private Shortage of(String region, List<Ladder> ladders) {
    Amount missing = Amount.ZERO;
    Set<String> lines = new HashSet<>();
    for (FleetModel.Line line : seating.homeless()) {
      if (line.region().equals(region) && lines.add(line.id())) {
        missing = missing.plus(line.cost());
      }
    }
    for (Ladder ladder : ladders) {
      missing = missing.plus(ladder.need());
      if (!seating.hasLine(region, ladder.line()) && lines.add(ladder.line())) {
        missing = missing.plus(AssignmentCost.ofRelay());
      }
    }
    return new Shortage(region, missing, ladders.stream().map(Ladder::id).sorted().toList());
  }
}
