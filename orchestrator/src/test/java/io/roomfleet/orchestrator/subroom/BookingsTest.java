package io.roomfleet.orchestrator.subroom;

import static io.roomfleet.orchestrator.subroom.BookingBench.MISSING;
import static io.roomfleet.orchestrator.subroom.BookingBench.NINE;
import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.orchestrator.booking.Booking;
import io.roomfleet.orchestrator.booking.CalendarCommand;
import io.roomfleet.orchestrator.booking.CalendarWord;
import io.roomfleet.orchestrator.subroom.BookingBench.Told;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A sub-room books capacity ahead, and gives it back. */
class BookingsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static Told withdrawal(String region, long attempt) {
    return new Told(region, new CalendarCommand.Withdraw("room-1", "de", attempt));
  }

  @Nested
  class WhenItKnowsItsTime {
    private final BookingBench bench = new BookingBench(null);

    @Test
    void shouldAskItsCheapestRegionForTheTimeOfItsRoom() {
      assertThat(bench.last().region()).isEqualTo("eu-west");
      Booking wish = bench.lastBook().wish();
      assertThat(wish.from()).isEqualTo(NINE.minusSeconds(600));
      assertThat(wish.to()).isEqualTo(NINE.plus(Duration.ofHours(4)));
      assertThat(bench.lastBook().anyway()).isFalse();
      assertThat(bench.isOpen()).isTrue();
    }

    @Test
    void shouldBeBookedOnceTheCalendarSaysSo() {
      Booking wish = bench.agrees();
      assertThat(bench.state().booked().region()).isEqualTo("eu-west");
      assertThat(bench.state().booked().attempt()).isEqualTo(wish.attempt());
      assertThat(bench.happened()).containsExactly("Requested", "Booked");
      assertThat(bench.isOpen()).isFalse();
    }

    @Test
    void shouldTellItsRoomOnceWhenTheAnswerComesTwice() {
      Booking wish = bench.agrees();
      bench.says("eu-west", new CalendarWord.Booked(wish));
      assertThat(bench.happened()).containsExactly("Requested", "Booked");
      Report report = bench.state().outbox().waiting().get(0);
      assertThat(report.type()).isEqualTo("sub_room.booked");
      assertThat(report.data().has("missing")).isFalse();
    }

    @Test
    void shouldAskAgainWithTheSameAttemptWhenNoAnswerComes() {
      CalendarCommand first = bench.last().command();
      bench.forget().tick(Duration.ofSeconds(1));
      assertThat(bench.told()).isEmpty();
      bench.tick(PATIENCE);
      assertThat(bench.last().command()).isEqualTo(first);
    }

    @Test
    void shouldTryTheNextRegionWhenOneIsFull() {
      bench.refuses();
      assertThat(bench.last().region()).isEqualTo("eu-north");
      bench.agrees();
      assertThat(bench.state().booked().region()).isEqualTo("eu-north");
    }

    @Test
    void shouldBeBookedInTheCheapestAllTheSameWhenAllAreFull() {
      bench.refuses();
      bench.refuses();
      bench.refuses();
      assertThat(bench.last().region()).isEqualTo("eu-west");
      assertThat(bench.lastBook().anyway()).isTrue();
      Booking wish = bench.lastBook().wish();
      bench.says("eu-west", new CalendarWord.Booked(marked(wish)));
      assertThat(bench.state().booked().missing()).isEqualTo(MISSING);
      Report report = bench.state().outbox().waiting().get(0);
      assertThat(report.data().get("missing").get("transcodeUnits").asDouble()).isEqualTo(0.25);
    }

    @Test
    void shouldSayWhenThereIsRoomForItByNow() {
      bench.refuses();
      bench.refuses();
      bench.refuses();
      Booking wish = bench.lastBook().wish();
      bench.says("eu-west", new CalendarWord.Booked(marked(wish)));
      bench.says("eu-west", new CalendarWord.Booked(wish));
      assertThat(bench.state().booked().missing()).isNull();
      assertThat(bench.happened()).containsExactly("Requested", "Booked", "Booked");
    }

    @Test
    void shouldGoAboveAnAttemptThatMakesItLate() {
      long attempt = bench.lastBook().wish().attempt();
      bench.says("eu-west", new CalendarWord.Late(attempt, attempt + 900));
      assertThat(bench.lastBook().wish().attempt()).isEqualTo(attempt + 901);
    }

    @Test
    void shouldAskNoOtherRegionThanTheOneThatIsWanted() {
      BookingBench wants = new BookingBench("us-east");
      assertThat(wants.last().region()).isEqualTo("us-east");
      wants.refuses();
      assertThat(wants.last().region()).isEqualTo("us-east");
      assertThat(wants.lastBook().anyway()).isTrue();
    }

    private static Booking marked(Booking wish) {
      return new Booking(
          wish.roomId(),
          wish.subRoomId(),
          wish.attempt(),
          wish.from(),
          wish.to(),
          wish.need(),
          MISSING);
    }
  }

  @Nested
  class WhenItIsBooked {
    private final BookingBench bench = new BookingBench(null).booked().forget();
    private final long attempt = bench.state().booked().attempt();

    @Test
    void shouldBookAnewWhenTheTimeChanges() {
      bench.followsTo(NINE.plusSeconds(3600), NINE.plusSeconds(7200));
      assertThat(bench.lastBook().wish().attempt()).isGreaterThan(attempt);
      assertThat(bench.lastBook().wish().to()).isEqualTo(NINE.plusSeconds(7200));
      assertThat(bench.state().booked().attempt()).isEqualTo(attempt);
      bench.agrees();
      assertThat(bench.state().booked().to()).isEqualTo(NINE.plusSeconds(7200));
      assertThat(bench.told()).hasSize(1);
    }

    @Test
    void shouldGiveTheOldBookingBackWhenTheNewOneIsElsewhere() {
      bench.followsTo(NINE.plusSeconds(3600), null);
      bench.refuses();
      bench.agrees();
      assertThat(bench.state().booked().region()).isEqualTo("eu-north");
      bench.tick(PATIENCE);
      assertThat(bench.told()).contains(withdrawal("eu-west", attempt));
      bench.says("eu-west", new CalendarWord.Withdrawn(attempt));
      bench.forget().tick(PATIENCE);
      assertThat(bench.told()).isEmpty();
    }

    @Test
    void shouldFollowItsPlaceToAnotherRegion() {
      bench.isPlacedIn("us-east");
      assertThat(bench.last().region()).isEqualTo("us-east");
      bench.refuses();
      assertThat(bench.last().region()).isEqualTo("us-east");
      assertThat(bench.lastBook().anyway()).isTrue();
      bench.agrees();
      assertThat(bench.state().booked().region()).isEqualTo("us-east");
    }

    @Test
    void shouldStayBookedWhereItRuns() {
      bench.isPlacedIn("eu-west");
      assertThat(bench.told()).isEmpty();
      assertThat(bench.isOpen()).isFalse();
    }

    @Test
    void shouldGiveItBackUntilThatIsConfirmedWhenItCloses() {
      bench.closes();
      assertThat(bench.told()).containsExactly(withdrawal("eu-west", attempt));
      assertThat(bench.happened()).containsExactly("Closing", "Closed");
      bench.tick(PATIENCE);
      assertThat(bench.told()).hasSize(2);
      bench.says("eu-west", new CalendarWord.Withdrawn(attempt));
      assertThat(bench.happened()).endsWith("BookingReleased");
      assertThat(bench.state().booked()).isNull();
      assertThat(bench.isOpen()).isFalse();
    }

    @Test
    void shouldBeBookedNoMoreWhenItsTimeIsOver() {
      bench.tick(Duration.ofDays(11));
      assertThat(bench.happened()).containsExactly("BookingReleased");
      assertThat(bench.told()).isEmpty();
      assertThat(bench.isOpen()).isFalse();
    }

    @Test
    void shouldGiveBackABookingThatItDoesNotKnow() {
      Booking stray =
          new Booking("room-1", "de", attempt - 5, NINE, NINE.plusSeconds(1), MISSING, null);
      bench.says("us-east", new CalendarWord.Booked(stray));
      assertThat(bench.told()).contains(withdrawal("us-east", attempt - 5));
    }
  }

  @Nested
  class AfterACrash {
    @Test
    void shouldAskAgainWhenItWasNotBookedYet() {
      BookingBench bench = new BookingBench(null).wake();
      assertThat(bench.last().region()).isEqualTo("eu-west");
      bench.agrees();
      assertThat(bench.state().booked()).isNotNull();
    }

    @Test
    void shouldSayItsBookingOnceMoreUntilItIsConfirmed() {
      BookingBench bench = new BookingBench(null).booked();
      long attempt = bench.state().booked().attempt();
      bench.wake();
      assertThat(bench.lastBook().wish().attempt()).isEqualTo(attempt);
      assertThat(bench.lastBook().anyway()).isTrue();
      bench.agrees();
      bench.forget().tick(PATIENCE);
      assertThat(bench.told()).isEmpty();
    }

    @Test
    void shouldGiveItBackWhenItHadClosedBefore() {
      BookingBench bench = new BookingBench(null).booked();
      long attempt = bench.state().booked().attempt();
      bench.closes();
      bench.wake();
      assertThat(bench.told()).isEqualTo(List.of(withdrawal("eu-west", attempt)));
    }

    @Test
    void shouldBookAnewWhenTheCalendarHasANewerBookingThatItDoesNotKnow() {
      BookingBench bench = new BookingBench(null).booked();
      long attempt = bench.state().booked().attempt();
      bench.wake();
      bench.says("eu-west", new CalendarWord.Late(attempt, attempt + 3));
      assertThat(bench.told()).contains(withdrawal("eu-west", attempt + 3));
      assertThat(bench.lastBook().wish().attempt()).isEqualTo(attempt);
      bench.says("eu-west", new CalendarWord.Withdrawn(attempt + 3));
      bench.tick(PATIENCE);
      bench.agrees();
      assertThat(bench.isOpen()).isFalse();
    }
  }
}
