package io.roomfleet.orchestrator.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roomfleet.api.history.TimelineKind;
import io.roomfleet.orchestrator.http.OpenApiContract.Reply;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Agendas, replays and timelines over HTTP. Each answer is held against the contract. */
class BroadcastApiTest {
  private static final String ITEM =
      "{\"id\":\"%s\",\"topic\":\"Shoes\",\"startsAt\":\"2036-11-11T18:%s:00Z\"}";

  private TestServer server;
  private String room;

  @BeforeEach
  void start() throws Exception {
    server = new TestServer();
    room = "/v1/rooms/" + server.room();
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private Reply put(String target, String body, String... headers) throws Exception {
    HttpRequest.Builder request =
        server
            .request(target)
            .PUT(BodyPublishers.ofString(body))
            .header("Content-Type", "application/json");
    if (headers.length > 0) {
      request.headers(headers);
    }
    return server.send(request.build());
  }

  private static String items(String... items) {
    return "{\"items\":[" + String.join(",", items) + "]}";
  }

  private static String item(String id, String minute) {
    return ITEM.formatted(id, minute);
  }

  @Nested
  class AnAgenda {
    @Test
    void isSetAsAWholeAndShownWithTheRoomsRevision() throws Exception {
      Reply set = put(room + "/agenda", items(item("a", "00"), item("b", "10")));
      assertThat(set.status()).isEqualTo(200);
      assertThat(set.header("ETag")).isEqualTo("\"1\"");

      JsonNode shown = TestServer.json(server.get(room + "/agenda"));
      assertThat(shown.get("items").findValuesAsText("id")).containsExactly("a", "b");
      assertThat(shown.get("spans")).isEmpty();
    }

    @Test
    void isSetOnceForOneKeyAndRefusedWhenTheRoomHasMovedOn() throws Exception {
      put(room + "/agenda", items(item("a", "00")), "Idempotency-Key", "k");
      Reply again = put(room + "/agenda", items(item("a", "00")), "Idempotency-Key", "k");
      assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
      assertThat(server.broadcasts.changes).isEqualTo(1);

      Reply stale = put(room + "/agenda", items(), "If-Match", "\"7\"");
      assertThat(stale.status() + " " + TestServer.code(stale)).isEqualTo("412 stale_revision");
    }

    @Test
    void mayHaveFiveHundredItems() throws Exception {
      String many =
          IntStream.range(0, 500)
              .mapToObj(
                  i -> ITEM.formatted("i" + i, "%02d".formatted(i / 60)).replace(":00Z", secs(i)))
              .collect(Collectors.joining(","));
      assertThat(put(room + "/agenda", items(many)).status()).isEqualTo(200);
    }

    private static String secs(int i) {
      return ":%02dZ".formatted(i % 60);
    }

    @Test
    void namesEveryItemAtFault() throws Exception {
      Reply bad =
          put(
              room + "/agenda",
              items(item("a", "10"), item("b", "05"), item("c", "05"), item("d", "20")));
      assertThat(bad.status()).isEqualTo(422);
      assertThat(TestServer.json(bad).get("errors").findValuesAsText("field"))
          .containsExactly("items[1].startsAt", "items[2].startsAt");
      assertThat(TestServer.json(bad).get("errors").findValuesAsText("expected"))
          .contains("an instant after that of the item before, 2036-11-11T18:10:00Z");
    }

    @Test
    void saysWhatIsOnOnceSomebodyHasSaidIt() throws Exception {
      put(room + "/agenda", items(item("a", "00")));
      Reply early = server.post(room + "/agenda:start", "{\"itemId\":\"a\"}");
      assertThat(early.status() + " " + TestServer.code(early)).isEqualTo("409 wrong_state");

      server.post(room + ":start", "");
      JsonNode on = TestServer.json(server.post(room + "/agenda:start", "{\"itemId\":\"a\"}"));
      assertThat(on.get("spans").get(0).get("item").get("id").asText()).isEqualTo("a");
      assertThat(on.get("spans").get(0).get("planned").asBoolean()).isFalse();
    }
  }

  @Nested
  class AReplay {
    @Test
    void showsTheWholeRoomAtAnInstantOrAfterAnEvent() throws Exception {
      server.post(
          room + "/sub-rooms",
          "{\"subRooms\":[{\"market\":\"DE\",\"locale\":\"de-DE\",\"timeZone\":\"Europe/Berlin\"}]}");
      String at = FakeDomain.NOW.toString();
      // The fakes live in a later year than this test: what is asked is their own past.
      JsonNode byTime = TestServer.json(server.get(room + "/replay?sequence=1"));
      assertThat(byTime.get("at").asText()).isEqualTo(at);
      assertThat(byTime.get("subRooms").findValuesAsText("market")).contains("DE");
      assertThat(byTime.get("agenda").get("items")).isEmpty();
      assertThat(byTime.get("sequence").asLong()).isEqualTo(1);
    }

    @Test
    void wantsEitherAnInstantOrASequence() throws Exception {
      for (String query : List.of("", "?at=2026-01-01T00:00:00Z&sequence=1")) {
        Reply reply = server.get(room + "/replay" + query);
        assertThat(reply.status() + " " + TestServer.code(reply)).isEqualTo("400 bad_parameter");
      }
    }
  }

  @Nested
  class ATimeline {
    @Test
    void isAskedForByTimeAndKind() throws Exception {
      server.get(room + "/timeline");
      assertThat(server.broadcasts.lastFrom).isNull();
      assertThat(server.broadcasts.lastTo).isNull();
      assertThat(server.broadcasts.lastKinds).containsExactly(TimelineKind.values());

      JsonNode view =
          TestServer.json(
              server.get(
                  room
                      + "/timeline?from=2026-11-11T19:00:00%2B01:00&to=2026-11-11T18:30:00Z"
                      + "&kinds=LINE,AGENDA"));
      assertThat(server.broadcasts.lastFrom).isEqualTo(Instant.parse("2026-11-11T18:00:00Z"));
      assertThat(server.broadcasts.lastTo).isEqualTo(Instant.parse("2026-11-11T18:30:00Z"));
      assertThat(server.broadcasts.lastKinds)
          .containsExactly(TimelineKind.LINE, TimelineKind.AGENDA);
      assertThat(view.get("spans").get(0).get("state").asText()).isEqualTo("DEGRADED");
    }

    @Test
    void isATableForSpreadsheetsThatRunsNoFormulaInThem() throws Exception {
      String expected =
          """
          what,kind,entity,state,from,to,region,agentId,sequence,by,reason\r
          span,SUB_ROOM,de,DEGRADED,%1$s,,eu-west,eu-west-1,,,"'=cmd|' /C calc'!A0, he ""said""\"\r
          mark,ROOM,%2$s,room.started,%1$s,%1$s,,,4,schedule,\r
          """
              .formatted(FakeDomain.NOW, room.substring("/v1/rooms/".length()));

      Reply byFormat = server.get(room + "/timeline?format=csv");
      Reply byAccept =
          server.send(server.request(room + "/timeline").header("Accept", "text/csv").build());

      assertThat(byFormat.header("Content-Type")).startsWith("text/csv").contains("UTF-8");
      assertThat(byFormat.body()).isEqualTo(expected);
      assertThat(byAccept.body()).isEqualTo(expected);
      assertThat(byAccept.header("Content-Disposition"))
          .isEqualTo(
              "attachment; filename=\"timeline-%s-20261111T170000Z.csv\""
                  .formatted(room.substring("/v1/rooms/".length())));
      assertThat(byAccept.header("Roomfleet-Next-From"))
          .isEqualTo(FakeDomain.NOW.plusSeconds(30).toString());
    }

    @Test
    void isJsonWhereTheFormatSaysSoWhateverIsAccepted() throws Exception {
      Reply reply =
          server.send(
              server
                  .request(room + "/timeline?format=json")
                  .header("Accept", "text/csv, application/json;q=0.5")
                  .build());
      assertThat(TestServer.json(reply).get("marks")).hasSize(1);
    }
  }
}
