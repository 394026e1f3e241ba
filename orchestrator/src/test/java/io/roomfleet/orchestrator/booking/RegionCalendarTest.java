package io.roomfleet.orchestrator.booking;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.orchestrator.placement.Amount;
import io.roomfleet.orchestrator.placement.AssignmentCost;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a calendar decides. */
class RegionCalendarTest {
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final Instant EIGHT = Instant.parse("2026-11-11T20:00:00Z");
  private static final Amount RELAY = AssignmentCost.ofRelay();
  private static final Amount AVAILABLE = new Amount(4_000, 1_000_000, 16);

  private RegionCalendar calendar = RegionCalendar.empty("eu-west");

  private static Booking wish(String room, int attempt, double fromHour, double hours, int units) {
    Instant from = EIGHT.plusMillis((long) (fromHour * 3_600_000));
    Instant to = from.plusMillis((long) (hours * 3_600_000));
    return new Booking(room, "de", attempt, from, to, new Amount(units * 1000L, 0, 1), null);
  }

  private CalendarWord book(Booking wish, boolean anyway) {
    return take(calendar.book(wish, anyway, AVAILABLE, NOW));
  }

  private CalendarWord take(RegionCalendar.Decision decision) {
    decision.events().forEach(event -> calendar = RegionCalendar.apply(calendar, event));
    return decision.word();
  }

  private static CalendarWord refused(int attempt, Amount missing) {
    return new CalendarWord.Refused(attempt, missing);
  }

  @Nested
  class WhenItIsAsked {
    @Test
    void shouldBookWhatFits() {
      Booking wish = wish("a", 1, 0, 2, 4);
      assertThat(book(wish, false)).isEqualTo(new CalendarWord.Booked(wish));
      assertThat(calendar.bookings()).containsOnlyKeys("a/de");
    }

    @Test
    void shouldRefuseWhatDoesNotFitAndSayWhatIsMissing() {
      book(wish("a", 1, 0, 2, 3), false);
      assertThat(book(wish("b", 1, 1.5, 2, 2), false))
          .isEqualTo(refused(1, new Amount(1_000, 0, 0)));
      assertThat(calendar.bookings()).containsOnlyKeys("a/de");
    }

    @Test
    void shouldNotCountWhatEndsWhenItBegins() {
      book(wish("a", 1, 0, 2, 4), false);
      assertThat(book(wish("b", 1, 2, 2, 4), false)).isInstanceOf(CalendarWord.Booked.class);
      assertThat(book(wish("c", 1, 1.999, 0.001, 1), false))
          .isInstanceOf(CalendarWord.Refused.class);
    }

    @Test
    void shouldFindThePeakBetweenItsOwnBeginningAndEnd() {
      book(wish("a", 1, 1, 0.25, 3), false);
      book(wish("b", 1, 3, 0.25, 2), false);
      assertThat(book(wish("c", 1, 0, 6, 2), false)).isEqualTo(refused(1, new Amount(1_000, 0, 0)));
    }

    @Test
    void shouldBookAnywayWhenToldToAndMarkIt() {
      book(wish("a", 1, 0, 2, 3), false);
      book(wish("b", 1, 1, 2, 3), true);
      assertThat(calendar.bookings().get("b/de").missing()).isEqualTo(new Amount(2_000, 0, 0));
      assertThat(calendar.bookings().get("a/de").missing()).isNull();
    }

    @Test
    void shouldSayOfABookingOnlyItsOwnShareOfWhatIsMissing() {
      book(wish("a", 1, 0, 2, 4), false);
      book(wish("b", 1, 0, 2, 3), true);
      book(wish("c", 1, 0, 2, 2), true);
      assertThat(calendar.bookings().get("c/de").missing()).isEqualTo(new Amount(2_000, 0, 0));
    }

    @Test
    void shouldCountTheCopyOfALineOnceForARoom() {
      Amount forTwo = new Amount(2_000, RELAY.kbps(), 2 + RELAY.slots());
      Booking de = wish("a", 1, 0, 2, 1);
      Booking fr = new Booking("a", "fr", 1, de.from(), de.to(), de.need(), null);
      take(calendar.book(de, false, forTwo, NOW));
      assertThat(take(calendar.book(fr, false, forTwo, NOW)))
          .isInstanceOf(CalendarWord.Booked.class);
      Booking other = wish("b", 1, 5, 2, 3);
      assertThat(take(calendar.book(other, false, forTwo, NOW)))
          .isEqualTo(refused(1, new Amount(1_000, 0, 0)));
    }

