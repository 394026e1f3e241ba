package io.roomfleet.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.roomfleet.deploy.audience.Audience;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Real players watch two markets, and the API says who they are and how they fare. */
@ExtendWith(SharedFleet.Extension.class)
class ViewersIT {
  private static final Duration SOON = SharedFleet.SOON;

  private final SharedFleet fleet;
  private final Api api;

  ViewersIT(SharedFleet fleet) {
    this.fleet = fleet;
    this.api = fleet.api();
  }

  @Test
  void playersAreCountedByMarketAndAsARoomFromTheirOwnRequests() throws Exception {
    boolean required = Boolean.parseBoolean(System.getenv("ROOMFLEET_REQUIRE_BROWSER"));
    assumeTrue(required || Audience.browser().isPresent(), "Chromium is not installed");
    String room = api.liveRoom("Watched", "test");
    api.post(
        "/v1/rooms/" + room + "/sub-rooms",
        Map.of("subRooms", List.of(Api.light("gb", "eu-west"), Api.light("us", "us-east"))));
    List<URI> masters = new ArrayList<>(Collections.nCopies(2, api.master(room, "gb")));
    masters.add(api.master(room, "us"));
    try (Audience audience = Audience.of(masters)) {
      Await.until(
          "all play",
          SOON,
          () ->
              assertThat(audience.players())
                  .hasSize(3)
                  .allSatisfy(player -> assertThat(player.playing()).isTrue()));
      awaitViewers(room, 2, 1);
      JsonNode seen =
          Await.get(
              "what players say of themselves",
              SOON,
              () -> {
                JsonNode viewing = viewing(room, "");
                assertThat(viewing.at("/bufferMillis/p50").asDouble()).isPositive();
                assertThat(viewing.at("/throughputKbps/p50").asDouble()).isPositive();
                // A segment is two seconds long, and is played when its last picture is in.
                assertThat(viewing.get("latencyMillis").asDouble()).isBetween(2_000.0, 15_000.0);
                assertThat(viewing.get("avOffsetMillis").asDouble()).isBetween(-300.0, 300.0);
                return viewing;
              });
      assertThat(seen.at("/joinMillis/count").asInt()).isEqualTo(3);
      assertThat(seen.get("joins").asInt()).isEqualTo(3);
      assertThat(seen.get("distinct").asInt()).isEqualTo(3);
      assertThat(seen.get("incomplete").asBoolean()).isFalse();
      assertThat(viewing(room, "&subRoomId=us").get("peakViewers").asInt()).isEqualTo(1);
    }
    Await.until(
        "they are missed",
        SOON,
        () -> assertThat(viewing(room, "").get("leaves").asInt()).isEqualTo(3));
    api.post("/v1/rooms/" + room + ":end", null);
  }

  private JsonNode viewing(String room, String filter) {
    JsonNode viewing =
        api.get("/v1/rooms/" + room + "/metrics?step=60" + filter).at("/total/viewing");
    assertThat(viewing.isNull()).isFalse();
    return viewing;
  }

  /** By the newest ten seconds that are whole. */
  private void awaitViewers(String room, int inGb, int inUs) {
    Await.until(
        inGb + " and " + inUs + " viewers",
        SOON,
        () -> {
          assertThat(newest(room, "&subRoomId=gb")).isEqualTo(inGb);
          assertThat(newest(room, "&subRoomId=us")).isEqualTo(inUs);
          assertThat(newest(room, "")).isEqualTo(inGb + inUs);
        });
  }

  private double newest(String room, String filter) {
    JsonNode points = api.get("/v1/rooms/" + room + "/metrics?step=10" + filter).get("points");
    for (int i = points.size() - 1; i >= 0; i--) {
      JsonNode viewing = points.get(i).at("/figures/viewing");
      if (viewing.isObject()) {
        return viewing.get("viewers").asDouble();
      }
    }
    return 0;
  }
}
