package io.roomfleet.benchmarks;

import io.roomfleet.orchestrator.alert.rule.EveningScore;
import io.roomfleet.orchestrator.alert.rule.MadeUpEvening;

/**
 * How well the rules of alerts find what was planted in made-up evenings, and how quiet they are.
 */
public final class Alerts {
  private static final int DAY = 86_400;

  private Alerts() {}

  /**
   * Plays evenings.
   *
   * @param args how many evenings, the first seed, and how many quiet days
   */
  public static void main(String[] args) {
    int evenings = Integer.parseInt(args[0]);
    int first = Integer.parseInt(args[1]);
    int days = Integer.parseInt(args[2]);
    EveningScore score = new EveningScore();
    for (int seed = first; seed < first + evenings; seed++) {
      score.play(MadeUpEvening.withFaults(seed), "evening " + seed);
    }
    score.mistakes().forEach(System.err::println);
    System.out.println(
        "| evenings | planted | found | raised | precision | recall | cause right | delay, median | p95 | worst | raised again |");
    System.out.println("|---|---|---|---|---|---|---|---|---|---|---|");
    System.out.printf(
        "| %d | %d | %d | %d | %.1f %% | %.1f %% | %d | %d s | %d s | %d s | %d |%n",
        evenings,
        score.planted(),
        score.found(),
        score.raised(),
        100 * score.precision(),
        100 * score.recall(),
        score.causes(),
        score.delay(0.5),
        score.delay(0.95),
        score.delay(1),
        score.reraised());
    System.out.println();
    System.out.println("| quiet day | markets | false alarms | time |");
    System.out.println("|---|---|---|---|");
    for (int day = 0; day < days; day++) {
      EveningScore quiet = new EveningScore();
      MadeUpEvening evening = MadeUpEvening.quiet(first + day, DAY);
      long from = System.nanoTime();
      quiet.play(evening, "day " + day);
      quiet.mistakes().forEach(System.err::println);
      System.out.printf(
          "| %d | %d | %d | %.1f s |%n",
          first + day, evening.markets(), quiet.raised(), (System.nanoTime() - from) / 1e9);
    }
  }
}
