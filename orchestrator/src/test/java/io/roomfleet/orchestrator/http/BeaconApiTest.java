package io.roomfleet.orchestrator.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roomfleet.orchestrator.http.OpenApiContract.Reply;
import io.roomfleet.orchestrator.telemetry.beacon.SentBeacon;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Beacons over HTTP. Each answer is held against the contract on its way in. */
class BeaconApiTest {
  private static final Instant NOW = FakeDomain.NOW;

  private TestServer server;
  private String room;

  @BeforeEach
  void start() throws Exception {
    server =
        new TestServer("roomfleet.telemetry { body-limit = 64 KiB, in-flight = 100 B }", List.of());
    room = server.room();
    server.post(
        "/v1/rooms/" + room + "/sub-rooms",
        """
        {"subRooms":[{"market":"DE","locale":"de-DE","timeZone":"Europe/Berlin"}]}""");
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private SentBeacon like(String id) {
    return SentBeacon.of("like", id, room, "de", NOW.minusSeconds(1), "v-" + id);
  }

  private List<SentBeacon> likes(int count) {
    List<SentBeacon> likes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      likes.add(like("id-" + i));
    }
    return likes;
  }

  private Reply send(byte[] body, String type, String encoding) throws Exception {
    var request =
        server
            .request("/v1/beacons")
            .header("Content-Type", type)
            .POST(BodyPublishers.ofByteArray(body));
    if (encoding != null) {
      request.header("Content-Encoding", encoding);
    }
    return server.send(request.build());
  }

  private static byte[] packed(String text) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private long likesCounted() throws Exception {
    return TestServer.json(server.get("/v1/rooms/" + room + "/metrics?step=10"))
        .at("/total/counts/likes")
        .asLong();
  }

  @Test
  void aBatchThatIsSentTwiceCountsOnce() throws Exception {
    String batch = SentBeacon.array(likes(7));
    Reply first = server.post("/v1/beacons", batch);
    assertThat(first.body()).isEqualTo("{\"accepted\":7,\"rejected\":[],\"rejectedCount\":0}");
    assertThat(server.post("/v1/beacons", batch).body()).isEqualTo(first.body());
    assertThat(likesCounted()).isEqualTo(7);
  }

  @Test
  void linesAndGzipAreBeaconsToo() throws Exception {
    List<SentBeacon> likes = likes(6);
    byte[] lines = SentBeacon.lines(likes.subList(0, 2)).getBytes(StandardCharsets.UTF_8);
    assertThat(send(lines, "application/x-ndjson", null).status()).isEqualTo(200);
    byte[] packedLines = packed(SentBeacon.lines(likes.subList(2, 4)));
    assertThat(send(packedLines, "application/x-ndjson", "gzip").status()).isEqualTo(200);
    byte[] packedArray = packed(SentBeacon.array(likes.subList(4, 6)));
    assertThat(send(packedArray, "application/json", "gzip").status()).isEqualTo(200);
    assertThat(likesCounted()).isEqualTo(6);
  }

  @Test
  void whatIsWrongIsRejectedOneByOne() throws Exception {
    SentBeacon late = SentBeacon.of("like", "a", room, "de", NOW.minusSeconds(601), "v");
    SentBeacon ahead = SentBeacon.of("like", "b", room, "de", NOW.plusSeconds(31), "v");
    SentBeacon market = SentBeacon.of("like", "c", room, "fr", NOW, "v");
    SentBeacon nowhere =
        SentBeacon.of("like", "d", "room-00000000000000000000000000", "de", NOW, "v");
    SentBeacon odd = SentBeacon.of("like", "e", "../..", "de", NOW, "v");
    SentBeacon kind = SentBeacon.of("nod", "f", room, "de", NOW, "v");
    Reply reply =
        server.post(
            "/v1/beacons",
            SentBeacon.array(List.of(late, like("ok"), ahead, market, nowhere, odd, kind)));
    JsonNode answer = TestServer.json(reply);
    assertThat(answer.get("accepted").asInt()).isEqualTo(1);
    assertThat(answer.get("rejectedCount").asInt()).isEqualTo(6);
    assertThat(answer.get("rejected").findValuesAsText("index"))
        .containsExactly("0", "2", "3", "4", "5", "6");
    assertThat(answer.get("rejected").findValuesAsText("code"))
        .containsExactly(
            "too_late",
            "in_the_future",
            "unknown_sub_room",
            "unknown_room",
            "unknown_room",
            "malformed");
    assertThat(answer.get("rejected").get(0).get("message").asText())
        .isEqualTo(
            "at: 2026-11-11T16:49:59.120Z (expected: at most PT10M before"
                + " 2026-11-11T17:00:00.120Z)");
    assertThat(likesCounted()).isEqualTo(1);
  }

