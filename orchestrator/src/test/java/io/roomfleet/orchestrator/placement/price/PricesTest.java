package io.roomfleet.orchestrator.placement.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PricesTest {
  private static final Instant AT = Instant.parse("2026-11-11T20:00:00Z");
  private static final ZoneId DUBLIN = ZoneId.of("Europe/Dublin");
  private static final ZoneId JAKARTA = ZoneId.of("Asia/Jakarta");

  @Nested
  class Latency {
    private final LatencyMatrix matrix =
        LatencyMatrix.of(Map.of("eu-west", Map.of(ZoneId.of("Europe/Berlin"), 25.0)), 100);

    private double millis(LatencyMatrix of, ZoneId market) {
      return of.millis("eu-west", DUBLIN, market, AT);
    }

    private LatencyMatrix corrected(
        LatencyMatrix before, ZoneId market, double millis, long samples) {
      return before.corrected(
          List.of(new LatencyMatrix.Measurement("eu-west", market, millis, samples)));
    }

    @Test
    void isWhatTheListSays() {
      assertThat(millis(matrix, ZoneId.of("Europe/Berlin"))).isEqualTo(25);
    }

    @Test
    void isEstimatedFromStandardTimesWhereTheListSaysNothing() {
      assertThat(LatencyMatrix.MILLIS_AN_HOUR).isCloseTo(20, within(0.1));
      assertThat(millis(matrix, JAKARTA)).isEqualTo(10 + 7 * LatencyMatrix.MILLIS_AN_HOUR);
    }

    @Test
    void isTakenTheShorterWayRoundTheGlobe() {
      double hours =
          LatencyMatrix.hoursApart(
              ZoneId.of("Pacific/Auckland"), ZoneId.of("Pacific/Honolulu"), AT);
      assertThat(hours).isEqualTo(2);
    }

    @Test
    void isCorrectedALittleByAFewSamplesAndAlmostWhollyByMany() {
      ZoneId berlin = ZoneId.of("Europe/Berlin");
      assertThat(millis(corrected(matrix, berlin, 125, 1), berlin)).isCloseTo(26, within(0.1));
      assertThat(millis(corrected(matrix, berlin, 125, 100), berlin)).isEqualTo(75);
      assertThat(millis(corrected(matrix, berlin, 125, 100_000), berlin))
          .isCloseTo(125, within(0.2));
      assertThat(millis(matrix, berlin)).as("the matrix itself stays").isEqualTo(25);
    }

    @Test
    void doesNotDependOnHowSamplesWereGathered() {
      LatencyMatrix once = corrected(matrix, JAKARTA, 200, 300);
      LatencyMatrix parts = corrected(corrected(matrix, JAKARTA, 230, 200), JAKARTA, 140, 100);
      assertThat(millis(parts, JAKARTA)).isCloseTo(millis(once, JAKARTA), within(1e-9));
      assertThat(millis(once, ZoneId.of("Asia/Tokyo")))
          .as("other pairs stay")
          .isEqualTo(millis(matrix, ZoneId.of("Asia/Tokyo")));
    }

    @Test
    void followsAChangeHoweverMuchWasMeasuredBefore() {
      LatencyMatrix old = corrected(matrix, JAKARTA, 200, Long.MAX_VALUE / 4);
      LatencyMatrix now = corrected(old, JAKARTA, 100, LatencyMatrix.MOST_SAMPLES);
      assertThat(millis(now, JAKARTA)).isCloseTo(150, within(0.1));
    }

    @Test
    void refusesWhatCannotBeMeasured() {
      assertThatThrownBy(() -> corrected(matrix, JAKARTA, -1, 1))
          .hasMessage("eu-west.Asia/Jakarta: -1.0 (expected: finite, >= 0)");
      assertThatThrownBy(() -> corrected(matrix, JAKARTA, 1, 0))
          .hasMessage("samples: 0 (expected: >= 1)");
    }
  }

  @Nested
  class Egress {
    private final EgressPrices prices =
        new EgressPrices(
            0.05,
            0.02,
            0.01,
            Map.of("ap-southeast", 0.09),
            Map.of("eu-west", Map.of("us-east", 0.03)));

    @Test
    void countsGigabytesOfAnHour() {
      // 1 Gbit/s for an hour is 450 GB.
      assertThat(prices.toViewers("eu-west", 1_000_000)).isCloseTo(22.5, within(1e-9));
      assertThat(prices.withinRegion(1_000_000)).isCloseTo(4.5, within(1e-9));
    }

    @Test
    void takesARegionsOwnPriceAndAPairsOwn() {
      assertThat(prices.toViewers("ap-southeast", 1_000_000)).isCloseTo(40.5, within(1e-9));
      assertThat(prices.intoRegion("eu-west", "us-east", 1_000_000)).isCloseTo(13.5, within(1e-9));
      assertThat(prices.intoRegion("us-east", "eu-west", 1_000_000))
          .as("the price is the sender's, and not that of the way back")
          .isCloseTo(9, within(1e-9));
    }

    @Test
    void refusesAPriceThatIsNone() {
      assertThatThrownBy(() -> new EgressPrices(0.05, Double.NaN, 0, Map.of(), Map.of()))
          .hasMessage("egress.between: NaN (expected: finite, >= 0)");
    }
  }
}
