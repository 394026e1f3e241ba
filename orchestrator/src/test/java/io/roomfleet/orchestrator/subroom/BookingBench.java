package io.roomfleet.orchestrator.subroom;

import io.roomfleet.api.room.Ladder;
import io.roomfleet.api.room.Placement;
import io.roomfleet.api.room.Rendition;
import io.roomfleet.api.room.SubRoomStatus;
import io.roomfleet.orchestrator.booking.Booking;
import io.roomfleet.orchestrator.booking.CalendarCommand;
import io.roomfleet.orchestrator.booking.CalendarWord;
import io.roomfleet.orchestrator.placement.Amount;
import io.roomfleet.orchestrator.placement.Policies;
import io.roomfleet.orchestrator.platform.Json;
import io.roomfleet.orchestrator.region.FleetView;
import io.roomfleet.orchestrator.region.RegionCommand;
import io.roomfleet.orchestrator.steering.RouteWord;
import io.roomfleet.orchestrator.subroom.RoomBrief.Times;
import io.roomfleet.orchestrator.subroom.RoomBrief.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A sub-room's bookings without its actor: the state, and a clock that the test moves. The test
 * speaks for the calendars, and reads what they are told.
 */
final class BookingBench {
  static final Instant NINE = Instant.parse("2026-11-11T21:00:00Z");
  static final Amount MISSING = new Amount(250, 0, 0);

  private final FleetView fleet =
      new FleetView(
          Map.of(
              "eu-west", ZoneId.of("Europe/Dublin"),
              "eu-north", ZoneId.of("Europe/Stockholm"),
              "us-east", ZoneId.of("America/New_York")),
          Policies.DEFAULT);
  private final List<Told> told = new ArrayList<>();
  private final List<SubRoomEvent> happened = new ArrayList<>();
  private Bookings bookings;
  private SubRoomState state;
  private Instant now = Instant.parse("2026-11-01T12:00:00Z");

  /** A command that a calendar was sent. */
  record Told(String region, CalendarCommand command) {}

  BookingBench(String wantedRegion) {
    wake();
    SubRoomSpec spec =
        new SubRoomSpec(
            "de",
            "DE",
            "de-DE",
            "Europe/Dublin",
            new Ladder(null, List.of(Rendition.P360), 25),
            wantedRegion,
            null,
            1000);
    happens(SubRoom.follow(null, spec, brief(1, NINE, null), now));
  }

  private static RoomBrief brief(long version, Instant startsAt, Instant endsAt) {
    Times times = new Times(startsAt.minusSeconds(600), startsAt, endsAt);
    return new RoomBrief("room-1", version, Wanted.NOTHING, "eu-west", "main", null, times);
  }

  /** All that is not in the journal is lost. */
  BookingBench wake() {
    told.clear();
    bookings =
        new Bookings(
            Duration.ofHours(4),
            fleet,
            new SubRoomLinks() {
              @Override
              public void toRoutes(RouteWord.SubRoomTold told) {}

              @Override
              public void toLedger(String region, RegionCommand command) {}

              @Override
              public void toCalendar(String region, CalendarCommand command) {
                told.add(new Told(region, command));
              }

              @Override
              public void toRoom(
                  String room,
                  String id,
                  long version,
                  SubRoomStatus status,
                  List<Report> all,
                  List<CopyHeard> copies) {}
            });
    if (state != null) {
      state = Json.read(Json.write(state), SubRoomState.class);
      bookings.drive(state, now);
    }
    return this;
  }

  /** Its cheapest region books it. */
  BookingBench booked() {
    agrees();
    return this;
  }

  void tick(Duration duration) {
    now = now.plus(duration);
    happens(Bookings.due(state, now));
  }

  void followsTo(Instant startsAt, Instant endsAt) {
    RoomBrief next = brief(state.brief().version() + 1, startsAt, endsAt);
    happens(SubRoom.follow(state, state.spec(), next, now));
  }

  void closes() {
    happens(SubRoom.close(state, "test", "enough", "close-1", now));
  }

  /** An agent of a region holds it. */
  void isPlacedIn(String region) {
    Placement why =
        new Placement(
            now, region, region + "-1", "has room", MISSING.toCapacity(), null, List.of());
    happens(
        List.of(
            new SubRoomEvent.Placing(region, 1, "cheapest", now),
            new SubRoomEvent.Placed(region, region + "-1", 1, 1, "ordered", why, now)));
  }

  void says(String region, CalendarWord word) {
    happens(bookings.said(state, region, word, now));
  }

  /** The calendar that was asked last books what it was asked. */
  Booking agrees() {
    Booking wish = lastBook().wish();
    says(last().region(), new CalendarWord.Booked(wish));
    return wish;
  }

  void refuses() {
    says(last().region(), new CalendarWord.Refused(lastBook().wish().attempt(), MISSING));
  }

  private void happens(List<SubRoomEvent> events) {
    for (SubRoomEvent event : events) {
      state = SubRoom.apply(state, Json.read(Json.write(event), SubRoomEvent.class));
      happened.add(event);
    }
    bookings.drive(state, now);
  }

  Told last() {
    return told.get(told.size() - 1);
  }

  CalendarCommand.Book lastBook() {
    return (CalendarCommand.Book) last().command();
  }

  List<Told> told() {
    return told;
  }

  BookingBench forget() {
    told.clear();
    happened.clear();
    return this;
  }

  /** What happened, by the events' short names. */
  List<String> happened() {
    return happened.stream().map(event -> event.getClass().getSimpleName()).toList();
  }

  SubRoomState state() {
    return state;
  }

  boolean isOpen() {
    return bookings.isOpen(state, now);
  }
}
