package io.roomfleet.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A room with two published lines: by hand, and when a publisher is killed. */
@ExtendWith(SharedFleet.Extension.class)
class LineSwitchIT {
  private static final Duration SOON = SharedFleet.SOON;

  private final SharedFleet fleet;
  private final Api api;
  private String room;
  private Process main;
  private Process backup;
  private Camera camera;

  LineSwitchIT(SharedFleet fleet) {
    this.fleet = fleet;
    this.api = fleet.api();
  }

  @AfterEach
  void end() {
    for (Process each : new Process[] {main, backup}) {
      if (each != null) {
        each.destroyForcibly();
      }
    }
    if (camera != null) {
      camera.close();
    }
    api.post("/v1/rooms/" + room + ":end", null);
  }

  private void begin() throws Exception {
    create();
    main = Publisher.to(ingestUrl("main"));
    backup = Publisher.to(ingestUrl("backup"));
    awaitLive();
  }

  private void create() {
    room =
        api.post(
                "/v1/rooms",
                Map.of(
                    "title",
                    "Two lines",
                    "hostId",
                    "host-1",
                    "startsAt",
                    Instant.now().plusSeconds(3600).toString(),
                    "sourceRegion",
                    "eu-west",
                    "lineSwitching",
                    Map.of("holdSeconds", 5, "clearSeconds", 6),
                    "lines",
                    List.of(
                        Map.of("id", "main", "kind", "rtmp"),
                        Map.of("id", "backup", "kind", "rtmp"))))
            .get("id")
            .asText();
    api.post("/v1/rooms/" + room + ":start", null);
    api.post(
        "/v1/rooms/" + room + "/sub-rooms",
        Map.of("subRooms", List.of(Api.light("us", "us-east"), Api.light("gb", "eu-west"))));
  }

  private void awaitLive() {
    awaitInput("main", "live");
    awaitInput("backup", "live");
    api.master(room, "us");
    api.master(room, "gb");
  }

  private JsonNode line(String id) {
    for (JsonNode line : api.get("/v1/rooms/" + room).get("lines")) {
      if (line.get("id").asText().equals(id)) {
        return line;
      }
    }
    throw new AssertionError("no line " + id);
  }

  private String ingestUrl(String id) {
    return Await.get(
        "an address of " + id,
        SOON,
        () -> {
          assertThat(line(id).get("ingestUrl").isNull()).isFalse();
          return line(id).get("ingestUrl").asText();
        });
  }

  private void awaitInput(String id, String input) {
    Await.until(
        id + " " + input, SOON, () -> assertThat(line(id).get("input").asText()).isEqualTo(input));
  }

  /** What the agent of a sub-room says that it plays. */
  private String plays(String subRoom) {
    for (JsonNode agent : api.get("/v1/agents").get("agents")) {
      for (JsonNode assignment : agent.get("assignments")) {
        if (assignment.get("id").asText().equals("transcode/" + room + "/" + subRoom)) {
          return assignment.at("/state/line/lineId").asText();
        }
      }
    }
    return "";
  }

  private void awaitPlays(String subRoom, String line) {
    Await.until(subRoom + " plays " + line, SOON, () -> assertThat(plays(subRoom)).isEqualTo(line));
  }

  private void awaitActive(String line) {
    Await.until(
        line + " is active",
        SOON,
        () -> assertThat(api.get("/v1/rooms/" + room).get("activeLine").asText()).isEqualTo(line));
  }

  private List<String> types() {
    List<JsonNode> events = api.events(room);
    Api.assertGapFree(events);
    return events.stream().map(event -> event.get("type").asText()).toList();
  }

  private void assertUnbroken(String subRoom, long encoder) {
    URI media = Hls.renditions(api.master(room, subRoom)).get(0);
    long known = Hls.playlist(media).lastSequence();
    Await.until(
        "further segments",
        Duration.ofSeconds(30),
        () -> assertThat(Hls.playlist(media).lastSequence()).isGreaterThan(known + 1));
    assertThat(Hls.playlist(media).discontinuities()).isZero();
    assertThat(api.encoderOf(room, subRoom)).as("the encoder ran on").isEqualTo(encoder);
  }

  @Test
  void aLineThatIsCutIsLeftAndComesBackWhenItIsClear() throws Exception {
    begin();
    long us = api.encoderOf(room, "us");
    long gb = api.encoderOf(room, "gb");
    awaitPlays("us", "main");
    awaitPlays("gb", "main");

    main.destroyForcibly().waitFor();
    awaitPlays("us", "backup");
    awaitPlays("gb", "backup");
    awaitActive("backup");
    Await.until(
        "it is said that it helped",
        SOON,
        () -> assertThat(types()).containsSubsequence("line.switched", "line.switch_checked"));

    main = Publisher.to(ingestUrl("main"));
    awaitActive("main");
    awaitPlays("us", "main");
    awaitPlays("gb", "main");
    assertUnbroken("us", us);
    assertUnbroken("gb", gb);
    assertThat(types()).doesNotContain("sub_room.degraded", "sub_room.failed");
  }

  @Test
  void aLineThatTurnsBlackEverywhereIsLeftByTheRoom() throws Exception {
    create();
    camera = new Camera(ingestUrl("main"));
    backup = Publisher.to(ingestUrl("backup"));
    awaitLive();
    awaitPlays("us", "main");
    awaitPlays("gb", "main");
    long us = api.encoderOf(room, "us");
    assertThat(types()).doesNotContain("line.switched");

    camera.cover(true);
    awaitActive("backup");
    awaitPlays("us", "backup");
    awaitPlays("gb", "backup");
    JsonNode switched =
        api.events(room).stream()
            .filter(event -> event.get("type").asText().equals("line.switched"))
            .findFirst()
            .orElseThrow();
    assertThat(switched.get("by").asText()).startsWith("alert:");
    assertThat(switched.at("/data/cause").asText())
        .as("%s", api.get("/v1/alerts?roomId=" + room))
        .contains("black picture");
    Await.until(
        "the alert is over",
        SOON,
        () -> {
          List<String> states = api.get("/v1/alerts?roomId=" + room).findValuesAsText("state");
          assertThat(states).isNotEmpty().containsOnly("RESOLVED");
        });
    assertUnbroken("us", us);
    camera.cover(false);
    api.post("/v1/rooms/" + room + ":switch-line", Map.of("lineId", "main"));
    awaitPlays("us", "main");
    assertThat(line("main").get("input").asText()).isEqualTo("live");
  }

  @Test
  void oneMarketPlaysTheBackupWhileTheOthersStay() throws Exception {
    begin();
    long us = api.encoderOf(room, "us");
    String path = "/v1/rooms/" + room + "/sub-rooms/us:switch-line";
    api.post(path, Map.of("lineId", "backup", "reason", "main stutters here"));
    awaitPlays("us", "backup");
    assertThat(plays("gb")).isEqualTo("main");

    api.post("/v1/rooms/" + room + ":switch-line", Map.of("lineId", "backup"));
    awaitPlays("gb", "backup");
    api.post(path, Map.of());
    api.post("/v1/rooms/" + room + ":switch-line", Map.of("lineId", "main"));
    awaitPlays("us", "main");
    awaitPlays("gb", "main");
    assertUnbroken("us", us);
    assertThat(types()).contains("sub_room.line_switched", "line.switched");
  }
}
