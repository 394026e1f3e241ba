package io.roomfleet.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
  private static final Instant NOW = Instant.parse("2026-11-11T11:00:00Z");
  private final Times berlin = new Times(ZoneId.of("Europe/Berlin"));

  @ParameterizedTest
  @CsvSource({
    "now,2026-11-11T11:00:00Z",
    "+90s,2026-11-11T11:01:30Z",
    "+2h,2026-11-11T13:00:00Z",
    "2026-11-11T20:00,2026-11-11T19:00:00Z",
    "2026-11-11 20:00:30,2026-11-11T19:00:30Z",
    "2026-11-11T20:00Z,2026-11-11T20:00:00Z",
    "2026-11-11T20:00+08:00,2026-11-11T12:00:00Z"
  })
  void readsTimesInTheirOwnZoneOrInOurs(String text, String instant) {
    assertThat(berlin.read(text, NOW)).isEqualTo(Instant.parse(instant));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "tomorrow", "20:00", "+10", "+10x", "2026-13-01T00:00", "10m"})
  void refusesWhatIsNoTime(String text) {
    assertThatThrownBy(() -> berlin.read(text, NOW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(expected:");
  }

  @Test
  void showsTimesInTheZone() {
    assertThat(berlin.text(NOW)).isEqualTo("2026-11-11 12:00:00");
    assertThat(new Times(ZoneOffset.UTC).text(NOW)).isEqualTo("2026-11-11T11:00:00Z");
    assertThat(berlin.text(null)).isEmpty();
    assertThat(berlin.timeOfDay(NOW.plusMillis(7))).isEqualTo("12:00:00.007");
  }

  @Test
  void readsDurations() {
    assertThat(Times.duration("10m")).isEqualTo(Duration.ofMinutes(10));
    assertThat(Times.duration("1d")).isEqualTo(Duration.ofDays(1));
  }
}
