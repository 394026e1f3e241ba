package io.roomfleet.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.deploy.CommandStage.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code roomfleet agenda}, {@code timeline} and {@code replay}. */
class BroadcastCommandTest {
  private static final String ITEM =
      """
      {"id":"shoes","productId":"sku-1","topic":"Shoes","hostId":null,"startsAt":"2026-11-11T18:10:00Z"}\
      """;
  private static final String AGENDA =
      """
      {"roomId":"r","items":[%1$s],
       "spans":[{"item":%1$s,"from":"2026-11-11T18:12:30Z","to":null,"planned":false}],"revision":7}
      """
          .formatted(ITEM);
  private static final String ROOM =
      """
      {"id":"r","title":"Promo","hostId":"mila","mode":"single-host","status":"LIVE","reason":null,
       "startsAt":"2026-11-11T18:00:00Z","endsAt":null,"startedAt":"2026-11-11T18:00:00Z","endedAt":null,
       "prepareLeadSeconds":600,"sourceRegion":"eu-west","lines":[],"activeLine":"main","subRoomIds":[],
       "createdAt":"2026-11-10T09:30:00Z","revision":7,"relays":[]}
      """;
  private static final String TIMELINE =
      """
      {"roomId":"r","from":"2026-11-01T00:00:00Z","to":"2026-11-11T19:00:00Z","sequence":30,
       "lastEventAt":"2026-11-11T18:50:00Z","nextFrom":null,
       "spans":[
        {"kind":"ROOM","entity":"r","state":"SCHEDULED","from":"2026-11-01T00:00:00Z","to":"2026-11-11T18:00:00Z","reason":null,"region":null,"agentId":null},
        {"kind":"SUB_ROOM","entity":"de","state":"REQUESTED","from":"2026-11-01T00:00:00Z","to":"2026-11-11T18:00:00Z","reason":null,"region":null,"agentId":null},
        {"kind":"ROOM","entity":"r","state":"PREPARING","from":"2026-11-11T18:00:00Z","to":"2026-11-11T18:15:00Z","reason":null,"region":null,"agentId":null},
        {"kind":"LINE","entity":"main","state":"SLATE","from":"2026-11-11T18:00:00Z","to":"2026-11-11T18:15:00Z","reason":null,"region":"eu-west","agentId":"eu-west-1"},
        {"kind":"ROOM","entity":"r","state":"LIVE","from":"2026-11-11T18:15:00Z","to":null,"reason":null,"region":null,"agentId":null},
        {"kind":"SUB_ROOM","entity":"de","state":"LIVE","from":"2026-11-11T18:15:00Z","to":"2026-11-11T18:30:00Z","reason":null,"region":"eu-west","agentId":"eu-west-1"},
        {"kind":"LINE","entity":"main","state":"LIVE","from":"2026-11-11T18:15:00Z","to":null,"reason":null,"region":"eu-west","agentId":"eu-west-1"},
        {"kind":"AGENDA","entity":"agenda","state":"shoes","from":"2026-11-11T18:15:00Z","to":null,"reason":"Shoes","region":null,"agentId":null},
        {"kind":"SUB_ROOM","entity":"de","state":"DEGRADED","from":"2026-11-11T18:30:00Z","to":"2026-11-11T18:32:00Z","reason":"agent lost","region":null,"agentId":null},
        {"kind":"SUB_ROOM","entity":"de","state":"LIVE","from":"2026-11-11T18:32:00Z","to":null,"reason":null,"region":"us-east","agentId":"us-east-1"}],
       "marks":[
        {"kind":"ROOM","entity":"r","type":"room.started","at":"2026-11-11T18:15:00Z","sequence":9,"by":"schedule","reason":null},
        {"kind":"SUB_ROOM","entity":"de","type":"sub_room.moved","at":"2026-11-11T18:45:00Z","sequence":20,"by":"region:us-east","reason":"eu-west is emptied"}]}
      """;

  @TempDir private Path folder;
  private final CommandStage stage;

