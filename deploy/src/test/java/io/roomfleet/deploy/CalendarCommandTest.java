package io.roomfleet.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.deploy.CommandStage.Result;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code roomfleet calendar}, and what of it is said where sub-rooms are added. */
class CalendarCommandTest {
  private static final String CALENDAR =
      """
      {"from":"2026-11-11T17:00:00Z","to":"2026-11-11T21:00:00Z","stepSeconds":3600,
       "regions":[{"region":"eu-west","available":{"transcodeUnits":4,"egressMbps":1000,"slots":16},
        "bookings":7,
        "buckets":[
         {"from":"2026-11-11T17:00:00Z","booked":{"transcodeUnits":0,"egressMbps":0,"slots":0},"overbooked":false},
         {"from":"2026-11-11T18:00:00Z","booked":{"transcodeUnits":0,"egressMbps":0,"slots":0},"overbooked":false},
         {"from":"2026-11-11T19:00:00Z","booked":{"transcodeUnits":2,"egressMbps":100,"slots":2},"overbooked":false},
         {"from":"2026-11-11T20:00:00Z","booked":{"transcodeUnits":5.5,"egressMbps":420,"slots":4},"overbooked":true}],
        "overbooked":[{"from":"2026-11-11T20:00:00Z","to":"2026-11-11T20:30:00Z",
         "missing":{"transcodeUnits":1.5,"egressMbps":0,"slots":2},"bookings":7,
         "largest":[{"roomId":"promo","subRoomId":"de","from":"2026-11-11T19:00:00Z",
          "to":"2026-11-11T20:30:00Z","capacity":{"transcodeUnits":2,"egressMbps":9,"slots":1},
          "missing":null}]}],
        "moreOverbooked":0}],
       "unanswered":["us-east"],"asOf":"2026-11-11T17:00:00Z"}
      """;

  private final CommandStage stage;

  CalendarCommandTest() throws IOException {
    stage = new CommandStage();
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void aRowIsShownForEachStretchOfTimeWithABarForTheFullestSide() {
    stage.answer("/v1/calendar", 200, CALENDAR);
    Result result = stage.run("calendar", "--utc");
    assertThat(result.code()).isZero();
    assertThat(result.out().lines())
        .contains(
            "eu-west: 4 units, 1000 Mbit/s, 16 slots available, 7 bookings",
            "2026-11-11T17:00:00Z  2026-11-11T19:00:00Z  ····················  0 %   0      0"
                + "       0",
            "2026-11-11T19:00:00Z  2026-11-11T20:00:00Z  ██████████··········  50 %  2      100"
                + "     2",
            "2026-11-11T20:00:00Z  2026-11-11T21:00:00Z  ████████████████████  OVER  5.5    420"
                + "     4",
            "No answer from us-east.");
  }

  @Test
  void whatIsMissingIsSaidInWordsWithTheLargestBookings() {
    stage.answer("/v1/calendar", 200, CALENDAR);
    assertThat(stage.run("calendar", "--utc").out())
        .contains(
            "OVERBOOKED from 2026-11-11T20:00:00Z to 2026-11-11T20:30:00Z: 1.5 units, 2 slots"
                + " missing; largest: promo/de and 6 more");
  }

  @Test
  void theTimeIsAskedForAsItWasTyped() {
    stage.answer("/v1/calendar", 200, CALENDAR);
    stage.run(
        "calendar",
        "--utc",
        "--from",
        "2026-11-11T20:00",
        "--to",
        "2026-11-12 20:00",
        "--region",
        "eu-west",
        "--step",
        "15m",
        "--json");
    assertThat(stage.asked)
        .containsExactly(
            "GET /v1/calendar?from=2026-11-11T20%3A00%3A00Z&to=2026-11-12T20%3A00%3A00Z"
                + "&region=eu-west&step=900");
  }

  @Test
  void aTimeThatIsNoneIsAMistakeOnTheCommandLine() {
    assertThat(stage.run("calendar", "--from", "soon").code()).isEqualTo(2);
    assertThat(stage.run("calendar", "--step", "1w").code()).isEqualTo(2);
    assertThat(stage.asked).isEmpty();
  }

  @Test
  void whoAddsSubRoomsIsToldWhatWillBeMissing() {
    stage.answer(
        "/v1/rooms/r/sub-rooms",
        201,
        """
        {"subRooms":[],"nextPageToken":null,"asOf":"2026-11-11T17:00:00Z",
         "warnings":["region eu-west is booked out for sub-room de"]}
        """);
    Result result =
        stage.run(
            "sub-room",
            "add",
            "r",
            "--market",
            "DE",
            "--locale",
            "de-DE",
            "--time-zone",
            "Europe/Berlin");
    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("Warning: region eu-west is booked out for sub-room de.");
  }
}
