package io.roomfleet.orchestrator.alert.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The rules, on made-up evenings: {@code deploy/bench/run Alerts} has the figures of more. */
class EveningsTest {
  @Test
  void planted_faults_are_found_with_their_cause_and_little_else_is_said() {
    EveningScore score = new EveningScore();
    for (int seed = 0; seed < 15; seed++) {
      score.play(MadeUpEvening.withFaults(seed), "evening " + seed);
    }
    assertThat(score.planted()).isGreaterThan(50);
    assertThat(score.recall()).describedAs("%s", score.mistakes()).isGreaterThan(0.97);
    assertThat(score.precision()).describedAs("%s", score.mistakes()).isGreaterThan(0.93);
    assertThat(score.causes()).isGreaterThanOrEqualTo((int) (0.95 * score.found()));
    assertThat(score.reraised()).isLessThanOrEqualTo(1);
    assertThat(score.openAtEnd()).isZero();
  }

  @Test
  void hours_in_which_nothing_is_wrong_are_quiet() {
    EveningScore score = new EveningScore();
    score.play(MadeUpEvening.quiet(77, 6 * 3600), "quiet");
    assertThat(score.raised()).describedAs("%s", score.mistakes()).isLessThanOrEqualTo(1);
  }
}
