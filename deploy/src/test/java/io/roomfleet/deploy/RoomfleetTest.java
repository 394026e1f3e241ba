package io.roomfleet.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.deploy.CommandStage.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command as people type it, against a stand-in for the API. */
@Timeout(60)
class RoomfleetTest {
  private static final String ROOM =
      "{\"id\":\"room-1\",\"title\":\"Sale\",\"hostId\":\"ana\",\"mode\":\"single-host\","
          + "\"status\":\"LIVE\",\"startsAt\":\"2026-11-11T12:00:00Z\",\"sourceRegion\":\"eu-west\","
          + "\"lines\":[{\"id\":\"main\",\"kind\":\"test\",\"input\":\"live\",\"agentId\":\"a-1\"}],"
          + "\"activeLine\":\"main\",\"subRoomIds\":[\"de\"],\"createdAt\":\"2026-11-11T11:00:00Z\","
          + "\"prepareLeadSeconds\":600,\"revision\":3,"
          + "\"relays\":[{\"lineId\":\"main\",\"region\":\"us-east\",\"from\":\"eu-west\","
          + "\"why\":\"the cheapest hop\","
          + "\"fallback\":\"ap-southeast\",\"fallbackWhy\":\"shares none\",\"confirmed\":true}]}";
  private static final String PLACEMENT =
      "{\"decidedAt\":\"2026-11-11T11:00:00Z\",\"reason\":\"the only one\","
          + "\"wanted\":{\"transcodeUnits\":0.25,\"egressMbps\":10,\"slots\":1},"
          + "\"candidates\":[{\"kind\":\"agent\",\"id\":\"a-1\",\"cost\":0.5,\"verdict\":\"chosen\","
          + "\"reason\":\"has the line\",\"terms\":{\"relay\":0.2,\"balance\":0.3}},"
          + "{\"kind\":\"agents\",\"id\":\"40 more\",\"verdict\":\"impossible\","
          + "\"reason\":\"draining\"}]}";
  private static final String SUB_ROOM =
      "{\"id\":\"de\",\"roomId\":\"room-1\",\"market\":\"DE\",\"locale\":\"de-DE\","
          + "\"timeZone\":\"Europe/Berlin\",\"ladder\":{\"renditions\":[\"360p\"],\"frameRate\":25},"
          + "\"status\":\"LIVE\",\"region\":\"eu-west\",\"agentId\":\"a-1\",\"epoch\":1,"
          + "\"activeLine\":\"main\",\"expectedViewers\":10,"
          + "\"playback\":{\"hls\":\"http://127.0.0.1:8090/hls/room-1/de/master.m3u8\"},"
          + "\"placement\":"
          + PLACEMENT
          + ","
          + "\"createdAt\":\"2026-11-11T11:00:00Z\",\"revision\":4}";

  private static final String EVENT =
      "{\"sequence\":7,\"type\":\"sub_room.live\",\"at\":\"2026-11-11T12:00:00Z\","
          + "\"roomId\":\"room-1\",\"subRoomId\":\"de\",\"by\":\"room\","
          + "\"data\":{\"why\":\"it plays\",\"n\":2}}";
  private static final String GONE =
      "{\"type\":\"about:blank\",\"title\":\"Not found\",\"status\":404,"
          + "\"code\":\"room_not_found\",\"detail\":\"There is no such room.\"}";

  @TempDir Path folder;

  private CommandStage stage;

