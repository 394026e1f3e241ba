package io.roomfleet.orchestrator.rebalance;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.rebalance.RebalanceKind;
import io.roomfleet.api.rebalance.RebalanceMove.State;
import io.roomfleet.api.rebalance.RebalanceState;
import io.roomfleet.api.rebalance.RebalanceView;
import io.roomfleet.orchestrator.placement.fleet.FleetModel.Openness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Agent w1 is full, w2 of the same region and e1 of another are not. */
class RebalancerTest {
  private static final String ID = "rebalance-test";
  private final RebalancerStage stage = new RebalancerStage();

  RebalancerTest() {
    stage.play(10, "w1");
    stage.play(1, "w2");
  }

  @AfterEach
  void end() {
    stage.close();
  }

  private static long count(RebalanceView view, State state) {
    return view.moves().stream().filter(move -> move.state() == state).count();
  }

  @Nested
  class AskedFor {
    @Test
    void shouldSayWhatItWouldMoveAndMoveNothing() {
      RebalanceView dry = stage.start(true, RebalanceKind.HOT_AGENTS);
      assertThat(dry.state()).isEqualTo(RebalanceState.DRY_RUN);
      assertThat(dry.total()).isEqualTo(3);
      stage.pass(5);
      assertThat(stage.told).isEmpty();
      assertThat(stage.all()).isEmpty();
    }

    @Test
    void shouldMoveOneAMinuteAndEndWithFiguresFromBeforeAndAfter() {
      RebalanceView begun = stage.start(false, RebalanceKind.HOT_AGENTS);
      assertThat(begun.state()).isEqualTo(RebalanceState.RUNNING);
      stage.pass(3);
      stage.awaitTold(1);
      stage.arrive();
      stage.awaitDone(ID, 1);
      stage.pass(30);
      assertThat(stage.told).as("eleven run: a hundredth of them is one at least").hasSize(1);
      for (int minute = 1; minute < 3; minute++) {
        stage.pass(60);
        stage.awaitTold(minute + 1);
        stage.arrive();
        stage.awaitDone(ID, minute + 1);
      }
      stage.awaitState(ID, "COMPLETED");
      RebalanceView ended = stage.get(ID);
      assertThat(count(ended, State.DONE)).isEqualTo(3);
      assertThat(ended.before().hottestHeat()).isEqualTo(1);
      assertThat(ended.after().hottestHeat()).isEqualTo(0.7);
      assertThat(ended.after()).isEqualTo(ended.expected());
    }

    @Test
    void shouldBeFinishedAfterARestartAndTellNothingElseTwice() {
      stage.start(false, RebalanceKind.HOT_AGENTS);
      stage.pass(3);
      stage.awaitTold(1);
      stage.restart();
      stage.pass(3);
      stage.awaitTold(2);
      assertThat(stage.told.get(0))
          .as("told again, since it may not have been heard")
          .isEqualTo(stage.told.get(1));
      stage.arrive();
      stage.restart();
      stage.awaitDone(ID, 1);
      for (int minute = 1; minute < 3; minute++) {
        stage.pass(62);
        stage.arrive();
        stage.awaitDone(ID, minute + 1);
      }
      stage.awaitState(ID, "COMPLETED");
      assertThat(stage.told.stream().distinct()).hasSize(3);
    }

    @Test
    void shouldEndAtOnceWhenThereIsNothingToGain() {
      RebalanceView nothing = stage.start(false, RebalanceKind.NO_PLACE);
      assertThat(nothing.state()).isEqualTo(RebalanceState.COMPLETED);
      assertThat(nothing.total()).isZero();
    }

    @Test
    void shouldBeginNoFurtherMoveOnceItIsCancelled() {
      stage.start(false, RebalanceKind.HOT_AGENTS);
      stage.pass(3);
      stage.awaitTold(1);
      assertThat(stage.cancel(ID).state()).isEqualTo(RebalanceState.STOPPING);
      stage.pass(70);
      assertThat(stage.told).hasSize(1);
      stage.arrive();
      stage.awaitState(ID, "CANCELLED");
      RebalanceView ended = stage.get(ID);
      assertThat(ended.ended()).isEqualTo("cancelled by token:test");
      assertThat(count(ended, State.DONE)).isEqualTo(1);
      assertThat(count(ended, State.SKIPPED)).isEqualTo(2);
    }
  }

  @Test
  void shouldStopWhenTheFleetIsNotAsItWasPlannedOn() {
    stage.start(false, RebalanceKind.HOT_AGENTS);
    stage.pass(3);
    stage.awaitTold(1);
    stage.become("w2", Openness.CLOSED);
    stage.pass(65);
    assertThat(stage.told).hasSize(1);
    stage.arrive();
    stage.awaitState(ID, "STOPPED");
    assertThat(stage.get(ID).ended()).isEqualTo("agent w2 is not heard any more");
  }

  @Test
  void shouldWaitWhileAnAgentIsSilentForAMoment() {
    stage.start(false, RebalanceKind.HOT_AGENTS);
    stage.pass(3);
    stage.awaitTold(1);
    stage.become("w2", Openness.CLOSED);
    stage.pass(5);
    stage.arrive();
    stage.pass(3);
    stage.become("w2", Openness.OPEN);
    for (int move = 2; move <= 3; move++) {
      stage.pass(65);
      stage.awaitTold(move);
      stage.arrive();
    }
    stage.awaitState(ID, "COMPLETED");
    assertThat(stage.get(ID).done()).isEqualTo(3);
  }

  @Test
  void shouldBeCompletedWhenTheFleetChangesAfterItsLastMoveHasBegun() {
    stage.start(false, RebalanceKind.HOT_AGENTS);
    stage.pass(3);
    for (int move = 1; move <= 3; move++) {
      stage.awaitTold(move);
      if (move == 3) {
        stage.become("w2", Openness.CLOSED);
      }
      stage.arrive();
      stage.pass(65);
    }
    stage.awaitState(ID, "COMPLETED");
    assertThat(stage.get(ID).done()).isEqualTo(3);
  }

  @Test
  void shouldTryAMoveThatDidNotGetToPlayThreeTimes() {
    stage.start(false, RebalanceKind.HOT_AGENTS);
    for (int tries = 1; tries <= 3; tries++) {
      int told = tries;
      stage.awaitInTime(() -> assertThat(stage.told).hasSize(told));
      stage.next.clear(); // Its ledger gave it up.
    }
    stage.awaitInTime(
        () -> assertThat(stage.get(ID).moves().get(0).state()).isEqualTo(State.FAILED));
    RebalanceView view = stage.get(ID);
    assertThat(view.moves().get(0).tries()).isEqualTo(3);
    assertThat(view.moves().get(0).state()).isEqualTo(State.FAILED);
    assertThat(view.moves().get(0).outcome()).isEqualTo("agent w2 did not play it");
  }

  @Nested
  class ByItself {
    @Test
    void shouldRelieveAnAgentThatStaysHot() {
      stage.pass(20);
      assertThat(stage.all()).as("hot for 20 s").isEmpty();
      stage.pass(30);
      assertThat(stage.all())
          .singleElement()
          .satisfies(
              view -> {
                assertThat(view.by()).isEqualTo("rebalancer");
                assertThat(view.cause()).isEqualTo("hot: w1");
                assertThat(view.state()).isEqualTo(RebalanceState.RUNNING);
              });
    }

    @Test
    void shouldTellWhatHasNoPlaceWhereThePlanHasIt() {
      stage.plays.put("room-dark", "");
      stage.pass(2);
      assertThat(stage.advised).containsEntry("room-dark", "eu-west");
    }
  }
}
