package io.roomfleet.orchestrator.console;

import io.roomfleet.api.Capacity;
import io.roomfleet.api.alert.AlertCause;
import io.roomfleet.api.alert.AlertSeverity;
import io.roomfleet.api.alert.AlertSubject;
import io.roomfleet.api.room.AgendaItem;
import io.roomfleet.api.room.Ladder;
import io.roomfleet.api.room.LineInput;
import io.roomfleet.api.room.LineKind;
import io.roomfleet.api.room.Placement;
import io.roomfleet.api.room.Rendition;
import io.roomfleet.api.room.RoomMode;
import io.roomfleet.orchestrator.alert.AlertEvent;
import io.roomfleet.orchestrator.alert.rule.Finding;
import io.roomfleet.orchestrator.cohost.slot.SlotEvent;
import io.roomfleet.orchestrator.history.HistoryService;
import io.roomfleet.orchestrator.platform.Json;
import io.roomfleet.orchestrator.room.RoomEvent;
import io.roomfleet.orchestrator.room.RoomSpec;
import io.roomfleet.orchestrator.subroom.Report;
import io.roomfleet.orchestrator.subroom.RoomBrief;
import io.roomfleet.orchestrator.subroom.SubRoom;
import io.roomfleet.orchestrator.subroom.SubRoomEvent;
import io.roomfleet.orchestrator.subroom.SubRoomSpec;
import io.roomfleet.orchestrator.subroom.SubRoomState;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.persistence.query.EventEnvelope;
import org.apache.pekko.persistence.query.Offset;
import org.apache.pekko.persistence.query.javadsl.CurrentEventsByPersistenceIdQuery;
import org.apache.pekko.stream.javadsl.Source;

/**
 * The journals of an evening that is twenty minutes old: de lost its agent for a while, id found no
 * place at first, us has moved. Made of real events, and read by what reads the real journals.
 */
