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
 * Real players in Chromium watch an edge whose network becomes too narrow in mid-stream: a real
 * agent behind a TCP proxy that passes on less than they need. The control plane leads them to the
 * market that the room names for it. How long their pictures stand still is for benchmarks, which
 * have the machine to themselves.
 *
 * <p>Named so that it runs before the others have a fleet up: beside that, two cores starve it.
 */
class AudienceOfSlowEdgeIT {
  private static final Duration SOON = SharedFleet.SOON;
  private static final String SLOW = "eu-west-slow";
  private static final int PLAYERS = 2;

  /** Of what the players take together: it is not enough for one of them either. */
  private static final double NARROW = 0.3;

  @TempDir Path folder;
  private DevFleetProcess fleet;
  private Api api;
  private SlowEdge edge;

  @BeforeEach
  void start() throws Exception {
    boolean required = Boolean.parseBoolean(System.getenv("ROOMFLEET_REQUIRE_BROWSER"));
    assumeTrue(required || Audience.browser().isPresent(), "Chromium is not installed");
    fleet = DevFleetProcess.start(DevFleetProcess.freshFolder("slow"), "--agents-per-region", "1");
    api = fleet.api();
    edge =
        new SlowEdge(
            URI.create(fleet.apiUrl()), fleet.data(), "eu-west", SLOW, folder.resolve("edge"));
    Await.until(
        SLOW,
        SOON,
        () -> assertThat(api.get("/v1/agents/" + SLOW).get("status").asText()).isEqualTo("UP"));
    // So that the market comes to the slow one.
    api.post("/v1/agents/eu-west-1:drain", Map.of("reason", "a test"));
  }

  @AfterEach
  void stop() throws Exception {
    if (edge != null) {
      edge.close();
    }
    if (fleet != null) {
      assertThat(fleet.stop()).as("processes left behind").isEmpty();
    }
  }

  @Test
  void playersAreLedAwayFromAnEdgeThatBecomesTooNarrow() throws Exception {
    String room =
        api.room("Steered", "test", Instant.now().plusSeconds(3600).toString(), "us-east");
    api.post("/v1/rooms/" + room + ":start", null);
    api.post("/v1/rooms/" + room + "/sub-rooms", Map.of("subRooms", List.of(gb(), us())));
    URI here = master(room, "gb");
    URI there = master(room, "us");
    assertThat(api.subRoom(room, "gb").get("agentId").asText()).isEqualTo(SLOW);
    try (Audience audience = Audience.of(Collections.nCopies(PLAYERS, here))) {
      awaitAt(audience, here, 4);
      JsonNode before = route(room);
      assertThat(before.at("/best/subRoomId").asText()).as("%s", before).isEqualTo("gb");

      edge.throttle().limit(edge.throttle().passed() / (double) seconds(audience) * NARROW);
      awaitAt(audience, there, 2);

      JsonNode route = route(room);
      // Half is enough when all players happen to be of that half.
      assertThat(candidate(route, "us").get("share").asDouble())
          .as("%s", route)
          .isGreaterThanOrEqualTo(0.5);
      assertThat(candidate(route, "gb").get("reason").asText()).contains("its edge is in trouble");
      assertThat(audience.players())
          .allSatisfy(
              player ->
                  assertThat(player.hosts())
                      .containsExactly(here.getAuthority(), there.getAuthority()));
    }
  }

  private URI master(String room, String subRoomId) {
    JsonNode subRoom = api.awaitStatus(room, subRoomId, "LIVE", SOON);
    return URI.create(subRoom.at("/playback/hls").asText());
  }

  private static Map<String, Object> gb() {
    Map<String, Object> gb = new HashMap<>(us());
    gb.putAll(Map.of("market", "gb", "wantedRegion", "eu-west", "fallbackMarkets", List.of("us")));
    return gb;
  }

  private static Map<String, Object> us() {
    Map<String, Object> us = new HashMap<>(Api.light("us", "us-east"));
    us.put("ladder", Map.of("renditions", List.of("360p"), "frameRate", 15));
    return us;
  }

  private JsonNode route(String room) {
    return api.get("/v1/routes?roomId=" + room + "&subRoomId=gb");
  }

  private static JsonNode candidate(JsonNode route, String subRoomId) {
    for (JsonNode candidate : route.get("candidates")) {
      if (candidate.get("subRoomId").asText().equals(subRoomId)) {
        return candidate;
      }
    }
    throw new AssertionError(subRoomId + " is none of " + route);
  }

  /** Of media that each player has had. */
  private static long seconds(Audience audience) {
    return audience.players().stream().mapToLong(it -> it.segments() * 2).max().orElseThrow();
  }

  /** Every picture has moved, and so many segments have come from there since. */
  private static void awaitAt(Audience audience, URI master, int segments) {
    Await.until(
        "all play from " + master,
        SOON,
        () ->
            assertThat(audience.players())
                .hasSize(PLAYERS)
                .allSatisfy(
                    player -> {
                      assertThat(player.playing()).isTrue();
                      assertThat(player.host()).isEqualTo(master.getAuthority());
                    }));
    List<Audience.Player> then = audience.players();
    Await.until(
        segments + " segments from " + master,
        SOON,
        () -> {
          for (int i = 0; i < PLAYERS; i++) {
            assertThat(audience.players().get(i).segments())
                .isGreaterThanOrEqualTo(then.get(i).segments() + segments);
          }
        });
  }
}
