package io.roomfleet.orchestrator.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.roomfleet.api.agent.AudienceWindow;
import io.roomfleet.orchestrator.http.OpenApiContract.Reply;
import io.roomfleet.orchestrator.telemetry.beacon.SentBeacon;
import io.roomfleet.sketch.Percentiles;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every figure, worked out by hand from raw beacons, against what the API says. */
class MetricsApiTest {
  /** The beginning of a window, and of a minute: the server's clock is at 17:00:00.120. */
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

  /**
   * In Germany: 8 exposures to 4 viewers, 3 clicks, 2 who enter (one of them twice), and they do a
   * little of everything. In France one viewer, who is exposed, enters and orders twice.
   */
  private void sendEvening() throws Exception {
    List<SentBeacon> all = new ArrayList<>();
    for (String viewer : List.of("a", "b", "c", "d")) {
      all.add(beacon("exposure", "de", 1, viewer).from("DE"));
      all.add(beacon("exposure", "de", 12, viewer).from(viewer.equals("d") ? "AT" : "DE"));
    }
    for (String viewer : List.of("a", "b", "c")) {
      all.add(beacon("click", "de", 2, viewer));
    }
    all.add(beacon("enter", "de", 3, "a").from("DE"));
    all.add(beacon("enter", "de", 4, "b").from("DE"));
    all.add(beacon("enter", "de", 25, "a").from("DE"));
    all.add(beacon("leave", "de", 20, "a"));
    all.add(beacon("comment", "de", 5, "a").saying("Kein Ton!!"));
    all.add(beacon("comment", "de", 6, "a").saying("schön"));
    all.add(beacon("comment", "de", 7, "b").saying("es HÄNGT"));
    all.add(beacon("comment", "de", 8, "b").saying("no sound"));
    for (int i = 0; i < 5; i++) {
      all.add(beacon("like", "de", 10 + i, "b"));
    }
    all.add(beacon("share", "de", 30, "b"));
    all.add(beacon("gift", "de", 31, "b").ordering("12.5", null, null, false));
    all.add(beacon("product_click", "de", 32, "b"));
    all.add(beacon("add_to_cart", "de", 33, "b"));
    all.add(beacon("order", "de", 34, "b").from("DE").ordering("19.99", "EUR", null, false));
    all.add(beacon("exposure", "fr", 1, "f").from("FR"));
    all.add(beacon("enter", "fr", 2, "f").from("FR"));
    all.add(beacon("order", "fr", 40, "f").from("FR").ordering("30", "EUR", "f2", true));
    all.add(beacon("order", "fr", 41, "f").from("FR").ordering("10.01", "CHF", "f2", true));
    Reply reply = server.post("/v1/beacons", SentBeacon.array(all));
    assertThat(TestServer.json(reply).get("accepted").asInt()).isEqualTo(all.size());
  }

  /** In Germany 4 and 6 viewers at two agents, in France 8; half a second of 10 was a stall. */
  private void see() {
    seen("de", "eu-1", 50, 4, 500);
    seen("de", "eu-2", 50, 6, 0);
    seen("de", "eu-1", 51, 4, 0);
    seen("fr", "eu-1", 50, 8, 0);
    seen("fr", "eu-1", 51, 8, 0);
  }

  private void seen(String subRoom, String agent, int second, int viewers, long stalled) {
    Percentiles joins = new Percentiles();
    joins.add(100L * viewers);
    server.telemetry.viewing.seen(
        agent,
        new AudienceWindow(
                room,
                subRoom,
                "boot",
                T.plusSeconds(second).getEpochSecond(),
                viewers,
                2,
                1,
                viewers,
                0,
                viewers * 1000L,
                stalled,
                List.of(new AudienceWindow.RenditionShare("360p", viewers, viewers, 800)),
                Map.of("DE", viewers),
                null,
                Base64.getEncoder().encodeToString(joins.encode()),
                null,
                null,
                null)
            .withTiming(subRoom.equals("de") ? 4000 + 100 * viewers : null, -viewers));
  }