  BroadcastCommandTest() throws IOException {
    stage = new CommandStage();
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void anAgendaIsSetFromAFileAsItStands() throws IOException {
    stage.answer("/v1/rooms/r/agenda", 200, AGENDA);
    Path file = Files.writeString(folder.resolve("agenda.json"), "[" + ITEM + "]");
    Result result = stage.run("agenda", "set", "r", file.toString(), "--utc", "--if-revision", "6");
    assertThat(stage.asked).containsExactly("PUT /v1/rooms/r/agenda");
    assertThat(stage.bodies).containsExactly("{\"items\":[" + ITEM + "]}");
    assertThat(result.out())
        .contains("shoes", "2026-11-11T18:10:00Z", "18:12:30.000", "sku-1")
        .contains("On now: shoes (Shoes, product sku-1), since 2026-11-11T18:12:30Z");
  }

  @Test
  void anItemBeginsWithAKeyOfItsOwn() {
    stage.answer("/v1/rooms/r/agenda:start", 200, AGENDA);
    assertThat(stage.run("agenda", "start", "r", "shoes").code()).isZero();
    assertThat(stage.asked).containsExactly("POST /v1/rooms/r/agenda:start");
    assertThat(stage.bodies).containsExactly("{\"itemId\":\"shoes\"}");
    assertThat(stage.keys).hasSize(1);
  }

  @Test
  void aTimelineIsAPictureFromThePreparationOn() {
    stage.answer("/v1/rooms/r/timeline", 200, TIMELINE);
    Result result = stage.run("timeline", "r", "--utc");
    assertThat(result.code()).isZero();
    String live = "█".repeat(22);
    assertThat(result.out().lines())
        .contains(
            "           2026-11-11T18:00:00Z" + " ".repeat(49) + "2026-11-11T19:00:00Z",
            "room       " + "-".repeat(23) + "█".repeat(66),
            "agenda     " + " ".repeat(22) + "|shoes" + "·".repeat(61),
            "line main  " + "░".repeat(23) + "█".repeat(66),
            "de         " + "." + " ".repeat(21) + live + "!!!!" + "█".repeat(18) + "◆" + live);
    assertThat(result.out())
        .contains("◆ moved", "sub_room.moved", "region:us-east", "eu-west is emptied");
  }

  @Test
  void aTimelineIsAskedForByTimeAndKindAndPrintedAsItCame() {
    stage.answer("/v1/rooms/r/timeline", 200, TIMELINE);
    Result json =
        stage.run(
            "timeline",
            "r",
            "--utc",
            "--from",
            "2026-11-11T18:00",
            "--kinds",
            "line,agenda",
            "--json");
    assertThat(json.out()).isEqualTo(TIMELINE);
    assertThat(stage.asked)
        .containsExactly(
            "GET /v1/rooms/r/timeline?from=2026-11-11T18%3A00%3A00Z&kinds=LINE%2CAGENDA");
  }

  @Test
  void aTimelineIsATableForSpreadsheets() {
    stage.answer("/v1/rooms/r/timeline", 200, "what,kind\r\nspan,ROOM\r\n");
    Result csv = stage.run("timeline", "r", "--csv");
    assertThat(csv.code()).isZero();
    assertThat(csv.out()).isEqualTo("what,kind\r\nspan,ROOM\r\n");
  }

  @Test
  void aReplayShowsTheRoomAndWhatWasOnAir() {
    stage.answer(
        "/v1/rooms/r/replay",
        200,
        """
        {"roomId":"r","at":"2026-11-11T18:20:00Z","sequence":12,"lastEventAt":"2026-11-11T18:12:30Z",
         "room":%s,"subRooms":[],"agenda":%s,
         "onAir":{"item":%s,"from":"2026-11-11T18:12:30Z","to":null,"planned":true},
         "session":{"sessionId":"cohost-a","heldUntil":null}}
        """
            .formatted(ROOM, AGENDA, ITEM));
    Result result = stage.run("replay", "r", "--utc", "--at", "2026-11-11T18:20");
    assertThat(stage.asked).containsExactly("GET /v1/rooms/r/replay?at=2026-11-11T18%3A20%3A00Z");
    assertThat(result.out())
        .contains(
            "As it stood at 2026-11-11T18:20:00Z, after event 12 of 2026-11-11T18:12:30Z:",
            "On air: shoes (Shoes, product sku-1), since 2026-11-11T18:12:30Z by the plan",
            "In session cohost-a",
            "LIVE");
  }

  @Test
  void aReplayWantsOneInstant() {
    assertThat(stage.run("replay", "r").code()).isEqualTo(2);
    assertThat(stage.run("replay", "r", "--at", "now", "--sequence", "3").code()).isEqualTo(2);
    assertThat(stage.run("replay", "r", "--at", "yesterday").code()).isEqualTo(2);
    assertThat(stage.asked).isEmpty();
  }

  @Test
  void whatTheApiRefusesIsSaid() {
    stage.answer(
        "/v1/rooms/r/timeline",
        404,
        """
        {"type":"https://roomfleet.io/problems/room_not_found","title":"Room not found","status":404,
         "code":"room_not_found","detail":"room: r (expected: an existing room's id)"}
        """);
    Result result = stage.run("timeline", "r", "--csv");
    assertThat(result.code()).isEqualTo(5);
    assertThat(result.err()).contains("room: r (expected: an existing room's id)");
  }
}
