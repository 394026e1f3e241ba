package io.roomfleet.orchestrator.history.report;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.roomfleet.api.history.TimelineKind;
import io.roomfleet.api.history.TimelineSpan;
import io.roomfleet.api.history.TimelineView;
import io.roomfleet.api.metrics.BeaconAnswer;
import io.roomfleet.api.report.BroadcastReport;
import io.roomfleet.api.report.BroadcastReport.Cut;
import io.roomfleet.api.report.ComparisonReport;
import io.roomfleet.api.report.ComparisonReport.Compared;
import io.roomfleet.api.report.ComparisonReport.JudgedBy;
import io.roomfleet.api.report.ComparisonReport.ReturningViewers;
import io.roomfleet.api.report.Difference;
import io.roomfleet.api.report.Difference.Verdict;
import io.roomfleet.api.report.RegionReport;
import io.roomfleet.api.report.ReportFigure;
import io.roomfleet.api.room.AgendaItem;
import io.roomfleet.api.room.AgendaSpan;
import io.roomfleet.api.room.AgendaView;
import io.roomfleet.api.room.Room;
import io.roomfleet.api.room.RoomMode;
import io.roomfleet.api.room.RoomPage;
import io.roomfleet.api.room.RoomStatus;
import io.roomfleet.orchestrator.history.report.GeneratedEvening.Truth;
import io.roomfleet.orchestrator.http.Agendas;
import io.roomfleet.orchestrator.http.Histories;
import io.roomfleet.orchestrator.http.Outcome;
import io.roomfleet.orchestrator.http.RoomFilter;
import io.roomfleet.orchestrator.http.Rooms;
import io.roomfleet.orchestrator.placement.Policies;
import io.roomfleet.orchestrator.telemetry.RoomMarkets;
import io.roomfleet.orchestrator.telemetry.TelemetryStage;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Generated broadcasts, told of by beacons and by an agent as real ones are, and reports of them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportServiceTest {
  private static final Config CONFIG =
      ConfigFactory.parseString("pekko.actor.provider = local").withFallback(ConfigFactory.load());
  private static final Instant FIRST = Instant.parse("2026-11-10T18:00:00Z");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  /**
   * Two alike, with many of the same viewers; one where twice as many buy; one with more stalls.
   */
  private static final List<Truth> TRUTHS =
      List.of(
          new Truth(0.06, 0.01, 0.8, 0.6),
          new Truth(0.06, 0.01, 0.8, 0.6),
          new Truth(0.12, 0.01, 0.8, 0),
          new Truth(0.06, 0.02, 0.8, 0));

  private final ActorTestKit kit = ActorTestKit.create("reports", CONFIG);
  private final Map<String, Room> rooms = new TreeMap<>();
  private final List<GeneratedEvening> evenings = new ArrayList<>();
  private Instant now = FIRST;
  private TelemetryStage telemetry;
  private ReportService reports;

  @BeforeAll
  void broadcast() throws Exception {
    RoomMarkets markets =
        roomId ->
            completedFuture(Optional.of(Map.of("de", new RoomMarkets.Facts("de-DE", BERLIN))));
    telemetry = new TelemetryStage(kit.system(), CONFIG, markets, Set.of(), () -> now);
    for (int i = 0; i < TRUTHS.size(); i++) {
      evening(i);
    }
    String silent = roomId(4);
    rooms.put(
        silent,
        room(silent, 4, FIRST.minus(Duration.ofHours(9)), FIRST.minus(Duration.ofHours(4))));
    reports =
        new ReportService(
            only(Rooms.class, new TheRooms()),
            only(Agendas.class, new TheAgendas()),
            only(Histories.class, new TheHistories()),
            markets,
            telemetry.figures(),
            Map.of("eu-west", ZoneId.of("Europe/Dublin"), "us-east", ZoneId.of("America/New_York")),
            () -> Policies.DEFAULT,
            () -> now,
            Runnable::run);
  }

  @AfterAll
  void stop() {
    kit.shutdownTestKit();
  }

  private static String roomId(int i) {
    return "room-0000000000000000000000000" + i;
  }

  private void evening(int i) throws Exception {
    String id = roomId(i);
    Instant start = FIRST.plus(Duration.ofHours(2L * i));
    GeneratedEvening evening = new GeneratedEvening(100 + i, id, TRUTHS.get(i));
    evenings.add(evening);
    for (int minute = 0; minute < GeneratedEvening.MINUTES; minute++) {
      Instant from = start.plusSeconds(60L * minute);
      now = from.plusSeconds(60);
      evening.watch(telemetry, from);
      Outcome<BeaconAnswer> answer =
          telemetry
              .parts()
              .beacons()
              .accept(evening.body(from))
              .toCompletableFuture()
              .get(30, TimeUnit.SECONDS);
      assertThat(answer.map(BeaconAnswer::rejectedCount)).isEqualTo(Outcome.done(0));
    }
    rooms.put(id, room(id, i, start, now));
    now = now.plus(Duration.ofMinutes(20));
  }

  private static Room room(String id, int i, Instant start, Instant end) {
    return new Room(
        id,
        "Evening " + i,
        i > 3 ? "host-d" : i == 3 ? "host-b" : "host-a",
        RoomMode.SINGLE_HOST,
        RoomStatus.ENDED,
        "over",
        start,
        null,
        start,
        end,
        600,
        "eu-west",
        null,
        List.of(),
        "main",
        List.of("de"),
        start,
        5,
        List.of());
  }

  /** The one method of a port that reports call; any other fails. */
  private static <P> P only(Class<P> port, Object answers) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) ->
                answers
                    .getClass()
                    .getDeclaredMethod(method.getName(), method.getParameterTypes())
                    .invoke(answers, arguments)));
  }

  private final class TheRooms {
    CompletionStage<Outcome<Room>> get(String roomId) {
      Room room = rooms.get(roomId);
      return completedFuture(
          room == null
              ? Outcome.refused(404, "room_not_found", "room: " + roomId)
              : Outcome.done(room));
    }

    CompletionStage<Outcome<RoomPage>> list(RoomFilter filter, int pageSize, String token) {
      List<Room> found = new ArrayList<>(rooms.values());
      found.removeIf(room -> filter.host() != null && !filter.host().equals(room.hostId()));
      int from = token == null ? 0 : Integer.parseInt(token);
      int to = Math.min(found.size(), from + 2);
      return completedFuture(
          Outcome.done(
              new RoomPage(
                  found.subList(from, to), to < found.size() ? String.valueOf(to) : null, now)));
    }
  }

  /** Shoes for twenty minutes, then bags. */
  private final class TheAgendas {
    CompletionStage<Outcome<AgendaView>> agenda(String roomId) {
      Instant start = rooms.get(roomId).startedAt();
      Instant turn = start.plusSeconds(1200);
      return completedFuture(
          Outcome.done(
              new AgendaView(
                  roomId,
                  List.of(),
                  List.of(
                      new AgendaSpan(item("shoes", start), start, turn, true),
                      new AgendaSpan(item("bags", turn), turn, rooms.get(roomId).endedAt(), true)),
                  5)));
    }

    private static AgendaItem item(String product, Instant at) {
      return new AgendaItem(product, product, null, null, at);
    }
  }

  /** Half an hour from Ireland, the rest from America. */
  private final class TheHistories {
    CompletionStage<Outcome<TimelineView>> timeline(
        String roomId, Instant from, Instant to, Set<TimelineKind> kinds) {
      Instant start = rooms.get(roomId).startedAt();
      Instant turn = start.plusSeconds(1800);
      return completedFuture(
          Outcome.done(
              new TimelineView(
                  roomId,
                  start,
                  now,
                  List.of(
                      span(start, turn, "eu-west"),
                      span(turn, rooms.get(roomId).endedAt(), "us-east")),
                  List.of(),
                  9,
                  now,
                  null)));
    }

    private static TimelineSpan span(Instant from, Instant to, String region) {
      return new TimelineSpan(
          TimelineKind.SUB_ROOM, "de", "LIVE", from, to, null, region, region + "-1");
    }
  }

  private static <T> T done(CompletionStage<Outcome<T>> answer) throws Exception {
    return ((Outcome.Done<T>) answer.toCompletableFuture().get(60, TimeUnit.SECONDS)).value();
  }

  private static List<ReportFigure> different(List<Difference> differences) {
    return differences.stream()
        .filter(it -> it.verdict() == Verdict.DIFFERENT)
        .map(Difference::figure)
        .toList();
  }

  private static Difference of(ReportFigure figure, Compared compared) {
    return of(figure, compared.differences());
  }

  private static Difference of(ReportFigure figure, List<Difference> differences) {
    return differences.stream().filter(it -> it.figure() == figure).findFirst().orElseThrow();
  }

  @Test
  void findsThePlantedDifferencesAndNoOther() throws Exception {
    ComparisonReport report =
        done(reports.rooms(List.of(roomId(0), roomId(1), roomId(2), roomId(3))));
    assertThat(report.others())
        .extracting(it -> different(it.differences()))
        .containsExactly(
            List.of(),
            List.of(ReportFigure.ORDERS_PER_VIEWER_HOUR, ReportFigure.CONVERSION),
            List.of(ReportFigure.STALL_RATIO));
    Difference conversion = of(ReportFigure.CONVERSION, report.others().get(1));
    assertThat(conversion.base()).isCloseTo(0.06, within(0.012));
    assertThat(conversion.changeLow()).isLessThan(1.0);
    assertThat(conversion.changeHigh()).isGreaterThan(1.0);
    assertThat(of(ReportFigure.ENGAGEMENT_PER_VIEWER_MINUTE, report.others().get(0)).verdict())
        .as("it differs, as waves do")
        .isEqualTo(Verdict.NOISE);
  }

  @Test
  void knowsWhoCameAgain() throws Exception {
    ComparisonReport report = done(reports.rooms(List.of(roomId(0), roomId(1), roomId(2))));
    Set<String> again = new HashSet<>(evenings.get(0).viewers());
    again.retainAll(evenings.get(1).viewers());
    ReturningViewers viewers = report.others().get(0).viewers();
    assertThat(again.size()).isGreaterThan(600);
    assertThat(viewers.returning()).isCloseTo(again.size(), within(viewers.error()));
    assertThat(viewers.error()).isLessThan(400);
    assertThat(viewers.returning() + viewers.fresh())
        .isEqualTo(report.others().get(0).subject().figures().distinct().active());
    ReturningViewers none = report.others().get(1).viewers();
    assertThat(none.returning()).isLessThan(none.error());
  }

  @Test
  void holdsEachProductAgainstTheRest() throws Exception {
    BroadcastReport report = done(reports.broadcast(roomId(2), Cut.PRODUCT, null));
    assertThat(report.parts())
        .extracting(BroadcastReport.Part::key, BroadcastReport.Part::seconds)
        .containsExactly(tuple("shoes", 1200L), tuple("bags", 1800L));
    long orders = report.parts().stream().mapToLong(it -> it.figures().counts().orders()).sum();
    assertThat(orders).isEqualTo(report.total().counts().orders()).isPositive();
    assertThat(different(report.parts().get(0).againstTheRest())).isEmpty();
  }

  @Test
  void cutsTimeIntoTwelveOrAsAskedFor() throws Exception {
    assertThat(done(reports.broadcast(roomId(0), Cut.TIME, null)).parts()).hasSize(10);
    BroadcastReport report = done(reports.broadcast(roomId(0), Cut.TIME, Duration.ofMinutes(25)));
    assertThat(report.parts())
        .extracting(BroadcastReport.Part::key)
        .containsExactly("2026-11-10T18:00:00Z", "2026-11-10T18:25:00Z");
  }

  @Test
  void refusesMorePartsThanAnybodyReads() throws Exception {
    Outcome<BroadcastReport> refused =
        reports
            .broadcast(roomId(4), Cut.TIME, Duration.ofMinutes(1))
            .toCompletableFuture()
            .get(60, TimeUnit.SECONDS);
    assertThat(((Outcome.Refused<BroadcastReport>) refused).refusal().detail())
        .isEqualTo("step: 60 s makes 300 parts of PT5H (expected: at most 200)");
  }

  /** Each part is held against the others, however the others were added up. */
  @Test
  void theRestIsAllThatIsNotThePart() throws Exception {
    BroadcastReport report = done(reports.broadcast(roomId(2), Cut.TIME, Duration.ofMinutes(10)));
    long orders = report.total().counts().orders();
    double seconds = report.total().viewing().watchSeconds();
    for (BroadcastReport.Part part : report.parts()) {
      double rest =
          (orders - part.figures().counts().orders())
              / ((seconds - part.figures().viewing().watchSeconds()) / 3600);
      assertThat(of(ReportFigure.ORDERS_PER_VIEWER_HOUR, part.againstTheRest()).base())
          .isCloseTo(rest, within(rest * 1e-4));
    }
  }

  @Test
  void takesAllBroadcastsOfAHost() throws Exception {
    ComparisonReport report =
        done(reports.hosts(List.of("host-a", "host-b"), FIRST, FIRST.plus(Duration.ofDays(1))));
    assertThat(report.base().roomIds()).containsExactly(roomId(0), roomId(1), roomId(2));
    assertThat(report.others().get(0).judgedBy()).isEqualTo(JudgedBy.TIME);
    assertThat(different(report.others().get(0).differences())).contains(ReportFigure.STALL_RATIO);
    Outcome<ComparisonReport> none =
        reports
            .hosts(List.of("host-a", "host-c"), FIRST, FIRST.plus(Duration.ofDays(1)))
            .toCompletableFuture()
            .get(30, TimeUnit.SECONDS);
    assertThat(((Outcome.Refused<ComparisonReport>) none).refusal().code())
        .isEqualTo("host_not_found");
  }

  @Test
  void saysWhatAnEdgeWouldSave() throws Exception {
    RegionReport report = done(reports.regions(FIRST, FIRST.plus(Duration.ofHours(1))));
    assertThat(report.rooms()).isEqualTo(1);
    RegionReport.Market berlin = report.markets().get(0);
    assertThat(berlin.served())
        .extracting(RegionReport.Served::region)
        .containsExactly("eu-west", "us-east");
    Map<String, Double> hours =
        berlin.served().stream()
            .collect(
                Collectors.toMap(RegionReport.Served::region, RegionReport.Served::hoursWatched));
    double price = Policies.DEFAULT.latencyPrice();
    double far = berlin.served().get(1).roundTripMillis();
    double near = berlin.served().get(0).roundTripMillis();
    assertThat(far).isGreaterThan(near);
    assertThat(berlin.nearest()).isEqualTo("eu-west");
    assertThat(berlin.savedAtNearest())
        .isCloseTo(hours.get("us-east") * (far - near) * price, within(0.01));
    assertThat(berlin.savedByNewEdge())
        .isCloseTo(
            (hours.get("us-east") * (far - 10) + hours.get("eu-west") * (near - 10)) * price,
            within(0.01));
    assertThat(berlin.hoursWatchedByLocalHour().get(19)).isEqualTo(berlin.hoursWatched());
  }
}
