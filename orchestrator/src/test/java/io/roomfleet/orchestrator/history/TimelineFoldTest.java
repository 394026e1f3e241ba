package io.roomfleet.orchestrator.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.alert.AlertCause;
import io.roomfleet.api.alert.AlertSeverity;
import io.roomfleet.api.alert.AlertSubject;
import io.roomfleet.api.history.TimelineKind;
import io.roomfleet.api.history.TimelineMark;
import io.roomfleet.api.history.TimelineSpan;
import io.roomfleet.api.history.TimelineView;
import io.roomfleet.api.room.AgendaItem;
import io.roomfleet.api.room.Ladder;
import io.roomfleet.api.room.LineInput;
import io.roomfleet.api.room.LineKind;
import io.roomfleet.api.room.Rendition;
import io.roomfleet.api.room.RoomMode;
import io.roomfleet.api.room.SubRoomStatus;
import io.roomfleet.orchestrator.alert.AlertEvent;
import io.roomfleet.orchestrator.alert.rule.Finding;
import io.roomfleet.orchestrator.cohost.slot.SlotEvent;
import io.roomfleet.orchestrator.platform.Json;
import io.roomfleet.orchestrator.room.RoomEvent;
import io.roomfleet.orchestrator.room.RoomSpec;
import io.roomfleet.orchestrator.subroom.Report;
import io.roomfleet.orchestrator.subroom.SubRoomSpec;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TimelineFoldTest {
  private static final Instant T = Instant.parse("2026-11-11T18:00:00Z");
  private static final Set<TimelineKind> ALL = EnumSet.allOf(TimelineKind.class);
  private static final AgendaItem SHOES = new AgendaItem("shoes", "sku-1", "Shoes", null, T);

  private static Instant at(long second) {
    return T.plusSeconds(second);
  }

  private static Report report(
      long number, String type, SubRoomStatus status, long second, Map<String, Object> data) {
    return new Report(number, type, status, at(second), "room", Json.tree(data));
  }

  /** An evening of one market: placed, live, its agent lost, placed anew, moved, closed. */
  private static List<RoomEvent> evening() {
    RoomSpec spec =
        new RoomSpec(
            "Promo",
            "host-1",
            RoomMode.SINGLE_HOST,
            at(0),
            null,
            Duration.ofMinutes(10),
            "eu-west",
            List.of(new RoomSpec.LineSpec("main", LineKind.RTMP, null, "secretsecret")),
            null);
    SubRoomSpec de =
        new SubRoomSpec(
            "de",
            "DE",
            "de-DE",
            "Europe/Berlin",
            new Ladder(null, List.of(Rendition.P360), 25),
            null,
            null,
            0);
    List<RoomEvent> events = new ArrayList<>();
    events.add(new RoomEvent.Created("r", spec, "token:admin", "c", at(-900)));
    events.add(new RoomEvent.SubRoomAdded(de, "token:admin", "a", at(-890)));
    events.add(new RoomEvent.AgendaSet(List.of(SHOES), "token:admin", "p", at(-880)));
    events.add(new RoomEvent.PreparationStarted("schedule", at(-600)));
    events.add(
        new RoomEvent.LineAssigned(
            "main",
            "eu-west",
            "eu-west-1",
            1,
            1,
            URI.create("http://m"),
            "ordered",
            "room",
            at(-599)));
    events.add(
        new RoomEvent.LineChanged("main", "eu-west-1", null, LineInput.SLATE, null, at(-598)));
    said(
        events,
        report(1, "sub_room.placing", SubRoomStatus.PLACING, -597, Map.of("reason", "cheapest")),
        report(
            2,
            "placement.decided",
            SubRoomStatus.STARTING,
            -596,
            Map.of("region", "eu-west", "agentId", "eu-west-1", "cause", "ordered")),
        report(3, "sub_room.ready", SubRoomStatus.READY, -590, Map.of("agentId", "eu-west-1")));
    events.add(new RoomEvent.Started("schedule", null, at(0)));
    said(events, report(4, "sub_room.live", SubRoomStatus.LIVE, 0, Map.of()));
    events.add(new RoomEvent.LineChanged("main", "eu-west-1", null, LineInput.LIVE, null, at(5)));
    said(
        events,
        report(
            5,
            "sub_room.degraded",
            SubRoomStatus.DEGRADED,
            60,
            Map.of("reason", "not running", "agentId", "eu-west-1")),
        report(6, "sub_room.degraded", SubRoomStatus.DEGRADED, 65, Map.of("reason", "agent lost")),
        report(
            7,
            "placement.decided",
            SubRoomStatus.DEGRADED,
            66,
            Map.of("region", "eu-west", "agentId", "eu-west-2", "cause", "agent lost")),
        report(8, "sub_room.live", SubRoomStatus.LIVE, 70, Map.of()),
        report(9, "sub_room.moving", SubRoomStatus.LIVE, 100, Map.of("cause", "region is emptied")),
        report(
            10,
            "sub_room.moved",
            SubRoomStatus.LIVE,
            110,
            Map.of("region", "us-east", "agentId", "us-east-1", "cause", "region is emptied")));
    events.add(new RoomEvent.AgendaItemStarted(SHOES, "token:admin", "i", at(120)));
    events.add(new RoomEvent.Ended("token:admin", "sold out", "e", at(200)));
    said(
        events,
        report(11, "sub_room.closing", SubRoomStatus.LIVE, 201, Map.of("reason", "over")),
        report(12, "sub_room.closed", SubRoomStatus.CLOSED, 202, Map.of("reason", "over")));
    events.add(new RoomEvent.LineUnassigned("main", "the room is over", at(203)));
    return events;
  }

  /** The room keeps a report a second after it was made. */
  private static void said(List<RoomEvent> events, Report... reports) {
    for (Report report : reports) {
      events.add(new RoomEvent.SubRoomReported("de", report, report.at().plusSeconds(1)));
    }
  }

  private static TimelineView fold(TimelineWindow window, int most, int count) {
    TimelineFold fold = new TimelineFold(window, most);
    List<RoomEvent> events = evening();
    for (int i = 0; i < count; i++) {
      fold.take(i + 1, events.get(i));
    }
    return fold.view(at(300));
  }

  private static TimelineView fold(TimelineWindow window) {
    return fold(window, 1000, evening().size());
  }

  private static TimelineView all() {
    return fold(new TimelineWindow(null, null, ALL));
  }

  private static List<String> spansOf(TimelineView view, TimelineKind kind) {
    return view.spans().stream().filter(span -> span.kind() == kind).map(it -> text(it)).toList();
  }

  private static String text(TimelineSpan it) {
    String to = it.to() == null ? "" : Long.toString(it.to().getEpochSecond() - T.getEpochSecond());
    return it.state()
        + " "
        + (it.from().getEpochSecond() - T.getEpochSecond())
        + ".."
        + to
        + (it.agentId() == null ? "" : " on " + it.agentId() + " in " + it.region())
        + (it.reason() == null ? "" : ": " + it.reason());
  }

  @Test
  void shouldHaveASpanForEachStateOfASubRoomAndOfEachPlace() {
    assertThat(spansOf(all(), TimelineKind.SUB_ROOM))
        .containsExactly(
            "REQUESTED -890..-597",
            "PLACING -597..-596: cheapest",
            "STARTING -596..-590 on eu-west-1 in eu-west: ordered",
            "READY -590..0 on eu-west-1 in eu-west",
            "LIVE 0..60 on eu-west-1 in eu-west",
            "DEGRADED 60..65 on eu-west-1 in eu-west: not running",
            "DEGRADED 65..66: agent lost",
            "DEGRADED 66..70 on eu-west-2 in eu-west: agent lost",
            "LIVE 70..110 on eu-west-2 in eu-west",
            "LIVE 110..202 on us-east-1 in us-east: region is emptied");
  }

  @Test
  void shouldHaveSpansOfTheRoomItsLineAndItsAgenda() {
    assertThat(spansOf(all(), TimelineKind.ROOM))
        .containsExactly("SCHEDULED -900..-600", "PREPARING -600..0", "LIVE 0..200");
    assertThat(spansOf(all(), TimelineKind.LINE))
        .containsExactly(
            "UNASSIGNED -600..-599",
            "STARTING -599..-598 on eu-west-1 in eu-west: ordered",
            "SLATE -598..5 on eu-west-1 in eu-west",
            "LIVE 5..203 on eu-west-1 in eu-west");
    assertThat(spansOf(all(), TimelineKind.AGENDA))
        .containsExactly(
            "shoes 0..120: Shoes, product sku-1, by the plan",
            "shoes 120..200: Shoes, product sku-1");
  }

  @Test
  void shouldMarkWhatHappenedAtAnInstant() {
    assertThat(all().marks())
        .extracting(TimelineMark::type)
        .containsExactly(
            "room.agenda_set",
            "room.preparing",
            "line.assigned",
            "placement.decided",
            "room.started",
            "placement.decided",
            "sub_room.moving",
            "sub_room.moved",
            "agenda.item_started",
            "room.ended",
            "sub_room.closing");
    assertThat(all().marks().get(9))
        .isEqualTo(
            new TimelineMark(
                TimelineKind.ROOM, "r", "room.ended", at(200), 20, "token:admin", "sold out"));
    assertThat(all().to()).isEqualTo(at(203));
    assertThat(all().from()).isEqualTo(at(-900));
  }

  @Test
  void shouldLeaveOpenWhatLastsAndEndNowWhileTheRoomIsNotOver() {
    TimelineView live = fold(new TimelineWindow(null, null, ALL), 1000, 11);
    assertThat(spansOf(live, TimelineKind.SUB_ROOM)).endsWith("LIVE 0.. on eu-west-1 in eu-west");
    assertThat(spansOf(live, TimelineKind.AGENDA))
        .containsExactly("shoes 0..: Shoes, product sku-1, by the plan");
    assertThat(live.to()).isEqualTo(at(300));
  }

  @Test
  void shouldShowSpansThatReachIntoTheWindowAndMarksWithinIt() {
    TimelineView some = fold(new TimelineWindow(at(65), at(110), Set.of(TimelineKind.SUB_ROOM)));
    assertThat(some.spans())
        .extracting(TimelineFoldTest::text)
        .containsExactly(
            "DEGRADED 65..66: agent lost",
            "DEGRADED 66..70 on eu-west-2 in eu-west: agent lost",
            "LIVE 70..110 on eu-west-2 in eu-west");
    assertThat(some.marks())
        .extracting(TimelineMark::type)
        .containsExactly("placement.decided", "sub_room.moving");
    assertThat(some.from()).isEqualTo(at(65));
    assertThat(some.to()).isEqualTo(at(110));
  }

  @Test
  void shouldTellAllInPagesThatFollowEachOther() {
    List<String> told = new ArrayList<>();
    Instant from = null;
    int pages = 0;
    do {
      TimelineView page = fold(new TimelineWindow(from, null, ALL), 8, evening().size());
      page.spans().stream().map(TimelineFoldTest::text).forEach(told::add);
      page.marks().forEach(mark -> told.add(mark.type() + " " + mark.at()));
      assertThat(page.nextFrom()).isNotEqualTo(from);
      from = page.nextFrom();
      pages++;
    } while (from != null);
    List<String> whole = new ArrayList<>();
    all().spans().stream().map(TimelineFoldTest::text).forEach(whole::add);
    all().marks().forEach(mark -> whole.add(mark.type() + " " + mark.at()));
    assertThat(pages).isGreaterThan(2);
    assertThat(Set.copyOf(told)).isEqualTo(Set.copyOf(whole));
  }

  @Test
  void shouldTellOfAlertsBesideTheRoomsOwnEvents() {
    TimelineFold fold =
        new TimelineFold(new TimelineWindow(null, null, Set.of(TimelineKind.ALERT)), 100);
    long sequence = 0;
    for (RoomEvent event : evening()) {
      fold.take(++sequence, event);
    }
    Finding finding =
        new Finding(
            "stall-ratio",
            AlertSeverity.CRITICAL,
            new AlertSubject(AlertSubject.Kind.REGION, "eu-west"),
            List.of("de"),
            List.of("eu-west"),
            AlertCause.REGION,
            "only in eu-west",
            List.of(),
            "12 %",
            "below 5 %",
            at(50).toEpochMilli());
    fold.take(new AlertEvent.Raised("room-1.1", finding, at(55)));
    fold.take(new AlertEvent.Resolved("room-1.1", "its figures are good again", null, at(80)));
    TimelineView view = Objects.requireNonNull(fold.view(at(200)));
    assertThat(view.spans()).hasSize(1);
    assertThat(view.spans().get(0).state()).isEqualTo("CRITICAL");
    assertThat(view.spans().get(0).region()).isEqualTo("eu-west");
    assertThat(view.spans().get(0).to()).isEqualTo(at(80));
    assertThat(view.marks())
        .extracting(TimelineMark::type)
        .containsExactly("alert.raised", "alert.resolved");
    assertThat(view.sequence()).isEqualTo(sequence);
  }

  private static RoomEvent slot(SlotEvent event) {
    return new RoomEvent.SlotChanged(event, event.at());
  }

  private static RoomEvent told(
      String session, long number, String what, long second, Map<String, Object> data) {
    return new RoomEvent.SessionTold(
        session, number, what, "session:" + session, Json.tree(data), at(second));
  }

  /** Two sessions, of which the first tells late how it ended; one that only held the room. */
  private static List<RoomEvent> sessions() {
    List<RoomEvent> events = new ArrayList<>(evening().subList(0, 11));
    events.add(slot(new SlotEvent.Held("c1", 1, at(12), at(2))));
    events.add(slot(new SlotEvent.Entered("c1", 1, at(3))));
    events.add(
        told("c1", 5, "co_host.joined", 4, Map.of("seatId", "b", "name", "Ben", "roomId", "s")));
    events.add(
        told("c1", 6, "co_host.joined", 4, Map.of("seatId", "a", "name", "Anna", "roomId", "r")));
    events.add(told("c1", 7, "co_host.live", 4, Map.of("mode", "PK")));
    events.add(told("c1", 8, "pk.started", 4, Map.of("teams", Map.of("r", "r", "s", "s"))));
    events.add(slot(new SlotEvent.Freed("c1", 1, "round 1 is over: r won by points", at(90))));
    events.add(slot(new SlotEvent.Held("c2", 1, at(102), at(92))));
    events.add(
        told(
            "c1",
            9,
            "co_host.ended",
            90,
            Map.of("status", "ENDED", "reason", "round 1 is over: r won by points")));
    events.add(slot(new SlotEvent.Freed("c2", 1, "c2 had too few", at(95))));
    events.add(slot(new SlotEvent.Held("c3", 1, at(130), at(120))));
    events.add(slot(new SlotEvent.Entered("c3", 1, at(121))));
    return events;
  }

  private static TimelineView folded(List<RoomEvent> events, TimelineWindow window) {
    TimelineFold fold = new TimelineFold(window, 1000);
    long sequence = 0;
    for (RoomEvent event : events) {
      fold.take(++sequence, event);
    }
    return Objects.requireNonNull(fold.view(at(300)));
  }

  @Test
  void shouldHaveASpanForEachSessionThatHadTheRoom() {
    TimelineView view = folded(sessions(), new TimelineWindow(null, null, ALL));
    assertThat(spansOf(view, TimelineKind.SESSION))
        .containsExactly(
            "c1 3..90: PK with Ben of s; ENDED: round 1 is over: r won by points",
            "c3 121..: session");
    List<RoomEvent> closed = new ArrayList<>(sessions());
    closed.add(slot(new SlotEvent.Closed("the room is ENDED", at(200))));
    assertThat(spansOf(folded(closed, new TimelineWindow(null, null, ALL)), TimelineKind.SESSION))
        .endsWith("c3 121..200: session; the room is ENDED");
  }

  @Test
  void shouldShowSessionsOfTheWindowAndOnlyWhenAskedFor() {
    TimelineWindow late = new TimelineWindow(at(100), null, Set.of(TimelineKind.SESSION));
    assertThat(folded(sessions(), late).spans())
        .extracting(TimelineSpan::state)
        .containsExactly("c3");
    TimelineWindow lines = new TimelineWindow(null, null, Set.of(TimelineKind.LINE));
    assertThat(spansOf(folded(sessions(), lines), TimelineKind.SESSION)).isEmpty();
  }

  @Test
  void shouldBeNothingWithoutAnEvent() {
    assertThat(fold(new TimelineWindow(null, null, ALL), 10, 0)).isNull();
  }
}
