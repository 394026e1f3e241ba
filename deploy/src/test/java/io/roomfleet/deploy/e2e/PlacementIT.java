package io.roomfleet.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where sub-rooms go, what fits, and what the events say of it. */
@ExtendWith(SharedFleet.Extension.class)
class PlacementIT {
  private static final Duration SOON = SharedFleet.SOON;

  private final SharedFleet fleet;
  private final Api api;
  private final String promo;

  PlacementIT(SharedFleet fleet) {
    this.fleet = fleet;
    this.api = fleet.api();
    this.promo = fleet.promo();
  }

  @Test
  void theEventOfAPlacementHoldsTheWholeDecisionAsJson() {
    for (String subRoomId : List.of("de-de", "id-id", "en-us")) {
      api.master(promo, subRoomId);
    }
    List<JsonNode> decided =
        api.events(promo).stream()
            .filter(event -> event.get("type").asText().equals("placement.decided"))
            .toList();
    assertThat(decided).hasSizeGreaterThanOrEqualTo(3);
    for (JsonNode event : decided) {
      JsonNode placement = event.get("data").get("placement");
      assertThat(placement.isObject()).as(event.toString()).isTrue();
      assertThat(placement.get("agentId").asText()).startsWith(placement.get("region").asText());
      assertThat(placement.get("candidates").isArray()).as(event.toString()).isTrue();
      assertThat(placement.get("candidates")).isNotEmpty();
      for (JsonNode candidate : placement.get("candidates")) {
        assertThat(candidate.get("id").isTextual()).as(event.toString()).isTrue();
        assertThat(candidate.get("verdict").isTextual()).as(event.toString()).isTrue();
      }
    }
  }

  @Test
  void twentySubRoomsInOneCallComeOnceAndThoseThatDoNotFitSayWhatIsMissing() {
    String room = api.liveRoom("Twenty", "rtmp");
    try {
      addTwenty(room);
    } finally {
      api.post("/v1/rooms/" + room + ":end", null);
    }
  }

  private void addTwenty(String room) {
    List<Map<String, Object>> twenty = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      twenty.add(
          Map.of(
              "market", "m" + i,
              "locale", "en-GB",
              "timeZone", "Europe/London",
              "wantedRegion", "us-east",
              "ladder", Map.of("renditions", List.of("360p"), "frameRate", 30)));
    }
    Map<String, String> key = Map.of("Idempotency-Key", "twenty-" + room);
    Map<String, Object> body = Map.of("subRooms", twenty);
    Api.Answer first = api.send("POST", "/v1/rooms/" + room + "/sub-rooms", body, key);
    Api.Answer again = api.send("POST", "/v1/rooms/" + room + "/sub-rooms", body, key);
    assertThat(first.status()).isEqualTo(201);
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(api.get("/v1/rooms/" + room).get("subRoomIds")).hasSize(20);
    Await.until(
        "a decision on each, though as many encoders as fit start at once on this machine",
        Duration.ofMinutes(5),
        () -> {
          int decided = 0;
          for (JsonNode subRoom : api.subRooms(room)) {
            decided += subRoom.get("placement").isNull() ? 0 : 1;
          }
          assertThat(decided).isEqualTo(20);
        });
    int refused = 0;
    for (JsonNode subRoom : api.subRooms(room)) {
      JsonNode missing = subRoom.get("placement").get("missing");
      if (!missing.isNull()) {
        refused++;
        assertThat(subRoom.get("status").asText()).isEqualTo("FAILED");
        assertThat(subRoom.get("reason").asText()).contains("transcode units missing");
        assertThat(missing.get("transcodeUnits").asDouble()).isPositive();
      }
    }
    // Each takes a quarter of a unit (640x360 at 30); two agents have one each, one of them with a
    // sub-room of the promo on it.
    assertThat(refused).isBetween(12, 14);
    for (JsonNode agent : api.get("/v1/agents").get("agents")) {
      for (String side : List.of("transcodeUnits", "egressMbps", "slots")) {
        assertThat(agent.get("reserved").get(side).asDouble())
            .as(agent.get("id") + " " + side)
            .isLessThanOrEqualTo(agent.get("capacity").get(side).asDouble());
      }
    }
  }
}
