package io.roomfleet.orchestrator.placement.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.orchestrator.placement.Amount;
import io.roomfleet.orchestrator.placement.Policies;
import io.roomfleet.orchestrator.placement.fleet.Arrangement.Shortage;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Agent;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Openness;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a plan says is missing is enough, and not more than is needed. */
class MissingAmountsTest {
  private static final Instant NOW = Instant.parse("2026-11-11T20:00:00Z");
  private static final int NO_MOVES = 0;

  private static Arrangement arrange(FleetModel model) {
    return MissingAmounts.arrange(model, Policies.DEFAULT, NOW, NO_MOVES);
  }

  private static boolean fits(FleetModel model, List<Shortage> added, int less, Amount by) {
    FleetModel more = model;
    for (int i = 0; i < added.size(); i++) {
      Shortage one = added.get(i);
      Amount capacity = i == less ? one.missing().minus(by) : one.missing();
      more = more.withAgent(one.region(), new Agent("more-" + i, capacity, Openness.OPEN));
    }
    return Arranger.arrange(more, Policies.DEFAULT, NOW, NO_MOVES).fits();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
  void shouldBeEnoughToTheSmallestUnit(long seed) {
    RandomModel random = new RandomModel(seed);
    FleetModel model = random.withRooms(random.fleet(2, 2), 30);
    Arrangement arrangement = arrange(model);
    List<Shortage> missing = arrangement.shortages();
    assertThat(missing).as("a fleet that is too small").isNotEmpty();
    assertThat(fits(model, missing, -1, Amount.ZERO)).as(missing.toString()).isTrue();
    int last = missing.size() - 1;
    for (Amount unit : List.of(new Amount(1, 0, 0), new Amount(0, 1, 0), new Amount(0, 0, 1))) {
      boolean any = unit.fitsIn(missing.get(last).missing());
      assertThat(any && fits(model, missing, last, unit))
          .as("%s less of %s", unit, missing.get(last))
          .isFalse();
    }
  }

  @Test
  void shouldBeNothingWhereAllFits() {
    RandomModel random = new RandomModel(1);
    assertThat(arrange(random.withRooms(random.fleet(3, 4), 3)).shortages()).isEmpty();
  }
}
