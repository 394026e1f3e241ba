package io.roomfleet.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.roomfleet.deploy.audience.Audience;
import io.roomfleet.deploy.audience.SlowEdge;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The way of a line to one region becomes too narrow in mid-stream, with real agents, encoders and
 * players in Chromium: that region alone plays the backup, an alert says why, and all is as before
 * once the way is wide again. The line is taken in by an agent behind a TCP proxy.
 *
 * <p>Named so that it runs before the others have a fleet up: beside that, two cores starve it.
 */
class AudienceOfStarvedLineIT {
  private static final Duration SOON = SharedFleet.SOON;
  private static final String SLOW = "eu-west-slow";

  /** Of what the line needs. */
  private static final double NARROW = 0.55;

  @TempDir Path folder;
  private DevFleetProcess fleet;
  private SlowEdge source;
  private Api api;
  private String room;

  @BeforeEach
  void start() throws Exception {
    boolean required = Boolean.parseBoolean(System.getenv("ROOMFLEET_REQUIRE_BROWSER"));
    assumeTrue(required || Audience.browser().isPresent(), "Chromium is not installed");
    fleet =
        DevFleetProcess.start(DevFleetProcess.freshFolder("starved"), "--agents-per-region", "1");
    api = fleet.api();
    source =
        new SlowEdge(
            URI.create(fleet.apiUrl()), fleet.data(), "eu-west", SLOW, folder.resolve("source"));
    awaitAgent(SLOW, "up");
    // So that the line, and the market beside it, come to the slow one.
    api.post("/v1/agents/eu-west-1:drain", Map.of("reason", "a test"));
    room =
        api.post(
                "/v1/rooms",
                Map.of(
                    "title",
                    "A narrow way",
                    "hostId",
                    "host-1",
                    "startsAt",
                    Instant.now().plusSeconds(3600).toString(),
                    "sourceRegion",
                    "eu-west",
                    "lineSwitching",
                    Map.of("holdSeconds", 5, "clearSeconds", 25),
                    "lines",
                    List.of(
                        Map.of("id", "main", "kind", "test"),
                        Map.of("id", "backup", "kind", "test"))))
            .get("id")
            .asText();
    api.post("/v1/rooms/" + room + ":start", null);
    api.post(
        "/v1/rooms/" + room + "/sub-rooms",
        Map.of("subRooms", List.of(Api.light("gb", "eu-west"), Api.light("us", "us-east"))));
    api.awaitStatus(room, "gb", "LIVE", SOON);
    api.awaitStatus(room, "us", "LIVE", SOON);
    api.post("/v1/agents/eu-west-1:restore", null);
    Await.until(
        "main is played everywhere, and backup comes in elsewhere",
        SOON,
        () -> {
          assertThat(line("main").get("agentId").asText()).isEqualTo(SLOW);
          assertThat(line("backup").get("agentId").asText()).isNotEqualTo(SLOW);
          assertThat(line("backup").get("input").asText()).isEqualTo("live");
          assertThat(api.get("/v1/rooms/" + room).get("activeLine").asText()).isEqualTo("main");
          assertThat(played("us")).isEqualTo("main");
          assertThat(played("gb")).isEqualTo("main");
        });
  }

  @AfterEach
  void stop() throws Exception {
    if (source != null) {
      source.close();
    }
    if (fleet != null) {
      List<Long> left = fleet.stop();
      assertThat(left).as("processes left behind").isEmpty();
    }
  }

  private void awaitAgent(String id, String status) {
    Await.until(
        id + " is " + status,
        SOON,
        () -> {
          List<String> all = new ArrayList<>();
          for (JsonNode agent : api.get("/v1/agents").get("agents")) {
            all.add(agent.get("id").asText() + " " + agent.get("status").asText().toLowerCase());
          }
          assertThat(all).contains(id + " " + status);
        });
  }

  private JsonNode line(String id) {
    for (JsonNode line : api.get("/v1/rooms/" + room).get("lines")) {
      if (line.get("id").asText().equals(id)) {
        return line;
      }
    }
    throw new AssertionError("no line " + id);
  }

  @Test
  void theRegionWhoseLineIsStarvedPlaysTheBackupAloneAndComesBack() throws Exception {
    URI us = URI.create(api.subRoom(room, "us").at("/playback/hls").asText());
    try (Audience audience = Audience.of(List.of(us, us))) {
      awaitFurther(audience, 5);
      long before = source.throttle().passed();
      Instant metered = Instant.now();
      awaitFurther(audience, 4);
      double seconds = Duration.between(metered, Instant.now()).toMillis() / 1000.0;
      source.throttle().limit((source.throttle().passed() - before) / seconds * NARROW);

      JsonNode alert = Await.get("an alert of the line", SOON, this::alert);
      assertThat(alert.get("regions")).as("%s", alert).hasSize(1);
      assertThat(alert.get("regions").get(0).asText()).isEqualTo("us-east");
      assertThat(alert.get("cause").asText()).isEqualToIgnoringCase("line");
      assertThat(alert.get("causeText").asText())
          .contains("us-east-1", "line main brought", "of its video", "line backup is played");
      JsonNode away = api.subRoom(room, "us");
      assertThat(away.get("activeLine").asText()).isEqualTo("backup");
      assertThat(away.get("leftLine").asText()).contains("of its video");
      assertThat(api.subRoom(room, "gb").get("activeLine").asText()).isEqualTo("main");
      assertThat(api.get("/v1/rooms/" + room).get("activeLine").asText()).isEqualTo("main");
      awaitFurther(audience, 4);

      source.throttle().limit(Double.MAX_VALUE);
      Await.until(
          "it follows its room again",
          SOON,
          () -> {
            assertThat(api.subRoom(room, "us").get("activeLine").asText()).isEqualTo("main");
            assertThat(played("us")).isEqualTo("main");
          });
      Await.until("the alert is over", SOON, () -> assertThat(open()).doesNotContain("line-left"));
      awaitFurther(audience, 4);
      assertThatNobodyStalls(audience);
    }
    assertThatTheTimelineTellsIt();
    assertThatTheSwitchesAreMeasured();
  }

