package io.roomfleet.orchestrator.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.roomfleet.orchestrator.booking.BookingSettings.WhenFull;
import io.roomfleet.orchestrator.placement.Amount;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a node is told about bookings. */
class BookingSettingsTest {
  private static BookingSettings read(String more) {
    return BookingSettings.of(
        ConfigFactory.parseString(more).withFallback(ConfigFactory.load()).resolve());
  }

  @Test
  void shouldWarnByDefault() {
    BookingSettings settings = read("");
    assertThat(settings.whenFull()).isEqualTo(WhenFull.WARN);
    assertThat(settings.assumedDuration()).isEqualTo(Duration.ofHours(4));
    assertThat(settings.planned()).isEmpty();
  }

  @Test
  void shouldReadWhatIsPlannedForARegion() {
    BookingSettings settings =
        read(
            "roomfleet.regions { eu-west { planned-capacity { transcode-units = 1.5,"
                + " egress-mbps = 20, slots = 3 } }, us-east {} }");
    assertThat(settings.planned()).hasSize(1).containsEntry("eu-west", new Amount(1500, 20000, 3));
  }

  @Test
  void shouldNameTheValueThatIsWrong() {
    assertThatThrownBy(() -> read("roomfleet.booking.when-full = maybe"))
        .hasMessage("roomfleet.booking.when-full: maybe (expected: warn, refuse or off)");
    assertThatThrownBy(() -> read("roomfleet.booking.renewal = 0 s"))
        .hasMessageContaining("renewal");
    assertThatThrownBy(
            () ->
                read(
                    "roomfleet.regions.x.planned-capacity { transcode-units = -1, egress-mbps = 0,"
                        + " slots = 0 }"))
        .hasMessageContaining("roomfleet.regions.x.planned-capacity");
  }
}
