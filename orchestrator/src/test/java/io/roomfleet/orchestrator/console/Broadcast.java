package io.roomfleet.orchestrator.console;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.roomfleet.api.Capacity;
import io.roomfleet.api.rebalance.RebalanceList;
import io.roomfleet.api.room.Candidate;
import io.roomfleet.api.room.EventPage;
import io.roomfleet.api.room.Ladder;
import io.roomfleet.api.room.LadderPreset;
import io.roomfleet.api.room.Line;
import io.roomfleet.api.room.LineInput;
import io.roomfleet.api.room.LineKind;
import io.roomfleet.api.room.Move;
import io.roomfleet.api.room.Placement;
import io.roomfleet.api.room.Playback;
import io.roomfleet.api.room.RelayHop;
import io.roomfleet.api.room.Room;
import io.roomfleet.api.room.RoomEvent;
import io.roomfleet.api.room.RoomMode;
import io.roomfleet.api.room.RoomPage;
import io.roomfleet.api.room.RoomStatus;
import io.roomfleet.api.room.SubRoom;
import io.roomfleet.api.room.SubRoomPage;
import io.roomfleet.api.room.SubRoomStatus;
import io.roomfleet.api.room.SwitchLineRequest;
import io.roomfleet.orchestrator.http.Agendas;
import io.roomfleet.orchestrator.http.Outcome;
import io.roomfleet.orchestrator.http.Plans;
import io.roomfleet.orchestrator.http.Rebalancing;
import io.roomfleet.orchestrator.http.Rooms;
import io.roomfleet.orchestrator.http.SubRooms;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;

/** One room with three sub-rooms, as the domain would show it; it changes when it is told to. */
final class Broadcast {
  static final String ROOM = "room-01jd8k3q7x9m2c4v6b8n0p5rst";
  private static final Instant STARTED = Instant.now().minusSeconds(90);

  private final URI media;
  private final List<RoomEvent> events = new CopyOnWriteArrayList<>();
  private volatile String activeLine = "main";
  private final List<SubRoom> subRooms = new CopyOnWriteArrayList<>();

  Broadcast(URI media) {
    this.media = media;
    subRooms.add(subRoom("DE", "de-DE", "Europe/Berlin", SubRoomStatus.LIVE, null));
    subRooms.add(subRoom("ID", "id-ID", "Asia/Jakarta", SubRoomStatus.LIVE, null));
    subRooms.add(subRoom("US", "en-US", "America/New_York", SubRoomStatus.LIVE, null));
    happens("room.started", null, Map.of());
  }

  void happens(String type, String subRoomId, Map<String, Object> data) {
    synchronized (events) {
      events.add(
          new RoomEvent(
              events.size() + 1L, type, Instant.now(), ROOM, subRoomId, "schedule", data));
    }
  }

  void degrade(String market, String reason) {
    subRooms.replaceAll(
        each ->
            each.market().equals(market)
                ? subRoom(market, each.locale(), each.timeZone(), SubRoomStatus.DEGRADED, reason)
                : each);
    happens("sub_room.degraded", market.toLowerCase(Locale.ROOT), Map.of("reason", reason));
  }

  /** It is on its way to another region. */
  void move(String market, String region, String cause) {
    Move move = new Move(region, null, cause, Instant.now());
    subRooms.replaceAll(
        each ->
            each.market().equals(market)
                ? subRoom(market, each.locale(), each.timeZone(), SubRoomStatus.LIVE, null, move)
                : each);
    happens(
        "sub_room.moving",
        market.toLowerCase(Locale.ROOT),
        Map.of("region", region, "cause", cause));
  }

  Rooms rooms() {
    return port(
        Rooms.class,
        Map.of(
            "get", any -> completedFuture(Outcome.done(room(), 3)),
            "switchLine", arguments -> switched((SwitchLineRequest) arguments[2]),
            "list",
                any ->
                    completedFuture(
                        Outcome.done(new RoomPage(List.of(room()), null, Instant.now()))),
            "events",
                arguments ->
                    completedFuture(
                        Outcome.done(
                            new EventPage(since((long) arguments[1]), events.size(), false))),
            "eventStream", arguments -> stream((long) arguments[1])));
  }

  private CompletionStage<Outcome<Room>> switched(SwitchLineRequest request) {
    happens("line.switched", null, Map.of("from", activeLine, "to", request.lineId()));
    activeLine = request.lineId();
    return completedFuture(Outcome.done(room(), 3));
  }

  SubRooms subRooms() {
    return port(
        SubRooms.class,
        Map.of(
            "list",
            any -> completedFuture(Outcome.done(new SubRoomPage(subRooms, null, Instant.now())))));
  }