  @Test
  void whatAgentsSawOfViewersStandsBesideWhatTheyDid() throws Exception {
    see();
    JsonNode germany = metrics("&step=10&subRoomId=de").at("/points/0/figures/viewing");
    assertThat(germany.get("viewers").asDouble()).isEqualTo((10 + 4) / 2.0);
    assertThat(germany.get("peakViewers").asInt()).isEqualTo(10);
    assertThat(germany.get("watchSeconds").asInt()).isEqualTo(14);
    assertThat(germany.get("joins").asInt()).isEqualTo(6);
    assertThat(germany.get("leaves").asInt()).isEqualTo(3);
    assertThat(germany.get("stallRatio").asDouble()).isCloseTo(500 / 14_000.0, within(1e-9));
    double late = 6 * 4600 + 4 * 4400 + 4 * 4400; // of two agents in one second, of one in the next
    assertThat(germany.get("latencyMillis").asDouble()).isCloseTo(late / 14, within(0.001));
    assertThat(germany.get("avOffsetMillis").asDouble())
        .isCloseTo(-(36 + 16 + 16) / 14.0, within(0.001));
    assertThat(germany.at("/joinMillis/count").asInt()).isEqualTo(3);
    assertThat(germany.at("/joinMillis/p99").asDouble()).isCloseTo(600, within(12.0));
    assertThat(germany.at("/renditions/0/bitrateKbps").asDouble()).isEqualTo(800);
    assertThat(germany.get("bufferMillis").isNull()).isTrue();
  }

  @Test
  void aRoomsViewersAreThoseOfItsMarketsAtTheSameTime() throws Exception {
    see();
    JsonNode all = metrics("&step=60").at("/total/viewing");
    assertThat(all.get("viewers").asDouble()).isEqualTo((18 + 12) / 2.0);
    assertThat(all.get("peakViewers").asInt()).isEqualTo(10 + 8);
    assertThat(all.get("stallRatio").asDouble()).isCloseTo(500 / 30_000.0, within(1e-9));
    assertThat(all.at("/joinMillis/count").asInt()).isEqualTo(5);
    assertThat(all.get("latencyMillis").asDouble())
        .as("of those of whom it is known")
        .isCloseTo((6 * 4600 + 4 * 4400 + 4 * 4400) / 14.0, within(0.001));
    JsonNode ofGermans = metrics("&step=60&country=DE").at("/total/viewing");
    assertThat(ofGermans.get("viewers").asDouble()).isEqualTo(15);
    assertThat(ofGermans.get("stallRatio").isNull()).isTrue();
    assertThat(metrics("&step=60&subRoomId=fr").at("/total/viewing/viewers").asDouble())
        .isEqualTo(8);
  }

  private JsonNode metrics(String query) throws Exception {
    return TestServer.json(
        server.get(
            "/v1/rooms/" + room + "/metrics?from=" + T + "&to=" + T.plusSeconds(60) + query));
  }

  @Test
  void everyFigureOfASubRoomIsWhatTheRawBeaconsSay() throws Exception {
    sendEvening();
    JsonNode total = metrics("&step=60&subRoomId=de").get("total");
    assertThat(total.get("counts").toString())
        .isEqualTo(
            "{\"exposures\":8,\"clicks\":3,\"enters\":3,\"leaves\":1,\"comments\":4,\"likes\":5,"
                + "\"shares\":1,\"gifts\":1,\"giftValue\":12.5,\"productClicks\":1,"
                + "\"addToCarts\":1,\"orders\":1,\"engagement\":12,\"complaints\":2}");
    assertThat(total.get("distinct").toString())
        .isEqualTo(
            "{\"active\":4,\"exposed\":4,\"entrants\":2,\"buyers\":1,\"returningBuyers\":0}");
    JsonNode rates = total.get("rates");
    // 12 in a minute are 2 in ten seconds.
    assertThat(rates.get("engagementPer10Seconds").asDouble()).isEqualTo(2);
    assertThat(rates.get("conversion").asDouble()).isEqualTo(1 / 2.0);
    assertThat(rates.get("repurchase").asDouble()).isZero();
    assertThat(rates.get("coverCtrPerExposure").asDouble()).isEqualTo(3 / 8.0);
    assertThat(rates.get("coverCtrPerExposedViewer").asDouble()).isEqualTo(3 / 4.0);
    assertThat(rates.get("effectiveCtrPerExposure").asDouble()).isEqualTo(2 / 8.0);
    assertThat(rates.get("effectiveCtrPerExposedViewer").asDouble()).isEqualTo(2 / 4.0);
    assertThat(rates.get("complaintRate").asDouble()).isEqualTo(2 / 4.0);
  }

