package io.roomfleet.orchestrator.placement.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.orchestrator.placement.Amount;
import io.roomfleet.orchestrator.placement.Policies;
import io.roomfleet.orchestrator.placement.fleet.Cooling.Limits;
import io.roomfleet.orchestrator.placement.fleet.Cooling.Shift;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Agent;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Ladder;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Openness;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Region;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hot agents are relieved, and heat is not passed on. */
class CoolingTest {
  private static final Instant NOW = Instant.parse("2026-11-11T20:00:00Z");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Limits LIMITS = new Limits(0.9, 0.75, 100, 50);
  private static final Amount CAPACITY = new Amount(10_000, 1_000_000, 100);

  /** A region of agents, each with so many ladders of a tenth of an agent, of 100 viewers. */
  private static FleetModel region(int... ladders) {
    List<Agent> agents = new ArrayList<>();
    List<Ladder> all = new ArrayList<>();
    for (int a = 0; a < ladders.length; a++) {
      agents.add(new Agent("a" + a, CAPACITY, Openness.OPEN));
      for (int i = 0; i < ladders[a]; i++) {
        all.add(ladder("m" + a + i, "a" + a, 100));
      }
    }
    Region region = new Region("eu-west", BERLIN, Openness.OPEN, agents);
    return new FleetModel(List.of(region), List.of(), all);
  }

  private static Ladder ladder(String id, String agent, int viewers) {
    return new Ladder(
        "room-" + id,
        id,
        "relay/room-" + id + "/main",
        new Amount(1_000, 10_000, 1),
        1,
        BERLIN,
        "eu-west",
        List.of(),
        viewers,
        true,
        "eu-west",
        agent);
  }

  private static List<Shift> shifts(FleetModel model) {
    return Cooling.shifts(model, Policies.DEFAULT, LIMITS);
  }

  @Test
  void shouldLeaveAloneWhatIsNotHot() {
    assertThat(shifts(region(8, 1))).isEmpty();
  }

  @Test
  void shouldRelieveAFullAgentUntilItIsCool() {
    List<Shift> shifts = shifts(region(10, 2, 7));
    assertThat(shifts).hasSize(3).allSatisfy(s -> assertThat(s.toAgentId()).isEqualTo("a1"));
    assertThat(shifts.get(0).why()).isEqualTo("agent a0 is 100 % hot; agent a1 is 30 % with it");
  }

  @Test
  void shouldRelieveAnAgentThatMeasuresMoreThanIsBookedOnIt() {
    FleetModel busy = region(4, 2).withMeasured(agent -> agent.id().equals("a0") ? 0.96 : 0.3);
    assertThat(shifts(busy)).as("each of four carries a fourth of the 96 %").hasSize(1);
  }

  @Test
  void shouldPutNothingOnAnAgentThatIsBusyItself() {
    FleetModel busy = region(10, 2).withMeasured(agent -> 0.8);
    assertThat(shifts(busy)).isEmpty();
  }

  @Test
  void shouldMoveTheFewestViewersAndNotMoreThanPays() {
    List<Ladder> ladders = new ArrayList<>(region(9, 1).ladders());
    ladders.add(ladder("huge", "a0", 1_000_000));
    FleetModel model = new FleetModel(region(9, 1).regions(), List.of(), ladders);
    assertThat(shifts(model))
        .hasSize(3)
        .noneSatisfy(s -> assertThat(s.ladder().subRoomId()).isEqualTo("huge"));
    FleetModel alone =
        new FleetModel(
            model.regions(),
            List.of(),
            List.of(ladder("huge", "a0", 1_000_000).at("eu-west", "a0")));
    assertThat(shifts(alone.withMeasured(a -> a.id().equals("a0") ? 1.0 : 0.0)))
        .as("25 % of an agent are worth 25 $, a million moved viewers cost 500 $")
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
  void shouldHeatNoOtherAgentInAnyFleet(long seed) {
    RandomModel random = new RandomModel(seed);
    FleetModel model = random.withRooms(random.fleet(3, 4), 60);
    FleetModel settled =
        ArrangerTest.settle(model, Arranger.arrange(model, Policies.DEFAULT, NOW, 1_000));
    Map<String, Double> before = Heat.byAgent(settled, Policies.DEFAULT);
    List<Shift> shifts = shifts(settled);
    assertThat(shifts(settled)).as("the same again").isEqualTo(shifts);
    Map<String, Ladder> moved = new HashMap<>();
    for (Shift shift : shifts) {
      Ladder ladder = shift.ladder();
      assertThat(before.get(ladder.agentId())).isGreaterThanOrEqualTo(LIMITS.hot());
      assertThat(shift.saves()).isPositive();
      assertThat(moved.put(ladder.id(), ladder.at(ladder.region(), shift.toAgentId()))).isNull();
    }
    Map<String, Double> after = Heat.byAgent(settled.with(moved), Policies.DEFAULT);
    Set<String> targets = shifts.stream().map(Shift::toAgentId).collect(Collectors.toSet());
    after.forEach(
        (agent, heat) -> {
          if (targets.contains(agent)) {
            assertThat(heat).as(agent).isLessThanOrEqualTo(LIMITS.cool() + 1e-9);
          } else {
            assertThat(heat).as(agent).isLessThanOrEqualTo(before.get(agent) + 1e-9);
          }
        });
  }
}