  @Test
  void aSubRoomThatComesLaterIsFound() throws Exception {
    SentBeacon beacon = SentBeacon.of("like", "c", room, "fr", NOW, "v");
    assertThat(server.post("/v1/beacons", SentBeacon.array(List.of(beacon))).body())
        .contains("unknown_sub_room");
    server.post(
        "/v1/rooms/" + room + "/sub-rooms",
        """
        {"subRooms":[{"market":"FR","locale":"fr-FR","timeZone":"Europe/Paris"}]}""");
    server.clock.advance(Duration.ofSeconds(2));
    assertThat(server.post("/v1/beacons", SentBeacon.array(List.of(beacon))).body())
        .contains("\"accepted\":1");
  }

  @Test
  void aBodyThatIsTooLargeIsRefusedWithTheLimit() throws Exception {
    String large = SentBeacon.array(likes(600));
    Reply sent = server.post("/v1/beacons", large);
    assertThat(sent.status()).isEqualTo(413);
    assertThat(sent.body()).contains("65536 bytes");
    Reply unpacked = send(packed(large), "application/json", "gzip");
    assertThat(unpacked.status()).isEqualTo(413);
    assertThat(unpacked.body()).contains("65536 bytes");
    assertThat(likesCounted()).isZero();
  }

  @Test
  void aGzipThatBreaksOffCountsNothing() throws Exception {
    byte[] whole = packed(SentBeacon.array(likes(50)));
    byte[] half = Arrays.copyOf(whole, whole.length / 2);
    Reply reply = send(half, "application/json", "gzip");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(TestServer.code(reply)).isEqualTo("bad_gzip");
    assertThat(likesCounted()).isZero();
  }

  @Test
  void whatCannotBeKeptIsNotAccepted() throws Exception {
    server.telemetry.stores.breakLog(new IllegalStateException("no Cassandra"));
    Reply reply = server.post("/v1/beacons", SentBeacon.array(likes(3)));
    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.header("Retry-After")).isEqualTo("1");
    server.telemetry.stores.breakLog(null);
    assertThat(server.post("/v1/beacons", SentBeacon.array(likes(3))).status()).isEqualTo(200);
    assertThat(likesCounted()).isEqualTo(3);
  }

  @Test
  void moreThanTheNodeCanHoldIsRefusedForAMoment() throws Exception {
    server.telemetry.stores.holdLog();
    var first =
        server
            .client()
            .sendAsync(
                server
                    .request("/v1/beacons")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(SentBeacon.array(likes(3))))
                    .build(),
                BodyHandlers.ofString());
    server.telemetry.stores.awaitHeld();
    Reply reply = server.post("/v1/beacons", SentBeacon.array(List.of(like("more"))));
    assertThat(reply.status()).isEqualTo(429);
    assertThat(TestServer.code(reply)).isEqualTo("over_capacity");
    assertThat(reply.header("Retry-After")).isEqualTo("1");
    server.telemetry.stores.releaseLog();
    assertThat(first.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    assertThat(likesCounted()).isEqualTo(3);
  }
}