    @Test
    void shouldKeepNothingWhoseTimeIsOver() {
      take(calendar.book(wish("a", 1, 0, 2, 9), false, AVAILABLE, EIGHT.plusSeconds(7_200)));
      assertThat(calendar.bookings()).isEmpty();
    }
  }

  @Nested
  class WhenMessagesComeTwiceOrLate {
    @Test
    void shouldAnswerTheSameAgainTheSame() {
      book(wish("a", 1, 0, 2, 4), false);
      CalendarWord marked = book(wish("b", 1, 0, 2, 4), true);
      assertThat(calendar.book(wish("b", 1, 0, 2, 4), false, AVAILABLE, NOW).events()).isEmpty();
      assertThat(book(wish("b", 1, 0, 2, 4), true)).isEqualTo(marked);
    }

    @Test
    void shouldNotCountItsOwnOldBookingAgainstANewOne() {
      book(wish("a", 1, 0, 2, 4), false);
      assertThat(book(wish("a", 2, 1, 2, 4), false))
          .isEqualTo(new CalendarWord.Booked(wish("a", 2, 1, 2, 4)));
      assertThat(calendar.bookings()).hasSize(1);
    }

    @Test
    void shouldTellALateOneAboveWhichAttemptItWouldCount() {
      book(wish("a", 5, 0, 2, 4), false);
      assertThat(book(wish("a", 3, 1, 2, 4), true)).isEqualTo(new CalendarWord.Late(3, 5));
      assertThat(calendar.bookings().get("a/de").attempt()).isEqualTo(5);
    }

    @Test
    void shouldKeepTheOldBookingWhileANewOneIsRefused() {
      book(wish("a", 1, 0, 2, 4), false);
      book(wish("b", 1, 5, 2, 4), false);
      assertThat(book(wish("a", 2, 5, 2, 4), false)).isInstanceOf(CalendarWord.Refused.class);
      assertThat(calendar.bookings().get("a/de").attempt()).isEqualTo(1);
    }

    @Test
    void shouldGiveBackOnceAndNotWhatIsNewer() {
      book(wish("a", 5, 0, 2, 4), false);
      assertThat(take(calendar.withdraw("a/de", 4, NOW))).isEqualTo(new CalendarWord.Withdrawn(4));
      assertThat(calendar.bookings()).hasSize(1);
      take(calendar.withdraw("a/de", 5, NOW));
      assertThat(calendar.bookings()).isEmpty();
      assertThat(calendar.withdraw("a/de", 5, NOW).events()).isEmpty();
    }
  }

  @Nested
  class WhenTimePasses {
    @Test
    void shouldTakeTheMarkAwayOnceThereIsRoom() {
      book(wish("a", 1, 0, 2, 3), false);
      book(wish("b", 1, 0, 2, 3), true);
      assertThat(calendar.review("b/de", AVAILABLE, NOW)).isEmpty();
      take(calendar.withdraw("a/de", 1, NOW));
      List<CalendarEvent> covered = calendar.review("b/de", AVAILABLE, NOW);
      take(new RegionCalendar.Decision(covered, new CalendarWord.Withdrawn(0)));
      assertThat(calendar.bookings().get("b/de").missing()).isNull();
    }

    @Test
    void shouldTakeTheMarkAwayWhenTheRegionHasGrown() {
      book(wish("a", 1, 0, 2, 3), false);
      book(wish("b", 1, 0, 2, 3), true);
      assertThat(calendar.review("b/de", new Amount(6_000, 1_000_000, 16), NOW)).hasSize(1);
    }

    @Test
    void shouldForgetWhatIsOverWithTheNextEvent() {
      book(wish("a", 1, 0, 2, 3), false);
      book(wish("b", 1, 5, 2, 3), false);
      Instant ten = EIGHT.plus(Duration.ofHours(2));
      take(calendar.book(wish("c", 1, 9, 2, 1), false, AVAILABLE, ten));
      assertThat(calendar.bookings()).containsOnlyKeys("b/de", "c/de");
    }
  }
}
