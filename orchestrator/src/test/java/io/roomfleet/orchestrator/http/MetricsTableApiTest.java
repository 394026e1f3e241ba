package io.roomfleet.orchestrator.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roomfleet.api.agent.AudienceWindow;
import io.roomfleet.api.room.AgendaItem;
import io.roomfleet.orchestrator.http.OpenApiContract.Reply;
import io.roomfleet.orchestrator.telemetry.beacon.SentBeacon;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Figures as a table for spreadsheets, and cut by the agenda, worked out by hand from beacons. */
class MetricsTableApiTest {
  /** The beginning of a minute: the server's clock is at 17:00:00.120. */
  private static final Instant T = Instant.parse("2026-11-11T16:59:00Z");

  private TestServer server;
  private String room;
  private int id;

  @BeforeEach
  void start() throws Exception {
    server = new TestServer();
    room = server.room();
    server.post(
        "/v1/rooms/" + room + "/sub-rooms",
        """
        {"subRooms":[{"market":"DE","locale":"de-DE","timeZone":"Europe/Berlin"},
                     {"market":"FR","locale":"fr-FR","timeZone":"Europe/Paris"}]}""");
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private SentBeacon beacon(String type, String subRoom, int second, String viewer) {
    return SentBeacon.of(type, "id-" + id++, room, subRoom, T.plusSeconds(second), viewer);
  }

  /** In Germany three enter, one of them from Austria, and one orders twice; in France one does. */
  private void sendEvening() throws Exception {
    List<SentBeacon> all =
        List.of(
            beacon("enter", "de", 1, "a").from("DE"),
            beacon("enter", "de", 2, "b").from("DE"),
            beacon("enter", "de", 3, "c").from("AT"),
            beacon("comment", "de", 4, "a").from("DE").saying("schön"),
            beacon("order", "de", 31, "a").from("DE").ordering("20", "EUR", null, false),
            beacon("order", "de", 52, "a").from("DE").ordering("9.99", "EUR", null, false),
            beacon("enter", "fr", 1, "f").from("FR"),
            beacon("order", "fr", 33, "f").from("FR").ordering("5", "CHF", null, false));
    JsonNode answer = TestServer.json(server.post("/v1/beacons", SentBeacon.array(all)));
    assertThat(answer.get("accepted").asInt()).isEqualTo(all.size());
    seen("de", 1, 6, Map.of("DE", 4, "AT", 2));
    seen("de", 2, 4, Map.of("DE", 4));
  }

  private void seen(String subRoom, int second, int viewers, Map<String, Integer> countries) {
    server.telemetry.viewing.seen(
        "eu-1",
        new AudienceWindow(
                room,
                subRoom,
                "boot",
                T.plusSeconds(second).getEpochSecond(),
                viewers,
                viewers,
                0,
                viewers,
                0,
                viewers * 1000L,
                viewers * 25L,
                List.of(),
                countries,
                null,
                null,
                null,
                null,
                null)
            .withTiming(4250, 12));
  }

  private String path(String query) {
    return "/v1/rooms/%s/metrics?from=%s&to=%s%s".formatted(room, T, T.plusSeconds(60), query);
  }

  /** Rows by their headings; no cell of these has a comma. */
  private static List<Map<String, String>> rows(String csv) {
    List<String> lines = csv.lines().toList();
    List<String> headings = cells(lines.get(0));
    return lines.stream()
        .skip(1)
        .map(
            line -> {
              List<String> cells = cells(line);
              assertThat(cells).hasSameSizeAs(headings);
              Map<String, String> row = new HashMap<>();
              IntStream.range(0, cells.size()).forEach(i -> row.put(headings.get(i), cells.get(i)));
              assertThat(row).hasSameSizeAs(headings);
              return row;
            })
        .toList();
  }

  private static List<String> cells(String line) {
    return Arrays.asList(line.split(",", -1));
  }

  @Test
  void aTableHasARowForEachStepOfEachSubRoom() throws Exception {
    sendEvening();
    Reply reply = server.get(path("&step=30&format=csv"));
    assertThat(reply.header("Content-Type")).startsWith("text/csv").contains("UTF-8");
    assertThat(reply.header("Content-Disposition"))
        .isEqualTo("attachment; filename=\"metrics-" + room + "-20261111T165900Z.csv\"");
    assertThat(reply.body()).endsWith("\r\n");
    List<Map<String, String>> rows = rows(reply.body());
    assertThat(rows)
        .extracting(row -> row.get("from (UTC)").substring(14) + " " + row.get("subRoomId"))
        .containsExactly("59:00Z de", "59:00Z fr", "59:30Z de", "59:30Z fr");
    assertThat(rows.get(0))
        .containsEntry("to (UTC)", "2026-11-11T16:59:30Z")
        .containsEntry("duration (s)", "30")
        .containsEntry("country", "")
        .containsEntry("viewers (mean)", "5")
        .containsEntry("peakViewers (count)", "6")
        .containsEntry("watchTime (s)", "10")
        .containsEntry("stallRatio (0 to 1)", "0.025")
        .containsEntry("latency (ms)", "4250")
        .containsEntry("avOffset (ms)", "12")
        .containsEntry("joinP95 (ms)", "")
        .containsEntry("enters (count)", "3")
        .containsEntry("entrants (distinct viewers)", "3")
        .containsEntry("orders (count)", "0")
        .containsEntry("revenue (EUR)", "")
        .containsEntry("complaintRate (0 to 1)", "0");
    assertThat(rows.get(1))
        .containsEntry("viewers (mean)", "")
        .containsEntry("enters (count)", "1");
    assertThat(rows.get(2))
        .containsEntry("orders (count)", "2")
        .containsEntry("orders in EUR (count)", "2")
        .containsEntry("revenue (EUR)", "29.99")
        .containsEntry("averageOrderValue (EUR)", "14.995")
        .containsEntry("revenue (CHF)", "")
        .containsEntry("conversion (orders per entrant)", "");
    assertThat(rows.get(3)).containsEntry("revenue (CHF)", "5");
  }

  @Test
  void aTableIsWhatAcceptAsksForUnlessTheFormatSaysOtherwise() throws Exception {
    sendEvening();
    String csv = server.get(path("&subRoomId=fr&format=csv")).body();
    assertThat(rows(csv)).hasSize(1);
    HttpRequest accepts =
        server.request(path("&subRoomId=fr")).header("Accept", "text/csv").build();
    assertThat(server.send(accepts).body()).isEqualTo(csv);
    HttpRequest json =
        server
            .request(path("&format=json"))
            .header("Accept", "text/csv, application/json;q=0.5")
            .build();
    assertThat(TestServer.json(server.send(json)).get("points")).hasSize(1);
  }

  @Test
  void aTableHasARowForEachCountryWhereThatIsAskedFor() throws Exception {
    sendEvening();
    List<Map<String, String>> rows = rows(server.get(path("&step=60&country=*&format=csv")).body());
    assertThat(rows)
        .extracting(row -> row.get("subRoomId") + " " + row.get("country"))
        .containsExactly("de AT", "de DE", "fr FR");
    assertThat(rows.get(0))
        .containsEntry("enters (count)", "1")
        .containsEntry("watchTime (s)", "2")
        .containsEntry("peakViewers (count)", "")
        .containsEntry("stallRatio (0 to 1)", "");
    assertThat(rows.get(1))
        .containsEntry("viewers (mean)", "4")
        .containsEntry("orders (count)", "2")
        .containsEntry("conversion (orders per entrant)", "1");
    List<Map<String, String>> ofAustria =
        rows(server.get(path("&step=60&country=AT&subRoomId=de&format=csv")).body());
    assertThat(ofAustria).hasSize(1);
    assertThat(ofAustria.get(0)).isEqualTo(without(rows.get(0), "CHF", ofAustria.get(0)));
  }

  /** Columns of a currency are there where it occurs. */
  private static Map<String, String> without(
      Map<String, String> row, String currency, Map<String, String> other) {
    Map<String, String> less = new HashMap<>(row);
    less.keySet().removeIf(it -> it.contains(currency) || it.contains("EUR"));
    assertThat(other.keySet()).isEqualTo(less.keySet());
    return less;
  }

  @Test
  void aTableIsRefusedThatMayHaveTooManyRows() throws Exception {
    String days =
        "/v1/rooms/%s/metrics?format=csv&country=*&from=2026-11-05T00:00:00Z&step=600"
            .formatted(room);
    Reply refused = server.get(days);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(TestServer.code(refused)).isEqualTo("bad_parameter");
    assertThat(TestServer.json(refused).get("detail").asText())
        .contains("step: 600", "at most 20000 rows", "2 sub-rooms and 51 countries");
    assertThat(server.get(days.replace("&country=*", "")).status()).isEqualTo(200);
  }

  @Test
  void anUnknownFormatIsNamedWithWhatWasExpected() throws Exception {
    JsonNode problem = TestServer.json(server.get(path("&format=xlsx")));
    assertThat(problem.get("detail").asText()).contains("format", "xlsx", "csv, json");
  }

  /** Shoes from the beginning, bags from 25 s, shoes again from 50 s. */
  private void agenda() {
    AgendaItem shoes = new AgendaItem("shoes", "sku-1", "=HYPERLINK(0)", null, T);
    AgendaItem bags = new AgendaItem("bags", null, "Bags, large", "ben", T.plusSeconds(25));
    server.telemetry.onAir(
        at -> {
          long second = at.getEpochSecond() - T.getEpochSecond();
          return second < 0
              ? Optional.empty()
              : Optional.of(second >= 25 && second < 50 ? bags : shoes);
        });
  }

  @Test
  void figuresAreCutByWhatWasOnInTheMiddleOfEachStep() throws Exception {
    sendEvening();
    agenda();
    JsonNode view =
        TestServer.json(
            server.get(
                path("&step=10&by=AGENDA").replace("from=" + T, "from=" + T.minusSeconds(20))));
    assertThat(view.get("points")).isEmpty();
    List<String> parts = new ArrayList<>();
    view.get("agenda")
        .forEach(
            part ->
                parts.add(
                    "%s %s %s %s %s"
                        .formatted(
                            part.at("/item/id").asText("nothing"),
                            part.get("from").asText().substring(14),
                            part.get("to").asText().substring(14),
                            part.get("seconds"),
                            part.at("/figures/counts/orders"))));
    assertThat(parts)
        .containsExactly(
            "nothing 58:40Z 59:00Z 20 0", "shoes 59:00Z 00:00Z 30 1", "bags 59:20Z 59:50Z 30 2");
    JsonNode shoes = view.at("/agenda/1/figures");
    assertThat(shoes.at("/distinct/entrants").asInt()).isEqualTo(4);
    assertThat(shoes.at("/rates/conversion").asDouble()).isEqualTo(1 / 4.0);
    // One comment in 30 s.
    assertThat(shoes.at("/rates/engagementPer10Seconds").asDouble()).isEqualTo(1 / 3.0);
    assertThat(shoes.at("/viewing/viewers").asDouble()).isEqualTo(5);
    assertThat(view.at("/total/counts/orders").asInt()).isEqualTo(3);
    assertThat(TestServer.json(server.get(path("&step=10"))).get("agenda").isNull()).isTrue();
  }

  @Test
  void whatIsStillToComeIsNotCut() throws Exception {
    sendEvening();
    agenda();
    JsonNode view =
        TestServer.json(
            server.get(
                path("&step=10&by=AGENDA")
                    .replace("to=" + T.plusSeconds(60), "to=" + T.plusSeconds(600))));
    assertThat(view.at("/agenda/0/item/id").asText()).isEqualTo("shoes");
    // The one that is under way is the last.
    assertThat(view.at("/agenda/0/to").asText()).isEqualTo("2026-11-11T17:00:10Z");
    assertThat(view.at("/agenda/0/seconds").asInt()).isEqualTo(40);
  }

  @Test
  void aTableIsCutByTheAgendaAndRunsNoFormulaOfIt() throws Exception {
    sendEvening();
    agenda();
    String csv = server.get(path("&step=10&by=AGENDA&format=csv")).body();
    List<String> lines = csv.lines().toList();
    assertThat(lines.get(0))
        .startsWith(
            "from (UTC),to (UTC),duration (s),subRoomId,country,agendaItem,productId,topic,hostId,");
    assertThat(lines.subList(1, 5))
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith(
                        "2026-11-11T16:59:00Z,2026-11-11T17:00:00Z,30,de,,shoes,sku-1,'=HYPERLINK(0),,"),
            line -> assertThat(line).contains(",fr,,shoes,"),
            line ->
                assertThat(line)
                    .startsWith(
                        "2026-11-11T16:59:20Z,2026-11-11T16:59:50Z,30,de,,bags,,\"Bags, large\",ben,"),
            line -> assertThat(line).contains(",fr,,bags,"));
    assertThat(lines).hasSize(5);
  }
}