  private JsonNode alert() {
    for (JsonNode alert : api.get("/v1/alerts?roomId=" + room).get("alerts")) {
      if (alert.get("rule").asText().equals("line-left")) {
        return alert;
      }
    }
    throw new AssertionError("no alert yet: " + open());
  }

  private List<String> open() {
    List<String> rules = new ArrayList<>();
    for (JsonNode alert : api.get("/v1/alerts?roomId=" + room + "&state=RAISED").get("alerts")) {
      rules.add(alert.get("rule").asText());
    }
    return rules;
  }

  /** What the agent of a sub-room says that it plays. */
  private String played(String subRoom) {
    for (JsonNode agent : api.get("/v1/agents").get("agents")) {
      for (JsonNode assignment : agent.get("assignments")) {
        if (assignment.get("id").asText().equals("transcode/" + room + "/" + subRoom)) {
          return assignment.at("/state/line/lineId").asText();
        }
      }
    }
    return "";
  }

  /** All play, and so many segments have come since. */
  private static void awaitFurther(Audience audience, int segments) {
    List<Audience.Player> before = audience.players();
    Await.until(
        "further segments",
        SOON,
        () -> {
          List<Audience.Player> now = audience.players();
          assertThat(now).hasSize(2);
          for (int i = 0; i < now.size(); i++) {
            long from = before.isEmpty() ? 0 : before.get(i).segments();
            assertThat(now.get(i).playing()).isTrue();
            assertThat(now.get(i).segments()).isGreaterThanOrEqualTo(from + segments);
          }
        });
  }

  /** The figures of the last seconds, as those who look at the room see them. */
  private void assertThatNobodyStalls(Audience audience) {
    Await.until(
        "figures without stalls",
        SOON,
        () -> {
          Instant to = Instant.now();
          String window = "?subRoomId=us&from=" + to.minusSeconds(20) + "&to=" + to + "&step=10";
          List<JsonNode> all =
              api.get("/v1/rooms/" + room + "/metrics" + window).findValues("viewing");
          JsonNode last = all.stream().filter(JsonNode::isObject).reduce((a, b) -> b).orElseThrow();
          assertThat(last.get("viewers").asDouble()).as("%s", all).isBetween(1.5, 2.0);
          assertThat(last.get("stallRatio").asDouble()).as("%s", all).isLessThan(0.05);
        });
    for (Audience.Player player : audience.players()) {
      assertThat(player.stalled()).as("%s", player).isLessThan(1);
      // hls.js says so of a buffer that is short for a moment, also where no picture waits.
      assertThat(player.faults()).as("%s", player).isSubsetOf("bufferStalledError");
    }
  }

  private void assertThatTheTimelineTellsIt() {
    JsonNode timeline = api.get("/v1/rooms/" + room + "/timeline");
    List<String> told = new ArrayList<>();
    List<JsonNode> all = new ArrayList<>();
    timeline.get("marks").forEach(all::add);
    all.sort(Comparator.comparing(mark -> Instant.parse(mark.get("at").asText())));
    for (JsonNode mark : all) {
      String type = mark.get("type").asText();
      if (type.equals("sub_room.line_switched") || type.startsWith("alert.")) {
        told.add(type + " " + mark.get("entity").asText() + " by " + mark.get("by").asText());
      }
    }
    assertThat(told)
        .as("%s", timeline)
        .containsSubsequence(
            "sub_room.line_switched us by agent:us-east-1",
            "sub_room.line_switched us by sub-room");
    assertThat(told).noneMatch(each -> each.startsWith("sub_room.line_switched gb"));
    List<JsonNode> alerts = new ArrayList<>();
    for (JsonNode span : timeline.get("spans")) {
      if (span.get("entity").asText().startsWith("line-left")) {
        alerts.add(span);
      }
    }
    assertThat(alerts).as("%s", timeline).hasSizeGreaterThanOrEqualTo(1);
    assertThat(alerts.get(0).get("to").isNull()).as("it is over").isFalse();
  }

  /** Away from the line, and back to it: how the players fared is in the room's events. */
  private void assertThatTheSwitchesAreMeasured() {
    Await.until(
        "two switches are measured",
        SOON,
        () -> {
          List<JsonNode> measured = new ArrayList<>();
          for (JsonNode event :
              api.get("/v1/rooms/" + room + "/events?pageSize=200").get("events")) {
            if (event.get("type").asText().equals("line.switch_measured")) {
              measured.add(event);
            }
          }
          assertThat(measured).hasSizeGreaterThanOrEqualTo(2);
          JsonNode away = measured.get(0);
          JsonNode back = measured.get(measured.size() - 1);
          assertThat(away.get("subRoomId").asText()).isEqualTo("us");
          assertThat(away.at("/data/to").asText()).isEqualTo("backup");
          assertThat(back.at("/data/to").asText()).isEqualTo("main");
          for (JsonNode it : List.of(away, back)) {
            assertThat(it.at("/data/before/viewers").asDouble()).as("%s", it).isBetween(1.0, 2.0);
            assertThat(it.at("/data/after/viewers").asDouble()).as("%s", it).isBetween(1.0, 2.0);
            assertThat(it.at("/data/after/stallRatio").asDouble()).as("%s", it).isLessThan(0.05);
            assertThat(it.at("/data/helped").asBoolean(true)).as("%s", it).isTrue();
          }
        });
  }
}
