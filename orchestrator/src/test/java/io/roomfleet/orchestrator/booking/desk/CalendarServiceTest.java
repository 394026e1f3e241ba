package io.roomfleet.orchestrator.booking.desk;

import static io.roomfleet.orchestrator.booking.desk.CalendarStage.NINE;
import static io.roomfleet.orchestrator.booking.desk.CalendarStage.NOW;
import static io.roomfleet.orchestrator.booking.desk.CalendarStage.wish;
import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.Capacity;
import io.roomfleet.api.calendar.CalendarView;
import io.roomfleet.api.calendar.CalendarView.Bucket;
import io.roomfleet.orchestrator.http.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the API tells of the calendars. */
class CalendarServiceTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final CalendarStage stage = new CalendarStage();

  @AfterEach
  void stop() {
    stage.close();
  }

  private Outcome<CalendarView> ask(Instant from, Instant to, String region, Duration step)
      throws Exception {
    return new CalendarService(stage.desk, Set.of("eu-west", "us-east", "mars"), () -> NOW)
        .calendar(from, to, region, step)
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
  }

  private CalendarView view(Instant from, Instant to, String region) throws Exception {
    return ((Outcome.Done<CalendarView>) ask(from, to, region, HOUR)).value();
  }

  @Test
  void shouldShowAWeekOfEveryRegionAndNameTheSilentOnes() throws Exception {
    CalendarView view = view(null, null, null);
    assertThat(view.from()).isEqualTo(NOW);
    assertThat(view.to()).isEqualTo(NOW.plus(Duration.ofDays(7)));
    assertThat(view.regions())
        .extracting(CalendarView.RegionCalendar::region)
        .containsExactly("eu-west", "us-east");
    assertThat(view.regions()).allMatch(region -> region.buckets().size() == 168);
    assertThat(view.unanswered()).containsExactly("mars");
  }

  @Test
  void shouldShowPeaksWhatIsMissingAndTheLargestBookings() throws Exception {
    stage.book("eu-west", wish("de", 3), false);
    stage.book("eu-west", wish("fr", 2), true);
    CalendarView.RegionCalendar region =
        view(NINE.minus(HOUR), NINE.plus(HOUR).plus(HOUR), "eu-west").regions().get(0);
    assertThat(region.available()).isEqualTo(new Capacity(4, 1000, 100));
    assertThat(region.buckets()).extracting(Bucket::overbooked).containsExactly(false, true, false);
    // Two slots of the ladders, and one and 8 Mbit/s of the line's copy.
    assertThat(region.buckets().get(1).booked()).isEqualTo(new Capacity(5, 8, 3));
    assertThat(region.overbooked())
        .singleElement()
        .satisfies(
            window -> {
              assertThat(window.from()).isEqualTo(NINE);
              assertThat(window.to()).isEqualTo(NINE.plus(HOUR));
              assertThat(window.missing()).isEqualTo(new Capacity(1, 0, 0));
              assertThat(window.largest())
                  .extracting(CalendarView.Booked::subRoomId)
                  .containsExactly("de", "fr");
              assertThat(window.largest().get(1).missing()).isEqualTo(new Capacity(1, 0, 0));
            });
  }

  @Test
  void shouldRefuseTimesThatDoNotGoTogether() throws Exception {
    assertRefused(ask(NINE, NINE, null, HOUR), "expected: after from");
    assertRefused(ask(NOW, NOW.plus(Duration.ofDays(400)), null, HOUR), "at most 800");
  }

  private static void assertRefused(Outcome<CalendarView> outcome, String why) {
    Outcome.Refused<CalendarView> refused = (Outcome.Refused<CalendarView>) outcome;
    assertThat(refused.refusal().status()).isEqualTo(400);
    assertThat(refused.refusal().detail()).contains(why);
  }
}