final class StageEvening {
  private final Instant start =
      Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofMinutes(20));
  private final List<RoomEvent> room = new ArrayList<>();
  private final Map<String, List<SubRoomEvent>> subRooms = new HashMap<>();
  private final List<AlertEvent> alerts = new CopyOnWriteArrayList<>();

  StageEvening() {
    room();
    de();
    id();
    us();
    session();
    room.sort(Comparator.comparing(RoomEvent::at));
  }

  /** When the broadcast started. */
  Instant start() {
    return start;
  }

  /** From now on viewers stall in eu-west, and there is an alert. */
  void viewersStall(String alertId) {
    Instant now = Instant.now();
    AlertSubject region = new AlertSubject(AlertSubject.Kind.REGION, "eu-west");
    alerts.add(
        new AlertEvent.Raised(
            alertId, stalls(region, AlertCause.REGION, "only in eu-west", now), now));
  }

  /** While de had no agent its viewers stalled, and there was an alert. */
  void viewersOfDeStalled() {
    AlertSubject de = new AlertSubject(AlertSubject.Kind.SUB_ROOM, "de");
    Finding finding = stalls(de, AlertCause.AGENT, "agent eu-west-1 was lost", at(9.1));
    alerts.add(new AlertEvent.Raised(Broadcast.ROOM + ".0", finding, at(9.1)));
    alerts.add(new AlertEvent.Resolved(Broadcast.ROOM + ".0", "good again", null, at(10.4)));
  }

  private static Finding stalls(
      AlertSubject subject, AlertCause cause, String causeText, Instant raised) {
    return new Finding(
        "stall-ratio",
        AlertSeverity.CRITICAL,
        subject,
        List.of("de"),
        List.of("eu-west"),
        cause,
        causeText,
        List.of(),
        "12.4 %",
        "below 5.0 %",
        raised.minusSeconds(5).toEpochMilli());
  }

  HistoryService history(ActorSystem<?> system) {
    CurrentEventsByPersistenceIdQuery journal =
        (persistenceId, from, to) ->
            Source.from(events(persistenceId))
                .zipWithIndex()
                .map(
                    each ->
                        new EventEnvelope(
                            Offset.noOffset(),
                            persistenceId,
                            1 + (long) each.second(),
                            each.first(),
                            0L));
    return new HistoryService(system, journal, InstantSource.system());
  }

  private List<Object> events(String persistenceId) {
    if (persistenceId.equals("alerts|" + Broadcast.ROOM)) {
      return List.copyOf(alerts);
    }
    List<?> events =
        persistenceId.equals("room|" + Broadcast.ROOM)
            ? room
            : subRooms.getOrDefault(
                persistenceId.substring(persistenceId.indexOf('/') + 1), List.of());
    return List.copyOf(events);
  }

  private Instant at(double minute) {
    return start.plusMillis(Math.round(60_000 * minute));
  }

  private void room() {
    RoomSpec spec =
        new RoomSpec(
            "Midnight sneakers",
            "anna.k",
            RoomMode.SINGLE_HOST,
            start,
            null,
            Duration.ofMinutes(5),
            "eu-west",
            List.of(
                new RoomSpec.LineSpec("main", LineKind.RTMP, null, "secretsecret"),
                new RoomSpec.LineSpec("backup", LineKind.RTMP, null, "secretsecret")),
            null);
    room.add(new RoomEvent.Created(Broadcast.ROOM, spec, "token:admin", "c", at(-300)));
    room.add(
        new RoomEvent.AgendaSet(
            List.of(
                item("opening", "Welcome", null, 0),
                item("runners", "Running shoes", "sku-1001", 4),
                item("high-tops", "High tops", "sku-2040", 10),
                item("raffle", "Raffle", null, 17)),
            "token:admin",
            "p",
            at(-200)));
    room.add(new RoomEvent.PreparationStarted("schedule", at(-5)));
    URI media = URI.create("http://127.0.0.1:8090");
    room.add(
        new RoomEvent.LineAssigned(
            "main",
            "eu-west",
            "eu-west-1",
            1,
            1,
            media,
            "ordered by its room",
            "cheapest",
            at(-4.9)));
    line(LineInput.SLATE, -4.8);
    line(LineInput.LIVE, -1.5);
    room.add(new RoomEvent.Started("schedule", null, at(0)));
    room.add(
        new RoomEvent.AgendaItemStarted(
            item("runners", "Running shoes", "sku-1001", 4), "token:studio", "i1", at(5.2)));
    line(LineInput.SLATE, 8);
    switched("main", "backup", 8.05);
    line(LineInput.LIVE, 8.4);
    switched("backup", "main", 8.6);
    room.add(
        new RoomEvent.AgendaItemStarted(
            item("high-tops", "High tops", "sku-2040", 10), "token:studio", "i2", at(12.5)));
  }

  private void session() {
    String id = "cohost-" + "a".repeat(26);
    slot(new SlotEvent.Held(id, 1, at(16.2), at(15.9)));
    slot(new SlotEvent.Entered(id, 1, at(16)));
    Map<String, Object> ben = Map.of("seatId", "ben", "name", "Ben", "roomId", "room-b");
    told(id, 5, "co_host.joined", ben, 16.1);
    told(id, 6, "co_host.live", Map.of("mode", "PK"), 16.1);
    slot(new SlotEvent.Freed(id, 1, "Ben won", at(18)));
    told(id, 7, "co_host.ended", Map.of("status", "ENDED", "reason", "Ben won"), 18.05);
  }

  private void slot(SlotEvent event) {
    room.add(new RoomEvent.SlotChanged(event, event.at()));
  }

  private void told(String id, long number, String what, Map<String, Object> data, double minute) {
    String by = "session:" + id;
    room.add(new RoomEvent.SessionTold(id, number, what, by, Json.tree(data), at(minute)));
  }

  private AgendaItem item(String id, String topic, String productId, double minute) {
    return new AgendaItem(id, productId, topic, null, at(minute));
  }

  private void line(LineInput input, double minute) {
    URI ingest = URI.create("rtmp://127.0.0.1:20000/live/main");
    room.add(new RoomEvent.LineChanged("main", "eu-west-1", ingest, input, null, at(minute)));
  }

  private void switched(String from, String to, double minute) {
    room.add(
        new RoomEvent.LineSwitched(
            from, to, true, from + " brings no video", "room", null, at(minute)));
  }

  private void de() {
    List<SubRoomEvent> de = added("DE", "de-DE", "Europe/Berlin");
    placed(de, "eu-west", "eu-west-1", 1, "ordered by its room", -4.8);
    plays(de, "eu-west-1", 1, -4.2);
    de.add(new SubRoomEvent.WentLive(at(0)));
    de.add(new SubRoomEvent.Stopped("eu-west-1", "agent eu-west-1: restarting", at(8.8)));
    de.add(new SubRoomEvent.PlaceLost("agent eu-west-1 was lost", at(9)));
    placed(de, "eu-west", "eu-west-2", 2, "agent eu-west-1 was lost", 9.3);
    plays(de, "eu-west-2", 2, 9.9);
    de.add(new SubRoomEvent.WentLive(at(9.9)));
    kept("de", de);
  }

  private void id() {
    List<SubRoomEvent> id = added("ID", "id-ID", "Asia/Jakarta");
    Placement none =
        new Placement(
            at(-4.5),
            null,
            null,
            "no region has room for it",
            new Capacity(0.3, 1, 1),
            new Capacity(0.3, 0, 0),
            List.of());
    id.add(new SubRoomEvent.Placing("ap-southeast", 1, "the cheapest", at(-4.8)));
    id.add(new SubRoomEvent.NotPlaced("no region has room for it", none, at(-4.5)));
    placed(id, "ap-southeast", "ap-southeast-1", 1, "ordered by its room", 2);
    plays(id, "ap-southeast-1", 1, 2.5);
    id.add(new SubRoomEvent.WentLive(at(2.5)));
    kept("id", id);
  }

  private void us() {
    List<SubRoomEvent> us = added("US", "en-US", "America/New_York");
    placed(us, "eu-west", "eu-west-2", 1, "ordered by its room", -4.7);
    plays(us, "eu-west-2", 1, -4.1);
    us.add(new SubRoomEvent.WentLive(at(0)));
    us.add(
        new SubRoomEvent.Moving(
            "us-east", 5, null, true, "region eu-west is emptied", "region:eu-west", null, at(13)));
    us.add(
        new SubRoomEvent.NextPlaced(
            "us-east", "us-east-1", 2, 5, placement("us-east", "us-east-1", 13.1), at(13.1)));
    us.add(
        new SubRoomEvent.Moved(
            "eu-west",
            "eu-west-2",
            "us-east",
            "us-east-1",
            2,
            5,
            "region eu-west is emptied",
            placement("us-east", "us-east-1", 14),
            URI.create("http://127.0.0.1:8091/hls/us/master.m3u8"),
            at(14)));
    kept("us", us);
  }

  private List<SubRoomEvent> added(String market, String locale, String zone) {
    SubRoomSpec spec =
        new SubRoomSpec(
            market.toLowerCase(Locale.ROOT),
            market,
            locale,
            zone,
            new Ladder(null, List.of(Rendition.P360, Rendition.P180), 30),
            null,
            null,
            1000);
    room.add(new RoomEvent.SubRoomAdded(spec, "token:admin", "a" + market, at(-250)));
    RoomBrief brief =
        new RoomBrief(Broadcast.ROOM, 1, RoomBrief.Wanted.NOTHING, "eu-west", "main", null, null);
    List<SubRoomEvent> events = new ArrayList<>();
    events.add(new SubRoomEvent.Requested(spec, brief, at(-249.9)));
    return events;
  }

  private void placed(
      List<SubRoomEvent> events,
      String region,
      String agentId,
      long epoch,
      String cause,
      double minute) {
    events.add(new SubRoomEvent.Placing(region, epoch, "the cheapest", at(minute - 0.05)));
    events.add(
        new SubRoomEvent.Placed(
            region, agentId, epoch, epoch, cause, placement(region, agentId, minute), at(minute)));
  }

  private Placement placement(String region, String agentId, double minute) {
    return new Placement(
        at(minute),
        region,
        agentId,
        "agent " + agentId + ": 16 % of its fullest side in use afterwards",
        new Capacity(0.3, 1, 1),
        null,
        List.of());
  }

  private void plays(List<SubRoomEvent> events, String agentId, long epoch, double minute) {
    URI hls = URI.create("http://127.0.0.1:8090/hls/" + agentId + "/master.m3u8");
    events.add(new SubRoomEvent.Playing(agentId, epoch, hls, at(minute)));
  }

  /** The sub-room's journal, and what the room kept of it a moment later. */
  private void kept(String subRoomId, List<SubRoomEvent> events) {
    subRooms.put(subRoomId, events);
    SubRoomState state = null;
    long told = 0;
    for (SubRoomEvent event : events) {
      state = SubRoom.apply(state, event);
      for (Report report : state.outbox().waiting()) {
        if (report.number() > told) {
          told = report.number();
          room.add(new RoomEvent.SubRoomReported(subRoomId, report, event.at().plusMillis(20)));
        }
      }
    }
  }
}