  @Test
  void aRoomsFiguresAreMergedFromItsSubRooms() throws Exception {
    sendEvening();
    JsonNode total = metrics("&step=60").get("total");
    assertThat(total.get("sales").toString())
        .isEqualTo(
            "[{\"currency\":\"CHF\",\"orders\":1,\"revenue\":10.01,\"averageOrderValue\":10.01},"
                + "{\"currency\":\"EUR\",\"orders\":2,\"revenue\":49.99,\"averageOrderValue\":24.995}]");
    assertThat(total.at("/distinct/active").asInt()).isEqualTo(5);
    assertThat(total.at("/distinct/buyers").asInt()).isEqualTo(2);
    assertThat(total.at("/rates/repurchase").asDouble()).isEqualTo(1 / 2.0);
    assertThat(total.at("/rates/conversion").asDouble()).isEqualTo(3 / 3.0);
    assertThat(total.at("/rates/coverCtrPerExposure").asDouble()).isCloseTo(3 / 9.0, within(1e-12));
  }

  @Test
  void aCountryIsCutOutOfTheSameWindows() throws Exception {
    sendEvening();
    JsonNode germany = metrics("&step=60&country=DE");
    assertThat(germany.get("countries").toString()).isEqualTo("[\"AT\",\"DE\",\"FR\"]");
    assertThat(germany.at("/total/counts/exposures").asInt()).isEqualTo(7);
    assertThat(germany.at("/total/distinct/entrants").asInt()).isEqualTo(2);
    assertThat(germany.at("/total/rates/conversion").asDouble()).isEqualTo(1 / 2.0);
    assertThat(metrics("&country=AT").at("/total/counts/exposures").asInt()).isEqualTo(1);
    assertThat(metrics("&country=SE").get("points")).isEmpty();
  }

  @Test
  void stepsOfTenSecondsShowWhenItWas() throws Exception {
    sendEvening();
    JsonNode points = metrics("&step=10&subRoomId=de").get("points");
    assertThat(points.findValuesAsText("from"))
        .containsExactly(
            "2026-11-11T16:59:00Z",
            "2026-11-11T16:59:10Z",
            "2026-11-11T16:59:20Z",
            "2026-11-11T16:59:30Z");
    assertThat(points.get(0).at("/figures/counts/comments").asInt()).isEqualTo(4);
    assertThat(points.get(1).at("/figures/counts/likes").asInt()).isEqualTo(5);
    assertThat(points.get(1).at("/figures/rates/engagementPer10Seconds").asDouble()).isEqualTo(5);
    assertThat(points.get(1).at("/figures/rates/complaintRate").isNull()).isTrue();
    assertThat(metrics("&step=20&subRoomId=de").get("points")).hasSize(2);
  }

  @Test
  void whatWasAcceptedIsThereAfterEveryMeterDied() throws Exception {
    sendEvening();
    String before = metrics("&step=10").get("points").toString();
    server.telemetry.meters.killAll();
    assertThat(metrics("&step=10").get("points").toString()).isEqualTo(before);
  }

  @Test
  void whatTheMeterWasNotToldIsFoundInTheLog() throws Exception {
    server.post("/v1/beacons", SentBeacon.array(List.of(beacon("like", "de", 59, "a"))));
    server.telemetry.meters.deaf = true;
    server.post("/v1/beacons", SentBeacon.array(List.of(beacon("like", "de", 59, "a"))));
    assertThat(likes()).isEqualTo(1);
    server.clock.advance(Duration.ofSeconds(60));
    Instant patience = Instant.now().plusSeconds(30);
    while (likes() != 2 && Instant.now().isBefore(patience)) {
      Thread.onSpinWait();
    }
    assertThat(likes()).isEqualTo(2);
  }

