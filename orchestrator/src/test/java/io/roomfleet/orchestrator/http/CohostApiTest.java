package io.roomfleet.orchestrator.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roomfleet.orchestrator.http.OpenApiContract.Reply;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Co-host and PK sessions over HTTP. Each answer is held against the contract. */
class CohostApiTest {
  private static final String ALL = "/v1/cohost-sessions";
  private static final String R1 = "room-" + "a".repeat(26);
  private static final String R2 = "room-" + "b".repeat(26);
  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    server = new TestServer();
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private static String seats() {
    return "\"seats\":[{\"id\":\"anna\",\"roomId\":\"%s\",\"name\":\"Anna\"},{\"id\":\"ben\",\"roomId\":\"%s\"}]"
        .formatted(R1, R2);
  }

  private JsonNode create(String mode) throws Exception {
    Reply reply = server.post(ALL, "{\"mode\":\"%s\",%s}".formatted(mode, seats()));
    assertThat(reply.status()).isEqualTo(201);
    return TestServer.json(reply);
  }

  private JsonNode done(String path, String body) throws Exception {
    Reply reply = server.post(path, body);
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    return TestServer.json(reply);
  }

  private void refused(String path, String body, int status, String code) throws Exception {
    Reply reply = server.post(path, body);
    assertThat(reply.status()).as(reply.body()).isEqualTo(status);
    assertThat(TestServer.json(reply).get("code").asText()).isEqualTo(code);
  }

  @Test
  void hostsMeetCompeteAndPart() throws Exception {
    JsonNode created = create("PK");
    String path = ALL + "/" + created.get("id").asText();
    assertThat(created.get("status").asText()).isEqualTo("INVITED");
    assertThat(created.get("rules").get("durationSeconds").asInt()).isEqualTo(300);

    refused(path + ":accept", "{\"seatId\":\"ben\",\"bySeat\":\"anna\"}", 403, "not_allowed");
    done(path + ":accept", "{\"seatId\":\"ben\",\"bySeat\":\"ben\"}");
    JsonNode connecting = TestServer.json(server.get(path));
    assertThat(connecting.get("status").asText()).isEqualTo("CONNECTING");
    assertThat(connecting.get("rooms")).hasSize(2);
    assertThat(connecting.get("seats").get(1).get("place").get("x").asDouble()).isEqualTo(0.5);

    server.cohosts.connect(created.get("id").asText());
    server.clock.advance(Duration.ofSeconds(3));
    String gift =
        "{\"scores\":[{\"eventId\":\"g1\",\"roomId\":\"%s\",\"points\":7}]}".formatted(R2);
    done(path + ":score", gift);
    JsonNode scored = done(path + ":score", gift);
    assertThat(scored.get("pk").get("phase").asText()).isEqualTo("RUNNING");
    assertThat(scored.get("pk").get("teams").get(1).get("points").asInt()).isEqualTo(7);
    done(path + ":extend", "{\"moreSeconds\":60}");
    done(path + ":mute", "{\"seatId\":\"ben\",\"muted\":true}");
    refused(
        path + ":mute",
        "{\"seatId\":\"ben\",\"muted\":false,\"bySeat\":\"ben\"}",
        403,
        "not_allowed");
    done(path + ":layout", "{\"layout\":{\"kind\":\"PICTURE_IN_PICTURE\"},\"bySeat\":\"anna\"}");

    server.clock.advance(Duration.ofSeconds(360));
    JsonNode over = TestServer.json(server.get(path));
    assertThat(over.get("status").asText()).isEqualTo("PUNISHMENT");
    assertThat(over.get("pk").get("results").get(0).get("winner").asText()).isEqualTo(R2);
    refused(path + ":score", gift.replace("g1", "g2"), 409, "not_scoring");
    done(path + ":rematch", "{\"seatId\":\"anna\"}");
    JsonNode again = done(path + ":rematch", "{\"seatId\":\"ben\"}");
    assertThat(again.get("pk").get("round").asInt()).isEqualTo(2);
    assertThat(done(path + ":end", "").get("status").asText()).isEqualTo("ENDED");
    refused(path + ":lock", "{\"locked\":true}", 409, "wrong_state");
  }

