package io.roomfleet.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PercentilesTest {
  private static final int SESSIONS = 1_000_000;

  /** What a million sessions may say: even, bell-shaped on a log scale, two crowds, few values. */
  static Stream<Arguments> crowds() {
    ToLongFunction<SplittableRandom> even = r -> r.nextLong(30_000);
    ToLongFunction<SplittableRandom> joins = r -> Math.round(900 * Math.exp(0.6 * bell(r)));
    ToLongFunction<SplittableRandom> two =
        r -> r.nextInt(10) == 0 ? 200 + r.nextInt(300) : Math.round(8_000 + 1_500 * bell(r));
    ToLongFunction<SplittableRandom> hundreds = r -> 100 * (1 + r.nextInt(250));
    ToLongFunction<SplittableRandom> dwell =
        r -> Math.round(-600_000 * Math.log(1 - r.nextDouble()));
    return Stream.of(
        Arguments.of("even", even),
        Arguments.of("joins", joins),
        Arguments.of("two crowds", two),
        Arguments.of("hundreds", hundreds),
        Arguments.of("dwell", dwell));
  }

  private static double bell(SplittableRandom random) {
    return Math.sqrt(-2 * Math.log(1 - random.nextDouble()))
        * Math.cos(2 * Math.PI * random.nextDouble());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("crowds")
  void theQuantilesOfAMillionSessionsAreWithinOnePercentOfTheRank(
      String name, ToLongFunction<SplittableRandom> crowd) {
    SplittableRandom random = new SplittableRandom(11);
    long[] exact = new long[SESSIONS];
    Percentiles merged = new Percentiles();
    Percentiles part = new Percentiles();
    for (int i = 0; i < SESSIONS; i++) {
      exact[i] = crowd.applyAsLong(random);
      part.add(exact[i]);
      if (i % 50_000 == 49_999) {
        merged.merge(Percentiles.decode(part.encode()));
        part.clear();
      }
    }
    Arrays.sort(exact);
    assertThat(merged.count()).isEqualTo(SESSIONS);
    for (double rank : new double[] {0.5, 0.95, 0.99}) {
      double value = merged.quantile(rank);
      assertThat(value).isCloseTo(at(exact, rank), within(0.0051 * at(exact, rank)));
      // Above what stands 1 % of all ranks lower, below what stands as much higher.
      assertThat(value).isBetween(0.995 * at(exact, rank - 0.01), 1.005 * at(exact, rank + 0.01));
      long rankOfValue = Arrays.stream(exact).filter(v -> v <= value * 1.00501).count();
      assertThat(rankOfValue / (double) SESSIONS).isGreaterThanOrEqualTo(rank - 0.01);
    }
    assertThat(merged.encode()).hasSizeLessThan(3_600);
  }

  private static double at(long[] sorted, double rank) {
    int index = (int) Math.ceil(rank * sorted.length) - 1;
    return sorted[Math.max(0, Math.min(sorted.length - 1, index))];
  }

  @Test
  void smallValuesAreExactAndLargeOnesAreCappedAndNegativeOnesAreZero() {
    for (long value : new long[] {0, 1, 2, 3, 7, 10, 50}) {
      Percentiles one = new Percentiles();
      one.add(value);
      assertThat(one.quantile(0.5)).isCloseTo(value, within(0.0051 * value));
    }
    Percentiles ends = new Percentiles();
    ends.add(-5);
    ends.add(Long.MAX_VALUE);
    assertThat(ends.quantile(0)).isZero();
    assertThat(ends.quantile(1)).isCloseTo(Percentiles.LARGEST, within(1e6));
  }

  @Test
  void nothingHasTheQuantileZeroAndARankOutsideIsRefused() {
    assertThat(new Percentiles().quantile(0.5)).isZero();
    assertThatThrownBy(() -> new Percentiles().quantile(95))
        .hasMessage("rank: 95.0 (expected: 0 to 1)");
    assertThatThrownBy(() -> new Percentiles().quantile(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void itsBytesStayBelowTheMostThatIsPromised() {
    Percentiles full = new Percentiles();
    for (long value = 0; value <= Percentiles.LARGEST; value += 1 + value / 200) {
      full.add(value);
    }
    assertThat(full.encode()).hasSizeLessThan(Percentiles.MOST_BYTES);
    assertThat(Percentiles.decode(full.encode()).encode()).isEqualTo(full.encode());
  }

  @Test
  void brokenBytesAreRefusedWithWhatIsWrong() {
    assertThatThrownBy(() -> Percentiles.decode(new Uniques().encode()))
        .hasMessage("percentiles: begins with 0x55 (expected: 0x50)");
    assertThatThrownBy(() -> Percentiles.decode(Frame.wrap((byte) 'P', new byte[] {1})))
        .hasMessage("percentiles: end inside a number, at byte 1");
    assertThatThrownBy(() -> Percentiles.decode(Frame.wrap((byte) 'P', new byte[] {0, 1})))
        .hasMessageContaining("bin -1 with 1 values (expected: 0 to ");
    byte[] endless = new byte[12];
    Arrays.fill(endless, (byte) 0xFF);
    assertThatThrownBy(() -> Percentiles.decode(Frame.wrap((byte) 'P', endless)))
        .hasMessageStartingWith("percentiles: a number of more than 63 bits");
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 2_000; i++) {
      byte[] noise = new byte[random.nextInt(60)];
      random.nextBytes(noise);
      try {
        assertThat(Percentiles.decode(Frame.wrap((byte) 'P', noise)).count()).isNotNegative();
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageStartingWith("percentiles: ");
      }
    }
  }
}
