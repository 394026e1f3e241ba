package io.roomfleet.orchestrator.steering;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.orchestrator.steering.EdgeGauge.Sample;
import io.roomfleet.orchestrator.steering.SteeringSettings.EdgeRules;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EdgeGaugeTest {
  private static final EdgeRules RULES = SteeringStage.SETTINGS.edges();
  private static final long CALM = RULES.calm().toSeconds();

  private final EdgeGauge gauge = new EdgeGauge(RULES, 0, null);
  private long now = 1_800_000_000_000L;

  private void second(double load, int sent, int slow, long measured, long stalled) {
    now += 1000;
    gauge.take(new Sample(now, load, sent, slow, measured, stalled));
  }

  private void well(long seconds) {
    for (long i = 0; i < seconds; i++) {
      second(0.3, 10, 0, 10_000, 0);
    }
  }

  private void slow(long seconds) {
    for (long i = 0; i < seconds; i++) {
      second(0.3, 10, 8, 10_000, 0);
    }
  }

  @Test
  void aWellEdgeKeepsItsViewers() {
    well(60);
    assertThat(gauge.shed()).isZero();
    assertThat(gauge.reason()).isNull();
  }

  @Test
  void oneSegmentOrOneViewerMakesNoTrouble() {
    well(5);
    second(0.3, 10, 4, 10_000, 900);
    assertThat(gauge.shed()).isZero();
    for (int i = 0; i < 4; i++) {
      second(0, 0, 0, 0, 0);
    }
    second(0, 2, 2, 500, 500);
    assertThat(gauge.shed()).as("too few to tell the edge from the viewer").isZero();
  }

  @Test
  void aSlowEdgeLosesHalfAtOnceAndTheOtherHalfAfterATtl() {
    well(5);
    slow(3);
    assertThat(gauge.shed()).isEqualTo(0.5);
    assertThat(gauge.reason()).contains("slower than they play");
    slow(1);
    assertThat(gauge.shed()).isEqualTo(1);
    slow(10);
    assertThat(gauge.shed()).isEqualTo(1);
  }

  @Test
  void anEdgeThatSendsNothingInTimeLosesAllAtOnce() {
    well(5);
    for (int i = 0; i < 3; i++) {
      second(0.3, 20, 19, 10_000, 0);
    }
    assertThat(gauge.shed()).isEqualTo(1);
  }

  @Test
  void oneWhoIsAloneWithASlowNetworkDoesNotMakeAllGo() {
    second(0.3, 1, 1, 1_000, 0);
    second(0.3, 1, 1, 1_000, 0);
    second(0.3, 1, 1, 1_000, 0);
    assertThat(gauge.shed()).isEqualTo(RULES.brokenStep());
  }

  @Test
  void aHotEdgeShedsATenthEachTtlUntilItIsCoolAndThenHolds() {
    for (int i = 0; i < 5; i++) {
      second(0.95, 10, 0, 10_000, 0);
    }
    assertThat(gauge.shed()).isEqualTo(0.1 * 3, org.assertj.core.data.Offset.offset(1e-9));
    double shed = gauge.shed();
    second(0.8, 10, 0, 10_000, 0);
    second(0.8, 10, 0, 10_000, 0);
    assertThat(gauge.shed()).as("between the marks it is still hot").isGreaterThan(shed);
    well(4);
    shed = gauge.shed();
    well(CALM - 4);
    assertThat(gauge.shed()).isEqualTo(shed);
  }

  @Test
  void viewersThatStallAreTroubleToo() {
    for (int i = 0; i < 4; i++) {
      second(0.1, 0, 0, 10_000, 1_500);
    }
    assertThat(gauge.shed()).isPositive();
    assertThat(gauge.reason()).contains("nothing to show");
  }

  @Test
  void theyComeBackATenthEachTtlAfterTheCalm() {
    slow(6);
    well(CALM);
    assertThat(gauge.shed()).isEqualTo(1);
    well(8);
    assertThat(gauge.shed()).isBetween(0.4, 0.8);
    well(30);
    assertThat(gauge.shed()).isZero();
    assertThat(gauge.reason()).isNull();
  }

  @Test
  void whoIsInTroubleAgainOnTheWayBackWaitsTwiceAsLong() {
    slow(6);
    well(CALM + 8);
    slow(6);
    assertThat(gauge.shed()).isEqualTo(1);
    well(CALM + 20);
    assertThat(gauge.shed()).isEqualTo(1);
    well(CALM);
    assertThat(gauge.shed()).isLessThan(1);
  }

  @Test
  void anotherNodeGoesOnWhereTheFirstOneWas() {
    EdgeGauge next = new EdgeGauge(RULES, 0.5, "slow");
    next.take(new Sample(now, 0.1, 0, 0, 0, 0));
    assertThat(next.shed()).isEqualTo(0.5);
    assertThat(next.reason()).isEqualTo("slow");
  }

  /** No wave: whatever happens, within a TTL no more change than the rules allow, nor too often. */
  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void noMoreThanAStepIsEverMovedWithinATtl(long seed) {
    Random random = new Random(seed);
    double mood = random.nextDouble();
    double before = 0;
    int turns = 0;
    int direction = 0;
    for (int ttl = 0; ttl < 900; ttl++) {
      if (random.nextInt(20) == 0) {
        mood = random.nextDouble();
      }
      for (int i = 0; i < RULES.ttl().toSeconds(); i++) {
        second(mood, 20, (int) (17 * mood * random.nextDouble()), 10_000, (long) (2_000 * mood));
      }
      double change = gauge.shed() - before;
      assertThat(change).isBetween(-RULES.backStep() - 1e-9, RULES.brokenStep() + 1e-9);
      assertThat(gauge.shed()).isBetween(0.0, 1.0);
      int now = (int) Math.signum(change);
      turns += now != 0 && now != direction ? 1 : 0;
      direction = now != 0 ? now : direction;
      before = gauge.shed();
    }
    assertThat(turns).as("in half an hour, with half a minute of calm").isLessThanOrEqualTo(60);
  }
}
