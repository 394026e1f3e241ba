package io.roomfleet.orchestrator.placement.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.orchestrator.placement.Amount;
import io.roomfleet.orchestrator.placement.AssignmentCost;
import io.roomfleet.orchestrator.placement.Policies;
import io.roomfleet.orchestrator.placement.fleet.Arrangement.Seat;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Agent;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Ladder;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Line;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Openness;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Region;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random fleets, arranged: what always holds. */
class ArrangerTest {
  private static final Instant NOW = Instant.parse("2026-11-11T20:00:00Z");
  private static final int ANY_NUMBER = Integer.MAX_VALUE;

  private static Arrangement arrange(FleetModel model, int budget) {
    return Arranger.arrange(model, Policies.DEFAULT, NOW, budget);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
  void shouldOverbookNothingAndPutNothingWhereItMayNotRun(long seed) {
    RandomModel random = new RandomModel(seed);
    FleetModel model = random.withRooms(random.fleet(4, 5), 60 + (int) seed * 3);
    Arrangement arrangement = arrange(model, ANY_NUMBER);
    check(model, arrangement);
    assertThat(arrange(model, ANY_NUMBER)).as("the same again").isEqualTo(arrangement);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
  void shouldComeToRestAndThenMoveNothing(long seed) {
    RandomModel random = new RandomModel(seed);
    FleetModel model = random.withRooms(random.fleet(4, 5), 50);
    Arrangement arrangement = arrange(model, ANY_NUMBER);
    // A copy of a line that came with one ladder makes a region cheaper for the line's others, so
    // that the next plan may still find a gain; each must be one.
    for (int round = 0; round < 3; round++) {
      model = settle(model, arrangement);
      arrangement = arrange(model, ANY_NUMBER);
      if (arrangement.moves().isEmpty()) {
        break;
      }
      assertThat(arrangement.cost()).isLessThan(arrangement.costNow());
    }
    assertThat(arrangement.moves()).isEmpty();
    assertThat(arrange(settle(model, arrangement), ANY_NUMBER).moves()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
  void shouldFindRoomForALostRegionWithinItsBudget(long seed) {
    RandomModel random = new RandomModel(seed);
    FleetModel model = random.withRooms(random.fleet(4, 6), 45);
    FleetModel settled = settle(model, arrange(model, ANY_NUMBER));
    FleetModel without = settled.withoutRegions(Set.of("region-1"));
    Arrangement arrangement = arrange(without, 0);
    check(without, arrangement);
    assertThat(arrangement.moves()).as("nothing that runs moves on a budget of none").isEmpty();
    assertThat(arrangement.seats())
        .allSatisfy(seat -> assertThat(seat.region()).isNotEqualTo("region-1"));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
  void shouldFitOnceTheMissingAmountsAreThere(long seed) {
    RandomModel random = new RandomModel(seed);
    FleetModel model = random.withRooms(random.fleet(3, 2), 70);
    Arrangement arrangement = arrange(model, ANY_NUMBER);
    assertThat(arrangement.fits()).as("a fleet that is too small").isFalse();
    assertThat(arrangement.shortages()).isNotEmpty();
    FleetModel more = settle(model, arrangement);
    for (Arrangement.Shortage shortage : arrangement.shortages()) {
      more =
          more.withAgent(
              shortage.region(),
              new Agent("more-" + shortage.region(), shortage.missing(), Openness.OPEN));
    }
    Arrangement then = arrange(more, ANY_NUMBER);
    check(more, then);
    assertThat(then.fits()).as(then.shortages().toString()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5})
  void shouldEmptyWhatIsToGoAndKeepWhatKeepsItsOwn(long seed) {
    RandomModel random = new RandomModel(seed);
    FleetModel model = random.withRooms(random.fleet(4, 5), 40);
    FleetModel settled = settle(model, arrange(model, ANY_NUMBER));
    List<Region> regions = new ArrayList<>(settled.regions());
    Region first = regions.get(0);
    regions.set(0, first.with(Openness.LEAVING, first.agents()));
    Region second = regions.get(1);
    regions.set(1, second.with(Openness.CLOSED, second.agents()));
    FleetModel closed = new FleetModel(regions, settled.lines(), settled.ladders());
    Arrangement arrangement = arrange(closed, ANY_NUMBER);
    for (Seat seat : arrangement.seats()) {
      assertThat(seat.region()).isNotEqualTo(first.id());
      boolean wasInSecond = second.id().equals(seat.ladder().region());
      assertThat(second.id().equals(seat.region())).as(seat.toString()).isEqualTo(wasInSecond);
    }
  }

  /** The model as if the arrangement had been carried out. */
  static FleetModel settle(FleetModel model, Arrangement arrangement) {
    return new FleetModel(
        model.regions(),
        model.with(arrangement.copies(), List.of()).lines(),
        arrangement.seats().stream()
            .map(seat -> seat.ladder().at(seat.region(), seat.agentId()))
            .toList());
  }

  private static void check(FleetModel model, Arrangement arrangement) {
    Map<String, Amount> booked = new HashMap<>();
    Set<String> copies = new HashSet<>();
    for (Line line : model.lines()) {
      if (line.agentId() != null) {
        booked.merge(line.agentId(), line.cost(), Amount::plus);
        copies.add(line.id() + " in " + line.region());
      }
    }
    Map<String, Amount> copiesOf = new HashMap<>();
    for (Seat seat : arrangement.seats()) {
      Ladder ladder = seat.ladder();
      if (seat.region() == null || seat.agentId() == null) {
        continue;
      }
      assertThat(ladder.regions().isEmpty() || ladder.regions().contains(seat.region()))
          .as(seat.toString())
          .isTrue();
      booked.merge(seat.agentId(), ladder.need(), Amount::plus);
      if (copies.add(ladder.line() + " in " + seat.region())) {
        copiesOf.merge(seat.region(), AssignmentCost.ofRelay(), Amount::plus);
      }
    }
    for (Region region : model.regions()) {
      Amount room = Amount.ZERO;
      Amount all = copiesOf.getOrDefault(region.id(), Amount.ZERO);
      for (Agent agent : region.agents()) {
        Amount on = booked.getOrDefault(agent.id(), Amount.ZERO);
        boolean usable = region.openness() != Openness.GONE && agent.openness() != Openness.GONE;
        assertThat(on.fitsIn(usable ? agent.capacity() : Amount.ZERO) || lineOnly(model, agent, on))
            .as("%s holds %s", agent, on)
            .isTrue();
        room = usable ? room.plus(agent.capacity()) : room;
        all = usable ? all.plus(on) : all;
      }
      assertThat(region.openness() == Openness.GONE || all.fitsIn(room))
          .as("%s with its copies of lines: %s of %s", region.id(), all, room)
          .isTrue();
    }
  }

  /** A line on an agent that is gone is lost with it, and is not what is arranged. */
  private static boolean lineOnly(FleetModel model, Agent agent, Amount on) {
    Amount lines =
        model.lines().stream()
            .filter(line -> agent.id().equals(line.agentId()))
            .map(Line::cost)
            .reduce(Amount.ZERO, Amount::plus);
    return agent.openness() == Openness.GONE && on.equals(lines);
  }
}
