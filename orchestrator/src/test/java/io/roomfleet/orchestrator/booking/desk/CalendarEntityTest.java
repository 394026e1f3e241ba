package io.roomfleet.orchestrator.booking.desk;

import static io.roomfleet.orchestrator.booking.desk.CalendarStage.RENEWAL;
import static io.roomfleet.orchestrator.booking.desk.CalendarStage.wish;
import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.orchestrator.booking.Booking;
import io.roomfleet.orchestrator.booking.CalendarCommand;
import io.roomfleet.orchestrator.booking.CalendarPage;
import io.roomfleet.orchestrator.booking.CalendarWord;
import io.roomfleet.orchestrator.booking.desk.CalendarStage.Said;
import io.roomfleet.orchestrator.subroom.SubRoomCommand;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A calendar's actor: what it keeps, and whom it tells. */
class CalendarEntityTest {
  private final CalendarStage stage = new CalendarStage();

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void shouldKeepItsBookingsOverACrash() {
    Booking de = wish("de", 3);
    assertThat(stage.book("eu-west", de, false)).isEqualTo(new CalendarWord.Booked(de));
    stage.crash("eu-west");
    assertThat(stage.book("eu-west", de, false)).isEqualTo(new CalendarWord.Booked(de));
    assertThat(stage.book("eu-west", wish("fr", 2), false))
        .isInstanceOf(CalendarWord.Refused.class);
  }

  @Test
  void shouldUnderstandWhatComesFromAnotherNode() {
    var fits = stage.probe(CalendarCommand.Fits.class);
    var pages = stage.probe(CalendarPage.class);
    Booking de = wish("de", 3);
    stage.tell("eu-west", stage.travelled(new CalendarCommand.Book(de, true)));
    CalendarWord word = stage.said.receiveMessage().word();
    assertThat(stage.travelled(new SubRoomCommand.CalendarSaid("eu-west", word)))
        .isEqualTo(new SubRoomCommand.CalendarSaid("eu-west", new CalendarWord.Booked(de)));
    stage.tell(
        "eu-west",
        stage.travelled(new CalendarCommand.Fit(List.of(), List.of(wish("fr", 2)), fits.ref())));
    assertThat(stage.travelled(fits.receiveMessage()).missing()).containsOnlyKeys("fr");
    stage.tell(
        "eu-west",
        stage.travelled(
            new CalendarCommand.Look(
                CalendarStage.NINE,
                CalendarStage.NINE.plusSeconds(60),
                Duration.ofMinutes(1),
                pages.ref())));
    assertThat(stage.travelled(pages.receiveMessage()).bookings()).isEqualTo(1);
    stage.tell("eu-west", stage.travelled(CalendarCommand.Tick.TICK));
    stage.tell("eu-west", stage.travelled(new CalendarCommand.Withdraw("room-1", "de", 1)));
  }

  @Test
  void shouldCountWhatIsPlannedWhereItIsMoreThanWhatIsThere() {
    assertThat(stage.book("us-east", wish("de", 4), false)).isInstanceOf(CalendarWord.Booked.class);
    assertThat(stage.book("us-east", wish("fr", 1), false))
        .isInstanceOf(CalendarWord.Refused.class);
  }

  @Test
  void shouldSayNothingOfARegionThatNobodyHasHeardOf() {
    stage.tell("mars", new CalendarCommand.Book(wish("de", 1), true));
    stage.tell("mars", new CalendarCommand.Withdraw("room-1", "de", 1));
    Said answer = stage.said.receiveMessage();
    assertThat(answer.word()).isEqualTo(new CalendarWord.Withdrawn(1));
  }

  @Test
  void shouldTellASubRoomWhenThereIsRoomForItByNow() {
    stage.book("eu-west", wish("de", 3), false);
    stage.book("eu-west", wish("fr", 3), true);
    stage.tell("eu-west", new CalendarCommand.Withdraw("room-1", "de", 1));
    assertThat(stage.said.receiveMessage().word()).isEqualTo(new CalendarWord.Withdrawn(1));
    Said covered =
        stage.said.awaitAssert(
            () -> {
              stage.pass(Duration.ofSeconds(1));
              Said next = stage.said.receiveMessage(Duration.ofMillis(100));
              assertThat(next.word()).isEqualTo(new CalendarWord.Booked(wish("fr", 3)));
              return next;
            });
    assertThat(covered.subRoomId()).isEqualTo("fr");
  }

  @Test
  void shouldTellEachBookingAgainOnceInARenewal() {
    stage.book("eu-west", wish("de", 1), false);
    stage.pass(RENEWAL.plusSeconds(2));
    Said again = new Said("eu-west", "de", new CalendarWord.Booked(wish("de", 1)));
    assertThat(stage.said.receiveMessage()).isEqualTo(again);
    stage.tell("eu-west", new CalendarCommand.Withdraw("room-1", "other", 1));
    // At most one of the round in which it was booked, and one of the next.
    Said next = stage.said.receiveMessage();
    if (next.equals(again)) {
      next = stage.said.receiveMessage();
    }
    assertThat(next.subRoomId()).isEqualTo("other");
  }
}