  @Test
  void viewersComeUpAndAreSentOut() throws Exception {
    String path = ALL + "/" + create("COHOST").get("id").asText();
    done(path + ":accept", "{\"seatId\":\"ben\"}");
    String viewer =
        "{\"seat\":{\"id\":\"vera\",\"kind\":\"GUEST\",\"roomId\":\"%s\"}}".formatted(R1);
    done(path + ":ask", viewer);
    JsonNode up = done(path + ":accept", "{\"seatId\":\"vera\",\"bySeat\":\"anna\"}");
    assertThat(up.get("seats").get(2).get("kind").asText()).isEqualTo("GUEST");
    refused(path + ":ask", viewer, 409, "seat_exists");
    done(path + ":hand-over", "{\"seatId\":\"ben\"}");
    done(path + ":remove", "{\"seatId\":\"vera\",\"reason\":\"rude\",\"bySeat\":\"ben\"}");
    refused(path + ":ask", viewer, 403, "not_allowed");
    done(path + ":invite", viewer);
    done(path + ":decline", "{\"seatId\":\"vera\"}");
    done(path + ":lock", "{\"locked\":true}");
    refused(path + ":invite", viewer, 409, "locked");
    refused(path + ":leave", "{\"seatId\":\"nobody\"}", 422, "unknown_seat");
    done(path + ":leave", "{\"seatId\":\"anna\",\"bySeat\":\"anna\"}");
  }

  @Test
  void aListIsNarrowedAndAnExpectedRevisionHolds() throws Exception {
    JsonNode session = create("ONE_TO_ONE");
    create("PK");
    String id = session.get("id").asText();
    assertThat(TestServer.json(server.get(ALL)).get("sessions")).hasSize(2);
    assertThat(TestServer.json(server.get(ALL + "?status=ENDED")).get("sessions")).isEmpty();
    assertThat(TestServer.json(server.get(ALL + "?status=INVITED&roomId=" + R2)).get("sessions"))
        .hasSize(2);

    assertThat(TestServer.json(server.get(ALL + "?seatId=anna&withSeat=ben")).get("sessions"))
        .hasSize(2);
    assertThat(TestServer.json(server.get(ALL + "?seatId=anna&withSeat=cleo")).get("sessions"))
        .isEmpty();

    Reply stale =
        server.send(
            server
                .request(ALL + "/" + id + ":end")
                .header("If-Match", "\"99\"")
                .POST(java.net.http.HttpRequest.BodyPublishers.noBody())
                .build());
    assertThat(stale.status()).isEqualTo(412);
  }

  @Test
  void aListThatIsTooShortIsNamedWithWhatWasExpected() throws Exception {
    String seats = "[{\"id\":\"a\",\"roomId\":\"%s\"}]".formatted(R1);
    Reply reply = server.post(ALL, "{\"mode\":\"PK\",\"seats\":%s}".formatted(seats));
    assertThat(TestServer.json(reply).get("detail").asText())
        .isEqualTo("seats: %s (expected: a list of 2 to 9, not 1)".formatted(seats));
  }

  @Test
  void whatDoesNotGoTogetherIsRefused() throws Exception {
    refused(ALL, "{\"mode\":\"COHOST\",\"rules\":{},%s}".formatted(seats()), 422, "invalid");
    refused(
        ALL,
        "{\"mode\":\"VOICE_CHAT\",\"layout\":{\"kind\":\"GRID\"},%s}".formatted(seats()),
        422,
        "invalid");
    refused(
        ALL,
        "{\"mode\":\"PK\",\"seats\":[{\"id\":\"a\",\"roomId\":\"%s\"},{\"id\":\"b\",\"roomId\":\"%s\"}]}"
            .formatted(R1, R1),
        422,
        "invalid");
  }

  @Test
  void whoIsInItGetsATokenOfTheirOwnEachTime() throws Exception {
    String path = ALL + "/" + create("PK").get("id").asText();
    refused(path + ":join", "{\"seatId\":\"ben\"}", 409, "wrong_state");
    done(path + ":accept", "{\"seatId\":\"ben\"}");
    refused(path + ":join", "{\"seatId\":\"ben\",\"bySeat\":\"anna\"}", 403, "not_allowed");
    JsonNode joined = done(path + ":join", "{\"seatId\":\"ben\",\"bySeat\":\"ben\"}");
    assertThat(joined.get("seat").asText()).isEqualTo("ben");
    assertThat(joined.get("others")).hasSize(1);
    assertThat(joined.get("others").get(0).asText()).isEqualTo("anna");
    assertThat(joined.get("expiresAt").asText())
        .isEqualTo(server.clock.instant().plusSeconds(300).toString());
    JsonNode again = done(path + ":join", "{\"seatId\":\"ben\",\"bySeat\":\"ben\"}");
    assertThat(again.get("token").asText()).hasSize(43).isNotEqualTo(joined.get("token").asText());
    assertThat(TestServer.json(server.get(path)).toString())
        .doesNotContain(again.get("token").asText());
  }

