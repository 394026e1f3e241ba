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
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real players in Chromium watch an edge whose network becomes too narrow in mid-stream: a real agent
 * behind a TCP proxy that passes on less than they need. The control plane leads them to the market
 * that the room names for it.
 */
class SteeringIT {
  private static final Duration SOON = Duration.ofSeconds(120);
  private static final int PLAYERS = 3;

  /** Seconds, of which nobody says that the picture stood still. */
  private static final double UNNOTICED = 0.3;

  /** Of what the players take; they would stall at it after some ten seconds. */
  private static final double NARROW = 0.6;

  @TempDir Path folder;
  private DevFleetProcess fleet;
  private SlowEdge edge;
  private Api api;

  @BeforeEach
  void start() throws Exception {
    boolean required = Boolean.parseBoolean(System.getenv("ROOMFLEET_REQUIRE_BROWSER"));
    assumeTrue(required || Audience.browser().isPresent(), "Chromium is not installed");
    fleet = DevFleetProcess.start(DevFleetProcess.freshFolder("steering"), "--agents-per-region", "1");
    api = fleet.api();
    edge =
        new SlowEdge(
            URI.create(fleet.apiUrl()), fleet.data(), "eu-west", "eu-west-slow", folder.resolve("edge"));
    fleet.kill("eu-west-1");
    Await.until(
        "eu-west has the slow edge alone",
        SOON,
        () -> {
          assertThat(status("eu-west-slow")).isEqualTo("UP");
          assertThat(status("eu-west-1")).isEqualTo("LOST");
        });
  }

  @AfterEach
  void stop() throws Exception {
    if (edge != null) {
      edge.close();
    }
    if (fleet != null) {
      fleet.close();
    }
  }

  private String status(String agentId) {
    for (JsonNode agent : api.get("/v1/agents").get("agents")) {
      if (agent.get("id").asText().equals(agentId)) {
        return agent.get("status").asText();
      }
    }
    return "not there";
  }

  private static Map<String, Object> market(String market, String region, List<String> fallbacks) {
    Map<String, Object> subRoom = new HashMap<>(Api.light(market, region));
    subRoom.put("ladder", Map.of("renditions", List.of("720p"), "frameRate", 10));
    if (!fallbacks.isEmpty()) {
      subRoom.put("fallbackMarkets", fallbacks);
    }
    return subRoom;
  }

  @Test
  void playersLeaveAnEdgeThatBecomesTooNarrowWithoutAStall() throws Exception {
    String room = api.room("Steered", "test", Instant.now().plusSeconds(3600).toString(), "us-east");
    api.post("/v1/rooms/" + room + ":start", null);
    api.post(
        "/v1/rooms/" + room + "/sub-rooms",
        Map.of("subRooms", List.of(market("gb", "eu-west", List.of("us")), market("us", "us-east", List.of()))));
    URI here = master(room, "gb");
    URI there = master(room, "us");
    try (Audience audience = Audience.of(Collections.nCopies(PLAYERS, here))) {
      awaitAt(audience, here, 8);
      JsonNode before = route(room);
      assertThat(before.at("/best/subRoomId").asText()).isEqualTo("gb");
      assertThat(before.at("/best/share").asDouble()).isEqualTo(1);

      edge.throttle().limit(edge.throttle().passed() / (double) seconds(audience) * NARROW);
      awaitAt(audience, there, 4);

      JsonNode route = route(room);
      assertThat(route.at("/best/subRoomId").asText()).as("%s", route).isEqualTo("us");
      assertThat(route.get("candidates").findValuesAsText("reason"))
          .anySatisfy(reason -> assertThat(reason).contains("slower than they play"));
      for (Audience.Player player : audience.players()) {
        assertThat(player.stalled()).as("%s", player).isLessThan(UNNOTICED);
        assertThat(player.jumped()).as("%s", player).isLessThan(UNNOTICED);
        assertThat(player.hosts()).containsExactly(here.getAuthority(), there.getAuthority());
      }
    }
  }

  private JsonNode route(String room) {
    return api.get("/v1/routes?roomId=" + room + "&subRoomId=gb");
  }

  private URI master(String room, String subRoomId) {
    return URI.create(
        api.awaitStatus(room, subRoomId, "LIVE", SOON).get("playback").get("hls").asText());
  }

  /** Of media that each player has had. */
  private static long seconds(Audience audience) {
    return audience.players().stream().mapToLong(it -> it.segments() * 2).max().orElseThrow();
  }

  /** Every picture moves, from there, and so many segments have come since. */
  private static void awaitAt(Audience audience, URI master, int segments) {
    List<Audience.Player> before = audience.players();
    Await.until(
        "all play from " + master,
        SOON,
        () -> {
          List<Audience.Player> now = audience.players();
          assertThat(now).hasSize(PLAYERS);
          for (int i = 0; i < PLAYERS; i++) {
            long from = before.isEmpty() ? 0 : before.get(i).segments();
            assertThat(now.get(i).playing()).isTrue();
            assertThat(now.get(i).host()).isEqualTo(master.getAuthority());
            assertThat(now.get(i).segments()).isGreaterThanOrEqualTo(from + segments);
          }
        });
  }
}
