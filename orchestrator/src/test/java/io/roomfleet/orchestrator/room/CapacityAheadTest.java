package io.roomfleet.orchestrator.room;

import static io.roomfleet.orchestrator.booking.desk.CalendarStage.NINE;
import static io.roomfleet.orchestrator.booking.desk.CalendarStage.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.room.Ladder;
import io.roomfleet.api.room.Rendition;
import io.roomfleet.api.room.Room;
import io.roomfleet.api.room.RoomMode;
import io.roomfleet.api.room.RoomStatus;
import io.roomfleet.orchestrator.booking.BookingSettings;
import io.roomfleet.orchestrator.booking.BookingSettings.WhenFull;
import io.roomfleet.orchestrator.booking.desk.BookingCheck;
import io.roomfleet.orchestrator.booking.desk.CalendarStage;
import io.roomfleet.orchestrator.subroom.SubRoomSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is said on the day on which sub-rooms are planned. Each takes 2.25 transcode units. */
class CapacityAheadTest {
  private static final Instant TEN = NINE.plusSeconds(3600);

  private final CalendarStage stage = new CalendarStage();

  @AfterEach
  void stop() {
    stage.close();
  }

  private CapacityAhead ahead(WhenFull whenFull) {
    BookingSettings settings =
        new BookingSettings(Duration.ofHours(4), whenFull, Duration.ofHours(1), Map.of());
    return new CapacityAhead(new BookingCheck(stage.desk), settings, stage.fleet);
  }

  private CapacityAhead.Answer ask(WhenFull whenFull, Room room, SubRoomSpec... specs)
      throws Exception {
    return ahead(whenFull)
        .of(room, List.of(specs), NOW)
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
  }

  private static Room room(RoomStatus status, Instant startsAt, Instant endsAt) {
    return new Room(
        "room-1",
        "Night market",
        "studio-1",
        RoomMode.SINGLE_HOST,
        status,
        null,
        startsAt,
        endsAt,
        null,
        null,
        600,
        "eu-west",
        null,
        List.of(),
        "main",
        List.of(),
        NOW,
        1,
        List.of());
  }

  private static SubRoomSpec of(String market) {
    Ladder ladder = new Ladder(null, List.of(Rendition.P1080), 30);
    return new SubRoomSpec(market, market, "de-DE", "Europe/Berlin", ladder, "eu-west", null, 1000);
  }

  @Test
  void shouldSayNothingOfWhatFits() throws Exception {
    CapacityAhead.Answer answer =
        ask(WhenFull.REFUSE, room(RoomStatus.SCHEDULED, NINE, TEN), of("de"));
    assertThat(answer).isEqualTo(new CapacityAhead.Answer(null, List.of()));
  }

  @Test
  void shouldWarnWithRegionTimeAndWhatIsMissing() throws Exception {
    CapacityAhead.Answer answer =
        ask(WhenFull.WARN, room(RoomStatus.SCHEDULED, NINE, TEN), of("de"), of("fr"));
    assertThat(answer.refusal()).isNull();
    assertThat(answer.warnings())
        .containsExactly(
            "region eu-west is booked out for sub-room fr from 2026-11-11T20:50:00Z to"
                + " 2026-11-11T22:00:00Z: 0.5 transcode units missing (available: 4 transcode"
                + " units, 1000 Mbit/s egress, 100 slots)");
  }

  @Test
  void shouldRefuseWithTheSameFigures() throws Exception {
    CapacityAhead.Answer answer =
        ask(WhenFull.REFUSE, room(RoomStatus.SCHEDULED, NINE, TEN), of("de"), of("fr"));
    assertThat(answer.refusal().status()).isEqualTo(409);
    assertThat(answer.refusal().code()).isEqualTo("capacity_booked_out");
    assertThat(answer.refusal().detail())
        .contains("eu-west", "20:50:00Z", "0.5 transcode units missing");
  }

  @Test
  void shouldAssumeAnEndForARoomThatHasNone() throws Exception {
    CapacityAhead.Answer answer =
        ask(WhenFull.WARN, room(RoomStatus.SCHEDULED, NINE, null), of("de"), of("fr"));
    assertThat(answer.warnings().get(0)).contains("to 2026-11-12T01:00:00Z");
  }

  @Test
  void shouldNotLookAtARoomThatIsOver() throws Exception {
    Room ended = room(RoomStatus.ENDED, NINE, TEN);
    assertThat(ask(WhenFull.REFUSE, ended, of("de"), of("fr")))
        .isEqualTo(CapacityAhead.Answer.UNSEEN);
    Room past = room(RoomStatus.LIVE, NOW.minusSeconds(7200), NOW.minusSeconds(3600));
    assertThat(ask(WhenFull.REFUSE, past, of("de"), of("fr")))
        .isEqualTo(CapacityAhead.Answer.UNSEEN);
  }

  @Test
  void shouldNotLookWhenItIsOff() {
    assertThat(ahead(WhenFull.OFF).isOn()).isFalse();
    assertThat(ahead(WhenFull.REFUSE).isOn()).isTrue();
  }
}
