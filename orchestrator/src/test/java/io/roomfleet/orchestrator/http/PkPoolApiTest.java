package io.roomfleet.orchestrator.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roomfleet.orchestrator.http.OpenApiContract.Reply;
import java.net.http.HttpRequest;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Finding opponents over HTTP. Each answer is held against the contract. */
class PkPoolApiTest {
  private static final String ALL = "/v1/pk-pool";
  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    server = new TestServer();
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private String live() throws Exception {
    String id = server.room();
    assertThat(server.post("/v1/rooms/" + id + ":start", "").status()).isEqualTo(200);
    return id;
  }

  private Reply enter(String room, String more) throws Exception {
    return server.post(ALL, "{\"roomId\":\"%s\",\"language\":\"de\"%s}".formatted(room, more));
  }

  private JsonNode entered(String room, String more) throws Exception {
    Reply reply = enter(room, more);
    assertThat(reply.status()).as(reply.body()).isEqualTo(201);
    return TestServer.json(reply);
  }

  private JsonNode shown(String room) throws Exception {
    Reply reply = server.get(ALL + "/" + room);
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    return TestServer.json(reply);
  }

  private Reply leave(String room) throws Exception {
    HttpRequest request = server.request(ALL + "/" + room).DELETE().build();
    return server.send(request);
  }

  private static void refused(Reply reply, int status, String code) throws Exception {
    assertThat(reply.status()).as(reply.body()).isEqualTo(status);
    assertThat(TestServer.code(reply)).isEqualTo(code);
  }

  @Test
  void aRoomWaitsAndLooksWiderWithTime() throws Exception {
    String room = live();
    JsonNode first = entered(room, ",\"seatId\":\"anna\",\"name\":\"Anna\"");
    assertThat(first.get("state").asText()).isEqualTo("WAITING");
    assertThat(first.get("viewers").asInt()).as("by the figures").isEqualTo(100);
    assertThat(first.get("looksFor").get("step").asInt()).isZero();
    assertThat(first.get("looksFor").get("sameRegion").asBoolean()).isTrue();

    server.clock.advance(Duration.ofSeconds(25));
    JsonNode later = shown(room);
    assertThat(later.get("waitedSeconds").asInt()).isEqualTo(25);
    assertThat(later.get("looksFor").get("step").asInt()).isEqualTo(2);
    assertThat(later.get("looksFor").get("sameRegion").asBoolean()).isFalse();
    JsonNode again = entered(room, ",\"seatId\":\"anna\",\"viewers\":7");
    assertThat(again.get("since")).as("its time is kept").isEqualTo(first.get("since"));
    assertThat(again.get("viewers").asInt()).isEqualTo(7);

    server.clock.advance(Duration.ofSeconds(75));
    JsonNode widest = shown(room).get("looksFor");
    assertThat(widest.get("sizeRatio").isNull()).isTrue();
    assertThat(widest.get("widerAt").isNull()).isTrue();

    assertThat(leave(room).status()).isEqualTo(200);
    assertThat(shown(room).get("state").asText()).isEqualTo("LEFT");
    assertThat(leave(room).status()).as("once more").isEqualTo(200);
    server.clock.advance(Duration.ofMinutes(3));
    refused(server.get(ALL + "/" + room), 404, "not_waiting");
    refused(leave(room), 404, "not_waiting");
  }

  @Test
  void twoMeetInASessionThatBothHaveAccepted() throws Exception {
    String one = live();
    String other = live();
    entered(one, ",\"seatId\":\"anna\",\"name\":\"Anna\"");
    entered(other, ",\"seatId\":\"ben\"");
    server.pool.look();
    JsonNode meeting = shown(one);
    assertThat(meeting.get("state").asText()).isEqualTo("MEETING");
    assertThat(meeting.get("reason").asText()).contains("step 0 accepts", other);
    refused(leave(one), 409, "already_matched");
    String id = meeting.get("sessionId").asText();
    JsonNode session = TestServer.json(server.get("/v1/cohost-sessions/" + id));
    assertThat(session.get("status").asText()).isEqualTo("CONNECTING");
    assertThat(session.get("seats").get(0).get("name").asText()).isEqualTo("Anna");

    server.cohosts.connect(id);
    server.pool.look();
    assertThat(shown(other).get("state").asText()).isEqualTo("MET");
    assertThat(shown(other).get("sessionId").asText()).isEqualTo(id);
    refused(enter(one, ",\"seatId\":\"anna\""), 409, "room_taken");
  }

  @Test
  void whoDoesNotComeIsDroppedAndTheOtherWaitsOn() throws Exception {
    String one = live();
    String other = live();
    JsonNode first = entered(one, ",\"seatId\":\"anna\"");
    entered(other, ",\"seatId\":\"ben\"");
    server.pool.look();
    String id = shown(one).get("sessionId").asText();
    server.clock.advance(Duration.ofSeconds(5));
    server.post("/v1/cohost-sessions/" + id + ":leave", "{\"seatId\":\"ben\"}");
    server.pool.look();
    assertThat(shown(other).get("state").asText()).isEqualTo("DROPPED");
    assertThat(shown(other).get("reason").asText()).contains("LEFT");
    JsonNode waiting = shown(one);
    assertThat(waiting.get("state").asText()).isEqualTo("WAITING");
    assertThat(waiting.get("since")).isEqualTo(first.get("since"));
    assertThat(waiting.get("sessionId").isNull()).isTrue();
  }

  @Test
  void aListIsNarrowedAndPaged() throws Exception {
    String one = live();
    String other = live();
    entered(one, ",\"seatId\":\"anna\",\"region\":\"us-east\"");
    server.clock.advance(Duration.ofSeconds(1));
    entered(other, ",\"seatId\":\"ben\",\"rooms\":3");
    JsonNode all = TestServer.json(server.get(ALL));
    assertThat(all.get("waiting").asInt()).isEqualTo(2);
    assertThat(all.get("entries")).hasSize(2);
    JsonNode first = TestServer.json(server.get(ALL + "?pageSize=1"));
    assertThat(first.get("entries").get(0).get("roomId").asText()).isEqualTo(one);
    String next = first.get("nextPageToken").asText();
    JsonNode second = TestServer.json(server.get(ALL + "?pageSize=1&pageToken=" + next));
    assertThat(second.get("entries").get(0).get("roomId").asText()).isEqualTo(other);
    assertThat(second.get("nextPageToken").isNull()).isTrue();
    for (String filter : new String[] {"region=us-east", "language=de", "state=WAITING"}) {
      assertThat(TestServer.json(server.get(ALL + "?" + filter)).get("entries")).isNotEmpty();
    }
    assertThat(TestServer.json(server.get(ALL + "?language=fr")).get("entries")).isEmpty();
    assertThat(TestServer.json(server.get(ALL + "?state=MET")).get("entries")).isEmpty();
  }

  @Test
  void whatCannotWaitIsRefused() throws Exception {
    String scheduled = server.room();
    refused(enter(scheduled, ""), 409, "wrong_state");
    refused(enter("room-" + "z".repeat(26), ""), 422, "unknown_room");
    String one = live();
    String other = live();
    entered(one, ",\"seatId\":\"anna\"");
    refused(enter(other, ",\"seatId\":\"anna\""), 409, "host_waiting");
  }
}