  @BeforeEach
  void serve() throws IOException {
    stage = new CommandStage();
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  @Nested
  class Reading {
    @Test
    void aRoomIsShownWithItsLinesAndSubRooms() {
      answer("/v1/rooms/room-1", 200, ROOM);
      answer("/v1/rooms/room-1/sub-rooms", 200, "{\"subRooms\":[" + SUB_ROOM + "]}");
      Result result = run("room", "show", "room-1", "--utc");
      assertThat(result.code()).isZero();
      assertThat(result.out())
          .contains("Sale")
          .contains("LIVE")
          .contains("2026-11-11T12:00:00Z")
          .contains("test, active, passes on live, taken in by a-1")
          .contains("http://127.0.0.1:8090/hls/room-1/de/master.m3u8")
          .containsPattern("main +us-east +eu-west +ap-southeast +the cheapest hop")
          .doesNotContain("\u001b");
    }

    @Test
    void aSubRoomSaysWhyItIsWhereItIs() {
      answer("/v1/rooms/room-1/sub-rooms/de", 200, SUB_ROOM);
      assertThat(run("sub-room", "show", "room-1", "DE").out())
          .contains("Why here")
          .contains("the only one")
          .contains("agent a-1       chosen      0.5        0.2    0.3")
          .contains("  agent a-1: has the line")
          .contains("0.25 units, 10 Mbit/s, 1 slots");
    }

    @Test
    void aPlacementIsExplainedByCostAndReason() {
      answer("/v1/rooms/room-1/sub-rooms/de/placement", 200, PLACEMENT);
      assertThat(run("placement", "explain", "room-1", "DE", "--utc").out())
          .isEqualTo(
              """
              Why here (2026-11-11T11:00:00Z): the only one
                wanted       0.25 units, 10 Mbit/s, 1 slots

              PLACE           VERDICT     $ AN HOUR  RELAY  BALANCE
              agent a-1       chosen      0.5        0.2    0.3
              agents 40 more  impossible  -          -      -

                agent a-1: has the line
                agents 40 more: draining
              """);
      assertThat(run("placement", "explain", "room-1", "DE", "--json").out().strip())
          .isEqualTo(PLACEMENT);
    }

    @Test
    void aSubRoomSaysWhereItIsGoing() {
      String moving =
          SUB_ROOM.replace(
              "\"createdAt\"",
              "\"move\":{\"region\":\"us-east\",\"agentId\":\"u-1\",\"cause\":\"eu-west is evacuated\","
                  + "\"since\":\"2026-11-11T12:00:00Z\"},\"createdAt\"");
      answer("/v1/rooms/room-1/sub-rooms/de:migrate", 202, moving);
      Result result = run("sub-room", "migrate", "room-1", "DE", "--region", "us-east");
      assertThat(result.out()).contains("us-east, agent u-1").contains(": eu-west is evacuated");
      assertThat(stage.asked).containsExactly("POST /v1/rooms/room-1/sub-rooms/de:migrate");
    }

    @Test
    void allPagesAreRead() {
      answer("/v1/rooms", 200, "{\"rooms\":[" + ROOM + "],\"nextPageToken\":\"p 2\"}");
      Result result = run("room", "list", "--limit", "2", "--status", "live");
      assertThat(result.out().lines()).hasSize(3);
      assertThat(stage.asked)
          .containsExactly(
              "GET /v1/rooms?status=LIVE&pageSize=2",
              "GET /v1/rooms?status=LIVE&pageSize=2&pageToken=p%202");
    }

    @Test
    void jsonIsTheApisOwn() {
      String json = "{ \"rooms\" : [ ],\"later\":1 }";
      answer("/v1/rooms", 200, json);
      assertThat(run("room", "list", "--json").out()).isEqualTo(json + "\n");
    }

    @Test
    void aWatchedEventIsWrittenWhileItsStreamGoesOn() {
      AtomicBoolean written = new AtomicBoolean();
      stage.server.createContext(
          "/v1/rooms/room-1/events",
          exchange -> {
            boolean first = "0".equals(exchange.getRequestHeaders().getFirst("Last-Event-ID"));
            byte[] body = (first ? "id: 7\ndata: " + EVENT + "\n\n" : GONE).getBytes();
            exchange.sendResponseHeaders(first ? 200 : 404, 0);
            exchange.getResponseBody().write(body);
            exchange.getResponseBody().flush();
            if (first) {
              long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
              while (!written.get() && System.nanoTime() < deadline) {
                written.set(stage.out.toString(StandardCharsets.UTF_8).contains("sub_room.live"));
                LockSupport.parkNanos(1_000_000);
              }
            }
            exchange.close();
          });
      Result result = run("room", "events", "room-1", "--watch", "--utc");
      assertThat(written).isTrue();
      assertThat(result.err()).contains("the server ended the stream; connecting again");
      assertThat(result.code()).as("the room is gone then").isEqualTo(5);
    }

    @Test
    void eventsAreOneLineEach() {
      answer(
          "/v1/rooms/room-1/events",
          200,
          "{\"events\":[" + EVENT + "],\"nextAfterSequence\":7,\"hasMore\":false}");
      assertThat(run("room", "events", "room-1", "--utc").out())
          .isEqualTo("    7  12:00:00.000  sub_room.live          de why=it plays n=2  (room)\n");
    }
  }

  @Nested
  class Changing {
    @Test
    void aRoomIsMadeFromOptionsWithAKeyOfItsOwn() {
      answer("/v1/rooms", 201, ROOM);
      Result result =
          run(
              "room",
              "create",
              "--title",
              "Sale",
              "--host",
              "ana",
              "--starts-at",
              "2026-11-11T12:00Z",
              "--source-region",
              "eu-west",
              "--line",
              "main:test",
              "--prepare-lead",
              "5m",
              "--mode",
              "single-host");
      assertThat(result.code()).isZero();
      assertThat(stage.bodies)
          .containsExactly(
              "{\"title\":\"Sale\",\"hostId\":\"ana\",\"mode\":\"single-host\","
                  + "\"startsAt\":\"2026-11-11T12:00:00Z\",\"sourceRegion\":\"eu-west\","
                  + "\"lines\":[{\"id\":\"main\",\"kind\":\"test\"}],\"prepareLeadSeconds\":300}");
      assertThat(stage.keys.get(0)).hasSize(36);
    }

    @Test
    void aFileIsSentAsItWasWritten() throws IOException {
      Path file = Files.writeString(folder.resolve("room.json"), "{ \"title\" : 7 }");
      answer("/v1/rooms", 201, ROOM);
      run("room", "create", "--file", file.toString(), "--idempotency-key", "mine");
      assertThat(stage.bodies).containsExactly("{ \"title\" : 7 }");
      assertThat(stage.keys).containsExactly("mine");
    }

    @Test
    void manySubRoomsMayBeAPlainList() throws IOException {
      Path file = Files.writeString(folder.resolve("markets.json"), "[{\"market\":\"DE\"}]");
      answer("/v1/rooms/room-1/sub-rooms", 201, "{\"subRooms\":[" + SUB_ROOM + "]}");
      assertThat(run("sub-room", "add", "room-1", "--file", file.toString()).code()).isZero();
      assertThat(stage.bodies).containsExactly("{\"subRooms\":[{\"market\":\"DE\"}]}");
    }

    @Test
    void nothingIsSentWhenOnlyTheCallIsWanted() {
      Result result = run("room", "end", "room-1", "--reason", "over", "--curl");
      assertThat(result.out())
          .contains("-X POST")
          .contains(":end'")
          .contains("{\"reason\":\"over\"}");
      assertThat(stage.asked).isEmpty();
    }
  }

  @Nested
  class GoingWrong {
    @Test
    void aRefusalShowsEachFieldAndEndsWithOne() {
      answer(
          "/v1/rooms/room-1:start",
          422,
          "{\"status\":422,\"code\":\"invalid_body\",\"detail\":\"two fields\",\"errors\":["
              + "{\"field\":\"title\",\"value\":\"\",\"expected\":\"1 to 200 characters\"},"
              + "{\"field\":\"hostId\",\"expected\":\"text\"}]}");
      Result result = run("room", "start", "room-1");
      assertThat(result.code()).isEqualTo(1);
      assertThat(result.err())
          .contains("invalid_body (422): two fields")
          .contains("  title:  (expected: 1 to 200 characters)")
          .contains("  hostId: missing (expected: text)");
      assertThat(result.out()).isEmpty();
    }

    @Test
    void theExitCodeTellsWhatKindItWas() {
      answer("/v1/cluster", 401, "{\"status\":401,\"code\":\"unauthenticated\",\"detail\":\"x\"}");
      answer(
          "/v1/rooms/room-9", 404, "{\"status\":404,\"code\":\"room_not_found\",\"detail\":\"x\"}");
      assertThat(run("cluster").code()).isEqualTo(4);
      assertThat(run("cluster").err()).contains("ROOMFLEET_API_TOKEN");
      assertThat(run("room", "show", "room-9").code()).isEqualTo(5);
      stage.close();
      Result silent = run("cluster");
      assertThat(silent.code()).isEqualTo(3);
      assertThat(silent.err()).contains("nothing listens there").contains("roomfleet dev");
    }

    @Test
    void aWrongCommandLineIsToldInOneLine() {
      for (String line :
          List.of(
              "room",
              "room dance",
              "room show",
              "room create --title x",
              "room create --title x --host h --source-region r --starts-at never",
              "sub-room add room-1 --market DE --locale de --time-zone UTC --ladder 7p",
              "room list --status busy",
              "dev --nodes 0")) {
        Result result = run(line.split(" "));
        assertThat(result.code()).as(line).isEqualTo(2);
        assertThat(result.err()).as(line).startsWith("roomfleet: ");
        assertThat(result.err().lines().count()).as(line).isLessThanOrEqualTo(3);
      }
      assertThat(stage.asked).isEmpty();
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
      Result result = run("room", "create", "--file", folder.resolve("none").toString());
      assertThat(result.code()).isEqualTo(1);
      assertThat(result.err()).contains("There is no file " + folder.resolve("none"));
    }
  }

  @Test
  void helpSaysWhatTheExitCodesMean() {
    Result result = run("--help");
    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("Exit codes:").contains("3   No answer from the API.");
  }

  private void answer(String path, int status, String body) {
    stage.answer(path, status, body);
  }

  private Result run(String... arguments) {
    return stage.run(arguments);
  }
}