  private Reply onStage(String path, String token, String verb, String body) throws Exception {
    var request =
        java.net.http.HttpRequest.newBuilder(server.uri(path + verb))
            .header("Authorization", "Bearer " + token);
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    return server.send(
        verb.isEmpty()
            ? request.GET().build()
            : request.POST(java.net.http.HttpRequest.BodyPublishers.ofString(body)).build());
  }

  private String unknown(String path, String token) throws Exception {
    Reply reply = onStage(path, token, "", "");
    assertThat(reply.status()).as(reply.body()).isEqualTo(401);
    assertThat(reply.body()).doesNotContain(token);
    return TestServer.json(reply).get("code").asText();
  }

  @Test
  void oneOnTheStageNeedsNoOtherTokenThanThatOfTheSeat() throws Exception {
    String session = ALL + "/" + create("PK").get("id").asText();
    done(session + ":accept", "{\"seatId\":\"ben\"}");
    String token = done(session + ":join", "{\"seatId\":\"ben\"}").get("token").asText();
    String stage = session + "/stage/ben";

    JsonNode seen = TestServer.json(onStage(stage, token, "", ""));
    assertThat(seen.get("seatId").asText()).isEqualTo("ben");
    assertThat(seen.get("serverTime").asText()).isEqualTo(server.clock.instant().toString());
    assertThat(seen.get("seats").get(0).get("owns").asBoolean()).isTrue();
    assertThat(seen.get("seats").get(0).get("stageName").asText()).isEqualTo("anna");
    assertThat(seen.get("seats").get(0).get("byBrowser").asBoolean()).isFalse();
    assertThat(seen.get("seats").get(1).get("byBrowser").asBoolean()).isTrue();
    assertThat(unknown(session + "/stage/anna", token)).isEqualTo("unauthenticated");
    assertThat(unknown(session + "/stage/nobody", token)).isEqualTo("unauthenticated");
    assertThat(unknown(stage, "0".repeat(43))).isEqualTo("unauthenticated");

    JsonNode muted = TestServer.json(onStage(stage, token, ":mute", "{\"muted\":true}"));
    assertThat(muted.get("seats").get(1).get("muted").asBoolean()).isTrue();
    done(session + ":mute", "{\"seatId\":\"ben\",\"muted\":false}");
    done(session + ":mute", "{\"seatId\":\"ben\",\"muted\":true}");
    Reply byOwner = onStage(stage, token, ":mute", "{\"muted\":false}");
    assertThat(byOwner.status()).isEqualTo(403);

    String next = "n".repeat(43);
    server.clock.advance(Duration.ofSeconds(10));
    JsonNode renewed =
        TestServer.json(onStage(stage, token, ":renew", "{\"next\":\"" + next + "\"}"));
    assertThat(renewed.get("tokenExpiresAt").asText())
        .isEqualTo(server.clock.instant().plusSeconds(300).toString());
    assertThat(unknown(stage, token)).isEqualTo("unauthenticated");
    assertThat(onStage(stage, next, "", "").status()).isEqualTo(200);
    assertThat(onStage(stage, next, ":rematch", "").status()).isEqualTo(409);

    JsonNode left = TestServer.json(onStage(stage, next, ":leave", ""));
    assertThat(left.get("seats").get(1).get("state").asText()).isEqualTo("OUT");
    assertThat(left.get("tokenExpiresAt").isNull()).isTrue();
    assertThat(unknown(stage, next)).isEqualTo("unauthenticated");
  }

  @Test
  void aTokenOfWhichTheTimeIsOverLetsNobodyIn() throws Exception {
    String session = ALL + "/" + create("COHOST").get("id").asText();
    done(session + ":accept", "{\"seatId\":\"ben\"}");
    server.cohosts.connect(session.substring(ALL.length() + 1));
    String token = done(session + ":join", "{\"seatId\":\"ben\"}").get("token").asText();
    String stage = session + "/stage/ben";
    server.clock.advance(Duration.ofSeconds(299));
    assertThat(onStage(stage, token, "", "").status()).isEqualTo(200);
    done(session + ":end", "");
    JsonNode over = TestServer.json(onStage(stage, token, "", ""));
    assertThat(over.get("status").asText()).isEqualTo("ENDED");
    server.clock.advance(Duration.ofSeconds(1));
    assertThat(unknown(stage, token)).isEqualTo("unauthenticated");
    Reply renewal = onStage(stage, token, ":renew", "{\"next\":\"" + "n".repeat(43) + "\"}");
    assertThat(renewal.status()).isEqualTo(401);
  }
}
