package io.roomfleet.orchestrator.placement.fleet;

import io.roomfleet.api.room.Ladder;
import io.roomfleet.api.room.Rendition;
import io.roomfleet.orchestrator.placement.Amount;
import io.roomfleet.orchestrator.placement.AssignmentCost;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Agent;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Line;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Openness;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Region;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Fleets and broadcasts from a seed. */
final class RandomModel {
  private static final List<String> ZONES =
      List.of(
          "Europe/Dublin",
          "America/New_York",
          "Asia/Singapore",
          "Asia/Tokyo",
          "America/Sao_Paulo",
          "Asia/Kolkata");

  private final Random random;

  RandomModel(long seed) {
    this.random = new Random(seed);
  }

  /** Empty regions. */
  FleetModel fleet(int regions, int agentsEach) {
    List<Region> all = new ArrayList<>();
    for (int r = 0; r < regions; r++) {
      String id = "region-" + r;
      List<Agent> agents = new ArrayList<>();
      for (int a = 0; a < agentsEach; a++) {
        Amount capacity =
            new Amount(
                3_000 + random.nextInt(6_000),
                200_000 + random.nextInt(400_000),
                20 + random.nextInt(20));
        agents.add(new Agent(id + "-" + a, capacity, Openness.OPEN));
      }
      all.add(new Region(id, ZoneId.of(ZONES.get(r % ZONES.size())), Openness.OPEN, agents));
    }
    return new FleetModel(all, List.of(), List.of());
  }

  /** The fleet with rooms on it, whose lines are taken in and whose ladders run nowhere yet. */
  FleetModel withRooms(FleetModel fleet, int rooms) {
    List<Line> lines = new ArrayList<>();
    List<FleetModel.Ladder> ladders = new ArrayList<>();
    for (int i = 0; i < rooms; i++) {
      Region source = fleet.regions().get(random.nextInt(fleet.regions().size()));
      String line = "relay/room-" + i + "/main";
      lines.add(
          new Line(
              "room-" + i,
              line,
              source.id(),
              true,
              source.agents().get(random.nextInt(source.agents().size())).id(),
              AssignmentCost.ofRelay()));
      for (int m = random.nextInt(4); m >= 0; m--) {
        ladders.add(ladder("room-" + i, "m" + m, line, source.id(), fleet));
      }
    }
    return fleet.with(lines, ladders);
  }

  private FleetModel.Ladder ladder(
      String room, String market, String line, String source, FleetModel fleet) {
    int viewers = (int) (20_000 / (1 + random.nextDouble() * 200));
    Ladder ladder =
        new Ladder(
            null,
            random.nextInt(4) == 0
                ? List.of(Rendition.P720, Rendition.P360)
                : List.of(Rendition.P360, Rendition.P180),
            30);
    List<String> allowed =
        random.nextInt(5) == 0
            ? List.of(fleet.regions().get(random.nextInt(fleet.regions().size())).id())
            : List.of();
    return new FleetModel.Ladder(
        room,
        market,
        line,
        AssignmentCost.ofTranscode(ladder, viewers),
        60,
        ZoneId.of(ZONES.get(random.nextInt(ZONES.size()))),
        source,
        allowed,
        viewers,
        random.nextBoolean(),
        null,
        null);
  }
}
