package io.roomfleet.orchestrator.history.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.roomfleet.api.report.Difference;
import io.roomfleet.api.report.Difference.Verdict;
import io.roomfleet.api.report.ReportFigure;
import io.roomfleet.orchestrator.history.report.BlockRatio.Block;
import io.roomfleet.orchestrator.history.report.Differences.Pair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class BlockRatioTest {
  /** Events by thousands of minutes, of which each follows the one before to {@code memory}. */
  private static List<Block> evening(Random random, int blocks, double rate, double memory) {
    List<Block> all = new ArrayList<>();
    double wave = 0;
    for (int i = 0; i < blocks; i++) {
      wave = memory * wave + Math.sqrt(1 - memory * memory) * random.nextGaussian();
      double below = 800 + 400 * random.nextDouble();
      double mean = below * rate * Math.max(0, 1 + 0.2 * wave);
      all.add(new Block(mean + Math.sqrt(mean) * random.nextGaussian(), below));
    }
    return all;
  }

  private static Pair pair(ReportFigure figure, List<Block> base, List<Block> value) {
    BlockRatio one = BlockRatio.of(base);
    BlockRatio other = BlockRatio.of(value);
    return new Pair(figure, one.ratio(), other.ratio(), one, other, true);
  }

  @Test
  void isTheRatioOfTheSumsAndVariesAsItsBlocksDo() {
    List<Block> alike = Collections.nCopies(10, new Block(3, 10));
    assertThat(BlockRatio.of(alike)).isEqualTo(new BlockRatio(0.3, 0, 5, 30));
    List<Block> two = new ArrayList<>(Collections.nCopies(3, new Block(2, 10)));
    two.addAll(Collections.nCopies(3, new Block(8, 20)));
    BlockRatio ratio = BlockRatio.of(two);
    assertThat(ratio.ratio()).isCloseTo(30 / 90.0, within(1e-12));
    assertThat(ratio.variance()).isPositive();
  }

  @Test
  void hasNothingToSayOfFewBlocks() {
    assertThat(BlockRatio.of(Collections.nCopies(5, new Block(1, 1)))).isNull();
    List<Block> empty = new ArrayList<>(Collections.nCopies(100, new Block(0, 0)));
    empty.addAll(Collections.nCopies(5, new Block(1, 1)));
    assertThat(BlockRatio.of(empty)).isNull();
  }

  /** The variance that it works out of one evening is that of the ratios of many. */
  @Test
  void knowsHowMuchRatiosOfManyEveningsVary() {
    for (double memory : new double[] {0, 0.5}) {
      Random random = new Random(7);
      double[] ratios = new double[2000];
      double mean = 0;
      for (int i = 0; i < ratios.length; i++) {
        BlockRatio ratio = BlockRatio.of(evening(random, 60, 0.03, memory));
        ratios[i] = ratio.ratio();
        mean += ratio.variance() / ratios.length;
      }
      double centre = Arrays.stream(ratios).average().orElseThrow();
      double truth =
          Arrays.stream(ratios).map(it -> (it - centre) * (it - centre)).sum() / ratios.length;
      assertThat(mean / truth).as("memory %s", memory).isBetween(0.7, 1.3);
    }
  }

  @Nested
  class TwelveFigures {
    private List<Difference> compared(Random random, double change, double memory) {
      List<Pair> pairs = new ArrayList<>();
      for (ReportFigure figure : ReportFigure.values()) {
        double rate = figure == ReportFigure.CONVERSION ? 0.03 * change : 0.03;
        pairs.add(
            pair(figure, evening(random, 24, 0.03, memory), evening(random, 24, rate, memory)));
      }
      return Differences.of(pairs);
    }

    @Test
    void areSeldomTakenForDifferentWhenNoneIs() {
      for (double memory : new double[] {0, 0.4}) {
        Random random = new Random(11);
        int wrong = 0;
        for (int i = 0; i < 500; i++) {
          List<Difference> all = compared(random, 1, memory);
          wrong += all.stream().anyMatch(it -> it.verdict() == Verdict.DIFFERENT) ? 1 : 0;
        }
        assertThat(wrong / 500.0).as("memory %s", memory).isLessThan(0.1);
      }
    }

    @Test
    void showTheOneThatIsDifferentAndNoOther() {
      Random random = new Random(13);
      int found = 0;
      int wrong = 0;
      for (int i = 0; i < 200; i++) {
        for (Difference it : compared(random, 1.6, 0.3)) {
          boolean different = it.verdict() == Verdict.DIFFERENT;
          if (it.figure() == ReportFigure.CONVERSION) {
            found += different ? 1 : 0;
          } else {
            wrong += different ? 1 : 0;
          }
        }
      }
      assertThat(found).isGreaterThan(180);
      assertThat(wrong).isLessThan(20);
    }

    @Test
    void sayByHowMuch() {
      int inside = 0;
      Random random = new Random(17);
      for (int i = 0; i < 300; i++) {
        Difference it =
            compared(random, 1.4, 0).stream()
                .filter(each -> each.figure() == ReportFigure.CONVERSION)
                .findFirst()
                .orElseThrow();
        inside += it.changeLow() <= 0.4 && it.changeHigh() >= 0.4 ? 1 : 0;
      }
      assertThat(inside / 300.0).isBetween(0.88, 0.99);
    }
  }

  @Test
  void fewEventsAreTooLittle() {
    List<Block> rare = new ArrayList<>(Collections.nCopies(20, new Block(0, 100)));
    rare.add(new Block(4, 100));
    List<Block> none = Collections.nCopies(20, new Block(0, 100));
    Difference it = Differences.of(List.of(pair(ReportFigure.CONVERSION, none, rare))).get(0);
    assertThat(it.verdict()).isEqualTo(Verdict.TOO_LITTLE);
    assertThat(it.p()).isNull();
  }
}