  Agendas agendas() {
    return port(Agendas.class, Map.of());
  }

  Plans plans() {
    return port(Plans.class, Map.of());
  }

  Rebalancing rebalances() {
    return port(
        Rebalancing.class,
        Map.of(
            "list",
            any ->
                completedFuture(
                    Outcome.done(new RebalanceList(List.of(), Map.of(), Instant.now())))));
  }

  private List<RoomEvent> since(long sequence) {
    return events.stream().filter(event -> event.sequence() > sequence).toList();
  }

  private Source<RoomEvent, NotUsed> stream(long afterSequence) {
    AtomicLong last = new AtomicLong(afterSequence);
    return Source.tick(Duration.ZERO, Duration.ofMillis(50), 0)
        .mapConcat(
            tick -> {
              List<RoomEvent> news = since(last.get());
              news.forEach(event -> last.set(event.sequence()));
              return news;
            })
        .mapMaterializedValue(any -> NotUsed.getInstance());
  }

  private Room room() {
    return new Room(
        ROOM,
        "Midnight sneakers",
        "anna.k",
        RoomMode.SINGLE_HOST,
        RoomStatus.LIVE,
        null,
        STARTED,
        null,
        STARTED,
        null,
        600,
        "eu-west",
        null,
        List.of(
            new Line(
                "main",
                LineKind.RTMP,
                null,
                "eu-west",
                "eu-west-1",
                URI.create("rtmp://127.0.0.1:20000/live/main"),
                LineInput.LIVE,
                null,
                null),
            new Line(
                "backup",
                LineKind.SRT,
                null,
                "eu-west",
                "eu-west-2",
                null,
                LineInput.SLATE,
                null,
                null)),
        activeLine,
        List.of("de", "id", "us"),
        STARTED,
        3,
        List.of(
            new RelayHop(
                "main",
                "ap-southeast",
                "us-east",
                "0.0100 a GB, the cheapest hop",
                "eu-west",
                "shares no region with the way by us-east",
                true),
            new RelayHop(
                "main",
                "us-east",
                "eu-west",
                "0.0200 a GB, the cheapest hop",
                null,
                "all others are fed through it",
                true)));
  }

  private SubRoom subRoom(
      String market, String locale, String zone, SubRoomStatus status, String reason) {
    return subRoom(market, locale, zone, status, reason, null);
  }

  private SubRoom subRoom(
      String market, String locale, String zone, SubRoomStatus status, String reason, Move move) {
    Placement placement =
        new Placement(
            STARTED,
            "eu-west",
            "eu-west-1",
            "eu-west-1 is the closest with room",
            new Capacity(0.34, 1.1, 1),
            null,
            List.of(
                new Candidate(
                    "region",
                    "eu-west",
                    0.5412,
                    "chosen",
                    "30 ms from the market, 20 % of its fullest side in use afterwards, the source"
                        + " is here",
                    Map.of("latency", 0.3004, "egress", 0.2376, "balance", 0.0032)),
                new Candidate(
                    "region",
                    "us-east",
                    1.6158,
                    "costlier",
                    "$1.0746 an hour more than eu-west: 130 ms from the market, 30 % of its fullest"
                        + " side in use afterwards, the line is copied from eu-west",
                    Map.of("latency", 1.3026, "egress", 0.225, "relay", 0.072, "balance", 0.0162)),
                new Candidate("agent", "eu-west-1", 0.12, "chosen", "load 25 % after", null),
                new Candidate("agent", "eu-west-2", null, "impossible", "no slot is free", null),
                new Candidate("agents", "37 more", null, "impossible", "draining", null)));
    return new SubRoom(
        market.toLowerCase(Locale.ROOT),
        ROOM,
        market,
        locale,
        zone,
        new Ladder(LadderPreset.LIGHT, LadderPreset.LIGHT.renditions(), 15),
        null,
        null,
        "eu-west",
        status,
        reason,
        "eu-west-1",
        1,
        "main",
        null,
        1000,
        new Playback(media.resolve("/master.m3u8")),
        placement,
        move,
        null,
        STARTED,
        1);
  }

  private interface Answer {
    Object to(Object[] arguments);
  }

  /** A port of the API that answers these calls; any other is a mistake of the test. */
  private static <T> T port(Class<T> type, Map<String, Answer> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              Answer answer = answers.get(method.getName());
              if (answer == null) {
                throw new UnsupportedOperationException(method.getName());
              }
              return answer.to(arguments);
            }));
  }
}
