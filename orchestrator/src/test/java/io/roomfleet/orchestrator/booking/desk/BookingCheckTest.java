package io.roomfleet.orchestrator.booking.desk;

import static io.roomfleet.orchestrator.booking.desk.CalendarStage.NINE;
import static io.roomfleet.orchestrator.booking.desk.CalendarStage.wish;
import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.orchestrator.booking.desk.BookingCheck.Shortage;
import io.roomfleet.orchestrator.booking.desk.BookingCheck.Verdict;
import io.roomfleet.orchestrator.booking.desk.BookingCheck.Wanted;
import io.roomfleet.orchestrator.placement.Amount;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The check on the day of planning. */
class BookingCheckTest {
  private static final List<String> BOTH = List.of("eu-west", "us-east");
  private static final List<String> WEST = List.of("eu-west");

  private final CalendarStage stage = new CalendarStage();

  @AfterEach
  void stop() {
    stage.close();
  }

  private Verdict check(Wanted... wanted) throws Exception {
    return new BookingCheck(stage.desk)
        .check(List.of(wanted))
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
  }

  @Test
  void shouldFindNothingMissingWhenAllFit() throws Exception {
    assertThat(check(new Wanted(wish("de", 2), WEST), new Wanted(wish("fr", 2), WEST)))
        .isEqualTo(new Verdict(List.of(), List.of()));
  }

  @Test
  void shouldCountTheSubRoomsOfOneRequestTogether() throws Exception {
    Verdict verdict =
        check(
            new Wanted(wish("de", 3), WEST),
            new Wanted(wish("fr", 3), WEST),
            new Wanted(wish("it", 1), WEST));
    assertThat(verdict.shortages())
        .containsExactly(
            new Shortage(
                "eu-west",
                NINE,
                NINE.plusSeconds(3600),
                new Amount(3_000, 0, 0),
                new Amount(4_000, 1_000_000, 100),
                List.of("fr")));
  }

  @Test
  void shouldCountWhatIsBookedAlready() throws Exception {
    stage.book("eu-west", wish("de", 3), false);
    Verdict verdict = check(new Wanted(wish("fr", 2), WEST));
    assertThat(verdict.shortages())
        .singleElement()
        .satisfies(it -> assertThat(it.missing()).isEqualTo(new Amount(1_000, 0, 0)));
  }

  @Test
  void shouldNotCountWhatTheSameSubRoomHasBooked() throws Exception {
    stage.book("eu-west", wish("de", 3), false);
    assertThat(check(new Wanted(wish("de", 4), WEST)).shortages()).isEmpty();
  }

  @Test
  void shouldTryTheNextRegionForWhatDoesNotFit() throws Exception {
    assertThat(check(new Wanted(wish("de", 3), BOTH), new Wanted(wish("fr", 3), BOTH)).shortages())
        .isEmpty();
    Verdict third =
        check(
            new Wanted(wish("de", 3), BOTH),
            new Wanted(wish("fr", 3), BOTH),
            new Wanted(wish("it", 3), BOTH));
    assertThat(third.shortages())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.region()).isEqualTo("eu-west");
              assertThat(it.subRoomIds()).containsExactly("it");
            });
  }

  @Test
  void shouldNameTheRegionOfWhichNobodyHasHeard() throws Exception {
    assertThat(check(new Wanted(wish("de", 3), List.of("mars"))))
        .isEqualTo(new Verdict(List.of(), List.of("mars")));
  }

  @Test
  void shouldBookNothing() throws Exception {
    check(new Wanted(wish("de", 4), WEST));
    assertThat(check(new Wanted(wish("fr", 4), WEST)).shortages()).isEmpty();
  }
}