  @Test
  void manyLargeWindowsComeInPages() throws Exception {
    int sent = 0;
    for (int window = -50; window < 0; window += 10) {
      List<SentBeacon> batch = new ArrayList<>();
      for (int i = 0; i < 4000; i++) {
        int second = (window + i % 10) * 10;
        batch.add(beacon("enter", "de", second, "v-" + i).from("DE"));
      }
      sent += batch.size();
      Reply reply = server.post("/v1/beacons", SentBeacon.array(batch));
      assertThat(TestServer.json(reply).get("accepted").asInt()).isEqualTo(batch.size());
    }
    int before = server.telemetry.meters.pages.get();
    JsonNode view =
        TestServer.json(
            server.get(
                "/v1/rooms/%s/metrics?step=10&subRoomId=de&from=%s&to=%s"
                    .formatted(room, T.minusSeconds(500), T)));
    assertThat(server.telemetry.meters.pages.get() - before).isGreaterThan(1);
    assertThat(view.get("points")).hasSize(50);
    assertThat(view.at("/total/counts/enters").asInt()).isEqualTo(sent);
    assertThat(view.at("/total/distinct/active").asDouble()).isCloseTo(4000, within(300.0));
  }

  private int likes() throws Exception {
    return metrics("&step=60").at("/total/counts/likes").asInt();
  }

  @Test
  void whatIsFinalComesFromTheRollups() throws Exception {
    sendEvening();
    String tens = metrics("&step=10").get("points").toString();
    String minute = metrics("&step=60").get("total").toString();
    server.clock.advance(Duration.ofMinutes(12));
    Instant patience = Instant.now().plusSeconds(60);
    while (!server.telemetry.stores.isFinal(room, "de", T.plusSeconds(60))
        || !server.telemetry.stores.isFinal(room, "fr", T.plusSeconds(60))) {
      assertThat(Instant.now()).isBefore(patience);
      server.clock.advance(Duration.ofMillis(100));
      metrics("&step=60");
    }
    assertThat(metrics("&step=10").get("points").toString()).isEqualTo(tens);
    assertThat(metrics("&step=60").get("total").toString()).isEqualTo(minute);
    server.telemetry.meters.killAll();
    assertThat(metrics("&step=60").get("total").toString()).isEqualTo(minute);
  }

  @Test
  void theNewestFiguresOfEachSubRoomComeEachSecond() throws Exception {
    sendEvening();
    server.post("/v1/beacons", SentBeacon.array(List.of(beacon("like", "fr", 60, "f"))));
    var response =
        server
            .client()
            .send(
                server.request("/v1/rooms/" + room + "/metrics/live").build(),
                BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isEqualTo(200);
    List<String> frames = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      while (frames.size() < 2) {
        String line = lines.readLine();
        if (line.startsWith("data: ")) {
          frames.add(line.substring("data: ".length()));
        }
      }
    }
    JsonNode frame = TestServer.JSON.readTree(frames.get(1));
    assertThat(server.contractBreaches("LiveMetrics", frames.get(1))).isEmpty();
    assertThat(frame.get("subRooms").findValuesAsText("subRoomId")).containsExactly("de", "fr");
    assertThat(frame.at("/subRooms/1/newest/current/counts/likes").asInt()).isEqualTo(1);
    // The window that is under way and the five before it: the orders at 40 s, not the entry at 2
    // s.
    assertThat(frame.at("/subRooms/1/newest/lastMinute/counts/orders").asInt()).isEqualTo(2);
    assertThat(frame.at("/subRooms/1/newest/lastMinute/counts/enters").asInt()).isZero();
    assertThat(frame.at("/room/lastMinute/counts/likes").asInt()).isEqualTo(6);
  }
}
