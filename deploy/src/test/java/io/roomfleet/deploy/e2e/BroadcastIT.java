package io.roomfleet.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.roomfleet.agent.ffmpeg.Ffmpeg;
import io.roomfleet.orchestrator.console.Chromium;
import io.roomfleet.orchestrator.console.ConsolePage;
import io.roomfleet.orchestrator.http.BadRequests;
import io.roomfleet.orchestrator.http.OpenApiContract;
import io.roomfleet.orchestrator.http.RawHttp;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * One fleet, two agents in each region, from the first room to the last fault. The order saves a
 * start of the fleet for each test.
 */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BroadcastIT {
  private static final Duration SOON = Duration.ofSeconds(90);

  private DevFleetProcess fleet;
  private Api api;
  private String promo;

  @BeforeAll
  void start() {
    fleet =
        DevFleetProcess.start(
            DevFleetProcess.freshFolder("broadcast"),
            "--agents-per-region",
            "2",
            "--agent-transcode-units",
            "1");
    api = fleet.api();
    promo = api.liveRoom("Promo", "test");
    api.post(
        "/v1/rooms/" + promo + "/sub-rooms",
        Map.of(
            "subRooms",
            List.of(
                Api.light("de-DE", "eu-west"),
                Api.light("id-ID", "ap-southeast"),
                Api.light("en-US", "us-east"))));
  }

  @AfterAll
  void stop() {
    fleet.close();
  }

  private URI master(String roomId, String subRoomId) {
    JsonNode subRoom = api.awaitStatus(roomId, subRoomId, "LIVE", SOON);
    return URI.create(subRoom.get("playback").get("hls").asText());
  }

  @Test
  @Order(1)
  void everyRenditionHasItsVideoAndAudioAndTheClockRunsInRealTime() {
    for (String subRoomId : List.of("de-de", "id-id", "en-us")) {
      URI master = master(promo, subRoomId);
      List<URI> renditions = Hls.renditions(master);
      assertThat(renditions).as(Hls.text(master)).hasSize(2);
      Set<String> sizes = new HashSet<>();
      int sounds = 0;
      for (URI rendition : renditions) {
        for (JsonNode stream : Hls.streams(rendition).get("streams")) {
          if (stream.get("codec_type").asText().equals("video")) {
            assertThat(stream.get("codec_name").asText()).isEqualTo("h264");
            sizes.add(stream.get("width").asText() + "x" + stream.get("height").asText());
          } else {
            assertThat(stream.get("codec_name").asText()).isEqualTo("aac");
            sounds++;
          }
        }
      }
      assertThat(sizes).containsExactly("320x180");
      assertThat(sounds).as("each rendition has sound").isEqualTo(2);
    }
    assertRealTime(Hls.renditions(master(promo, "de-de")).get(0), Duration.ofSeconds(16), 2.5);
  }

  /**
   * What is added to a playlist over a time lasts as long as the time did, give or take the segment
   * that is under way.
   */
  private static void assertRealTime(URI media, Duration over, double tolerance) {
    Instant began = Instant.now();
    long from = Hls.playlist(media).lastSequence();
    Map<Long, Double> added = new TreeMap<>();
    Await.until(
        "segments for " + over,
        over.multipliedBy(3),
        () -> {
          collect(media, from, added);
          if (Duration.between(began, Instant.now()).compareTo(over) < 0) {
            throw new AssertionError("still watching");
          }
        });
    double wall = Duration.between(began, Instant.now()).toMillis() / 1000.0;
    double played = added.values().stream().mapToDouble(Double::doubleValue).sum();
    assertThat(played).isBetween(wall - tolerance, wall + tolerance);
  }

  private static void collect(URI media, long after, Map<Long, Double> seconds) {
    Hls.Playlist now = Hls.playlist(media);
    for (int i = 0; i < now.segments().size(); i++) {
      long sequence = now.mediaSequence() + i;
      if (sequence > after) {
        seconds.put(sequence, now.segments().get(i).seconds());
      }
    }
  }

  @Test
  @Order(2)
  void everyBadRequestIsRefusedWithItsCodeAndNoneChangesAnything() throws Exception {
    String scheduled =
        api.room("Later", "rtmp", Instant.now().plus(Duration.ofDays(30)).toString());
    api.post(
        "/v1/rooms/" + scheduled + "/sub-rooms",
        Map.of("subRooms", List.of(Api.light("de", "eu-west"))));
    String ended = api.liveRoom("Over", "rtmp");
    api.post("/v1/rooms/" + ended + ":end", null);
    Await.until(
        "rest",
        SOON,
        () ->
            assertThat(api.get("/v1/rooms/" + ended).get("lines").get(0).get("agentId").isNull())
                .isTrue());
    List<BadRequests.Row> rows =
        BadRequests.rows(
            new BadRequests.Fixture(
                fleet.token(), joinToken("eu-west"), "eu-west", scheduled, ended));
    String before = facts(scheduled, ended);
    OpenApiContract contract = OpenApiContract.load();
    URI url = URI.create(fleet.apiUrl());
    List<String> wrong = new ArrayList<>();
    for (BadRequests.Row row : rows) {
      OpenApiContract.Reply reply =
          RawHttp.send(
              new InetSocketAddress(url.getHost(), url.getPort()),
              row.method(),
              row.target(),
              row.headers(),
              row.body());
      JsonNode body = new ObjectMapper().readTree(reply.body());
      String got = reply.status() + " " + body.path("code").asText();
      if (!got.equals(row.status() + " " + row.code())) {
        wrong.add(row + ", but was " + got + ": " + reply.body());
      }
      contract.check(row.method(), row.target(), reply);
    }
    assertThat(rows).hasSizeGreaterThanOrEqualTo(60);
    assertThat(wrong).isEmpty();
    assertThat(facts(scheduled, ended)).isEqualTo(before);
  }

  private String facts(String... roomIds) {
    StringBuilder facts = new StringBuilder();
    for (String roomId : roomIds) {
      facts.append(api.get("/v1/rooms/" + roomId)).append(api.events(roomId));
    }
    return facts.append(api.get("/v1/rooms?pageSize=200").get("rooms").size()).toString();
  }

  private String joinToken(String region) throws IOException {
    try (var files = Files.walk(fleet.data())) {
      for (Path file : files.filter(f -> f.toString().endsWith(".conf")).toList()) {
        String text = Files.readString(file);
        var found =
            java.util.regex.Pattern.compile(
                    region + "\"?\\s*\\{.*?join-token\\s*=\\s*\"([^\"]+)\"",
                    java.util.regex.Pattern.DOTALL)
                .matcher(text);
        if (found.find()) {
          return found.group(1);
        }
      }
    }
    throw new AssertionError("no join token of " + region + " below " + fleet.data());
  }

  @Test
  @Order(3)
  void theConsoleShowsThreeVideosThatAdvanceAndAnEventWithoutReload() throws Exception {
    for (String subRoomId : List.of("de-de", "id-id", "en-us")) {
      master(promo, subRoomId);
    }
    try (Chromium chromium = Chromium.start(1280, 900)) {
      ConsolePage page = new ConsolePage(chromium.driver(), URI.create(fleet.consoleUrl()));
      page.open(fleet.token()).openRoom(promo);
      page.mark();
      for (String subRoomId : List.of("de-de", "id-id", "en-us")) {
        page.awaitVideoAdvances(subRoomId, 3, Duration.ofSeconds(120));
      }
      Map<String, Object> closed = Map.of("subRooms", List.of(Api.light("fr-FR", "eu-west")));
      api.post("/v1/rooms/" + promo + "/sub-rooms", closed);
      page.await(
          "the event of the new sub-room",
          SOON,
          () -> page.eventTypes().stream().filter("sub_room.requested"::equals).count() == 4);
      assertThat(page.isMarked()).as("not reloaded").isTrue();
      chromium.assertNoScriptBrokeAndNoPolicyWasMet();
    }
    api.post("/v1/rooms/" + promo + "/sub-rooms/fr-fr:close", null);
    api.awaitStatus(promo, "fr-fr", "CLOSED", SOON);
  }

  @Test
  @Order(4)
  void anUnknowingPublisherReplacesTheSlateAndTheSlateComesBack() throws Exception {
    String room = api.liveRoom("Host on air", "rtmp");
    api.post(
        "/v1/rooms/" + room + "/sub-rooms",
        Map.of("subRooms", List.of(Api.light("gb", "eu-west"))));
    URI media = Hls.renditions(master(room, "gb")).get(0);
    String ingestUrl =
        Await.get(
            "an address to publish to",
            SOON,
            () -> {
              JsonNode url = line(room).get("ingestUrl");
              assertThat(url.isNull()).isFalse();
              return url.asText();
            });
    assertThat(line(room).get("input").asText()).isEqualTo("slate");
    long encoder = encoderOf(room, "gb");
    double behindBefore = behind(media);
    Hls.Playlist first = Hls.playlist(media);
    long from = first.lastSequence();
    Instant contentFrom = first.segments().get(first.segments().size() - 1).at();
    Map<Long, Double> recorded = new TreeMap<>();
    List<Double> delays = new ArrayList<>();
    for (int round = 0; round < 5; round++) {
      Process publisher = publish(ingestUrl);
      Instant began = Instant.now();
      awaitInput(room, "live", media, from, recorded);
      delays.add(Duration.between(began, Instant.now()).toMillis() / 1000.0);
      watch(Duration.ofSeconds(3), media, from, recorded);
      publisher.destroyForcibly().waitFor();
      awaitInput(room, "slate", media, from, recorded);
      watch(Duration.ofSeconds(3), media, from, recorded);
    }
    System.out.println("publisher seen after, seconds: " + delays);
    assertThat(encoderOf(room, "gb")).as("the encoder ran on").isEqualTo(encoder);
    Hls.Playlist last = Hls.playlist(media);
    assertThat(last.discontinuities()).isZero();
    collect(media, from, recorded);
    // The dates in a playlist are of the wall clock when the encoder began, plus what was played
    // since.
    double played = recorded.values().stream().mapToDouble(Double::doubleValue).sum();
    Instant contentTo = last.segments().get(last.segments().size() - 1).at();
    double byDate = Duration.between(contentFrom, contentTo).toMillis() / 1000.0;
    assertThat(played).as("no segment was missed").isBetween(byDate - 3, byDate + 3);
    double behindAfter = behind(media);
    System.out.println("behind the wall clock, seconds: " + behindBefore + ", then " + behindAfter);
    assertThat(behindAfter - behindBefore)
        .as("gained or lost by ten switches")
        .isBetween(-0.5, 0.5);
    api.post("/v1/rooms/" + room + ":end", null);
  }

  /**
   * Seconds by which the content of a segment is behind the wall clock when it can first be
   * fetched: the least of five, since a busy machine makes some of them late, and none early.
   */
  private static double behind(URI media) {
    double least = Double.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      long known = Hls.playlist(media).lastSequence();
      double behind =
          Await.get(
              "a segment",
              Duration.ofSeconds(30),
              () -> {
                Hls.Playlist now = Hls.playlist(media);
                if (now.lastSequence() <= known) {
                  throw new AssertionError("none yet");
                }
                Hls.Segment newest = now.segments().get(now.segments().size() - 1);
                Instant end = newest.at().plusNanos((long) (newest.seconds() * 1e9));
                return Duration.between(end, Instant.now()).toMillis() / 1000.0;
              });
      least = Math.min(least, behind);
    }
    return least;
  }

  private JsonNode line(String room) {
    return api.get("/v1/rooms/" + room).get("lines").get(0);
  }

  private void awaitInput(
      String room, String input, URI media, long from, Map<Long, Double> recorded) {
    Await.until(
        input,
        Duration.ofSeconds(20),
        () -> {
          collect(media, from, recorded);
          assertThat(line(room).get("input").asText()).isEqualTo(input);
        });
  }

  private static void watch(Duration time, URI media, long from, Map<Long, Double> recorded) {
    Instant until = Instant.now().plus(time);
    Await.until(
        "watching",
        time.plusSeconds(30),
        () -> {
          collect(media, from, recorded);
          assertThat(Instant.now()).isAfter(until);
        });
  }

  private long encoderOf(String room, String subRoomId) {
    for (JsonNode agent : api.get("/v1/agents").get("agents")) {
      for (JsonNode assignment : agent.get("assignments")) {
        if (assignment.get("id").asText().equals("transcode/" + room + "/" + subRoomId)) {
          return assignment.get("state").get("pid").asLong();
        }
      }
    }
    throw new AssertionError("no agent encodes " + subRoomId);
  }

  private static Process publish(String url) throws IOException {
    Ffmpeg ffmpeg = Hls.ffmpeg();
    ProcessBuilder builder =
        new ProcessBuilder(
            ffmpeg.ffmpeg().toString(),
            "-hide_banner",
            "-loglevel",
            "error",
            "-re",
            "-f",
            "lavfi",
            "-i",
            "testsrc2=size=320x180:rate=15",
            "-f",
            "lavfi",
            "-i",
            "sine=frequency=700:sample_rate=44100",
            "-c:v",
            "libopenh264",
            "-b:v",
            "200k",
            "-g",
            "150",
            "-pix_fmt",
            "yuv420p",
            "-c:a",
            "aac",
            "-f",
            "flv",
            url);
    ffmpeg.prepare(builder);
    return builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  @Test
  @Order(5)
  void twentySubRoomsInOneCallComeOnceAndThoseThatDoNotFitSayWhatIsMissing() {
    String room = api.liveRoom("Twenty", "rtmp");
    List<Map<String, Object>> twenty = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      twenty.add(
          Map.of(
              "market", "m" + i,
              "locale", "en-GB",
              "timeZone", "Europe/London",
              "wantedRegion", "us-east",
              "ladder", Map.of("renditions", List.of("360p"), "frameRate", 30)));
    }
    Map<String, String> key = Map.of("Idempotency-Key", "twenty-" + room);
    Map<String, Object> body = Map.of("subRooms", twenty);
    Api.Answer first = api.send("POST", "/v1/rooms/" + room + "/sub-rooms", body, key);
    Api.Answer again = api.send("POST", "/v1/rooms/" + room + "/sub-rooms", body, key);
    assertThat(first.status()).isEqualTo(201);
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(api.get("/v1/rooms/" + room).get("subRoomIds")).hasSize(20);
    Await.until(
        "a decision on each",
        SOON,
        () -> {
          int decided = 0;
          for (JsonNode subRoom : subRooms(room)) {
            decided += subRoom.get("placement").isNull() ? 0 : 1;
          }
          assertThat(decided).isEqualTo(20);
        });
    int refused = 0;
    for (JsonNode subRoom : subRooms(room)) {
      JsonNode missing = subRoom.get("placement").get("missing");
      if (!missing.isNull()) {
        refused++;
        assertThat(subRoom.get("status").asText()).isEqualTo("FAILED");
        assertThat(subRoom.get("reason").asText()).contains("transcode units missing");
        assertThat(missing.get("transcodeUnits").asDouble()).isPositive();
      }
    }
    // Each takes a quarter of a unit (640x360 at 30); two agents have one each, one of them with a
    // sub-room of the promo on it.
    assertThat(refused).isBetween(12, 14);
    for (JsonNode agent : api.get("/v1/agents").get("agents")) {
      for (String side : List.of("transcodeUnits", "egressMbps", "slots")) {
        assertThat(agent.get("reserved").get(side).asDouble())
            .as(agent.get("id") + " " + side)
            .isLessThanOrEqualTo(agent.get("capacity").get(side).asDouble());
      }
    }
    api.post("/v1/rooms/" + room + ":end", null);
  }

  private JsonNode subRooms(String room) {
    return api.get("/v1/rooms/" + room + "/sub-rooms?pageSize=50").get("subRooms");
  }

  @Test
  @Order(6)
  void theOrchestratorMayDieWithoutTheMediaNoticing() {
    URI media = Hls.renditions(master(promo, "de-de")).get(0);
    List<Long> encoders =
        List.of(encoderOf(promo, "de-de"), encoderOf(promo, "id-id"), encoderOf(promo, "en-us"));
    List<JsonNode> before = api.events(promo);
    JsonNode rooms = api.get("/v1/rooms?pageSize=200").get("rooms");
    fleet.kill("orchestrator-1");
    long known = Hls.playlist(media).lastSequence();
    Await.until(
        "segments without a control plane",
        Duration.ofSeconds(30),
        () -> assertThat(Hls.playlist(media).lastSequence()).isGreaterThan(known + 3));
    fleet.restart("orchestrator-1");
    Await.until(
        "every agent",
        SOON,
        () ->
            assertThat(api.get("/v1/agents").get("agents").findValuesAsText("status"))
                .containsOnly("UP"));
    for (String subRoomId : List.of("de-de", "id-id", "en-us")) {
      assertThat(master(promo, subRoomId)).isNotNull();
    }
    assertThat(
            List.of(
                encoderOf(promo, "de-de"), encoderOf(promo, "id-id"), encoderOf(promo, "en-us")))
        .isEqualTo(encoders);
    List<JsonNode> after = api.events(promo);
    assertThat(after.subList(0, before.size())).isEqualTo(before);
    assertGapFree(after);
    assertThat(api.get("/v1/rooms?pageSize=200").get("rooms").findValuesAsText("id"))
        .containsExactlyInAnyOrderElementsOf(rooms.findValuesAsText("id"));
  }

  private static void assertGapFree(List<JsonNode> events) {
    for (int i = 0; i < events.size(); i++) {
      assertThat(events.get(i).get("sequence").asLong()).isEqualTo(i + 1);
    }
  }

  @Test
  @Order(7)
  void anAgentMayDieAndTheOtherOfItsRegionTakesOver() {
    JsonNode before = api.awaitStatus(promo, "id-id", "LIVE", SOON);
    String dead = before.get("agentId").asText();
    String other = dead.equals("ap-southeast-1") ? "ap-southeast-2" : "ap-southeast-1";
    long encoder = encoderOf(promo, "id-id");
    fleet.kill(dead);
    Await.until(
        "the end of the dead agent's encoder",
        Duration.ofSeconds(10),
        () ->
            assertThat(ProcessHandle.of(encoder).map(ProcessHandle::isAlive))
                .isNotEqualTo(java.util.Optional.of(true)));
    Await.until(
        "the other agent",
        SOON,
        () -> {
          JsonNode now = api.subRoom(promo, "id-id");
          assertThat(now.get("agentId").asText("")).isEqualTo(other);
          assertThat(now.get("status").asText()).isEqualTo("LIVE");
        });
    URI media = Hls.renditions(master(promo, "id-id")).get(0);
    long known = Hls.playlist(media).lastSequence();
    Await.until(
        "segments of the other agent",
        Duration.ofSeconds(30),
        () -> assertThat(Hls.playlist(media).lastSequence()).isGreaterThan(known));
    assertThat(api.events(promo))
        .as("an event says why")
        .anyMatch(
            e ->
                e.get("type").asText().equals("placement.decided")
                    && e.get("data").path("cause").asText().contains(dead + " was lost"));

    fleet.kill(other);
    JsonNode degraded = api.awaitStatus(promo, "id-id", "DEGRADED", SOON);
    Await.until(
        "the reason",
        SOON,
        () ->
            assertThat(api.subRoom(promo, "id-id").get("reason").asText())
                .contains(other + " was lost"));
    assertThat(degraded).isNotNull();
    fleet.restart(other);
    api.awaitStatus(promo, "id-id", "LIVE", SOON);
    fleet.restart(dead);
    assertGapFree(api.events(promo));
  }

  @Test
  @Order(8)
  void aFullStopAndStartGoesOnWhereItStopped() {
    String soon = api.room("In a minute", "rtmp", Instant.now().plusSeconds(75).toString());
    Instant startsAt = Instant.parse(api.get("/v1/rooms/" + soon).get("startsAt").asText());
    List<JsonNode> before = api.events(promo);
    assertThat(fleet.stop()).as("processes left behind").isEmpty();
    fleet.start();
    api = fleet.api();
    for (String subRoomId : List.of("de-de", "id-id", "en-us")) {
      URI media = Hls.renditions(master(promo, subRoomId)).get(0);
      long known = Hls.playlist(media).lastSequence();
      Await.until(
          "new segments of " + subRoomId,
          SOON,
          () -> assertThat(Hls.playlist(media).lastSequence()).isGreaterThan(known));
    }
    Await.until(
        "the start of the scheduled room",
        SOON.plusSeconds(60),
        () -> assertThat(api.get("/v1/rooms/" + soon).get("status").asText()).isEqualTo("LIVE"));
    Instant startedAt = Instant.parse(api.get("/v1/rooms/" + soon).get("startedAt").asText());
    System.out.println("started " + Duration.between(startsAt, startedAt) + " after its time");
    assertThat(startedAt).isAfterOrEqualTo(startsAt);
    List<JsonNode> after = api.events(promo);
    assertThat(after.subList(0, before.size())).isEqualTo(before);
    assertGapFree(after);
    assertThat(fleet.stop()).as("processes left behind").isEmpty();
  }
}
