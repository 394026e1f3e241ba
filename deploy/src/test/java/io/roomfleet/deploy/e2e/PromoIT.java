package io.roomfleet.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A big promo is planned, the fleet grows by what is missing, and it starts. */
@ExtendWith(SharedFleet.Extension.class)
class PromoIT {
  private static final int MARKETS = 20;

  /** So many that an agent carries three such sub-rooms: its network is full, its cores are not. */
  private static final int VIEWERS = 40_000;

  /** Twenty encoders start on a machine that may have two cores. */
  private static final Duration ALL_PLAY = Duration.ofMinutes(6);

  private final SharedFleet fleet;
  private final Api api;

  PromoIT(SharedFleet fleet) {
    this.fleet = fleet;
    this.api = fleet.api();
  }

  @Test
  void aPromoThatDoesNotFitStartsOnceWhatThePlanSaysIsMissingWasAdded() {
    List<Map<String, Object>> markets =
        IntStream.range(0, MARKETS).mapToObj(PromoIT::market).toList();
    JsonNode plan = plan(markets, List.of());
    assertThat(plan.get("fits").asBoolean()).as(plan.toString()).isFalse();
    JsonNode missing = plan.get("missing");
    assertThat(missing.findValuesAsText("region")).containsExactly("ap-southeast", "us-east");
    assertThatIsExact(markets, missing);

    List<String> added = new ArrayList<>();
    for (JsonNode shortage : missing) {
      String region = shortage.get("region").asText();
      added.add(fleet.process().addAgent(region, shortage.get("capacity")));
    }
    Await.until(
        "a plan that fits; who moves meanwhile has two places",
        SharedFleet.SOON,
        () -> {
          JsonNode then = plan(markets, List.of());
          assertThat(then.get("fits").asBoolean()).as(then.toString()).isTrue();
        });

    String room = api.liveRoom("A promo in twenty markets", "test");
    try {
      assertThatAllPlay(room, markets, added);
    } finally {
      api.post("/v1/rooms/" + room + ":end", null);
    }
    for (String agent : added) {
      Await.until(
          "drain of " + agent + ", while twenty encoders end",
          SharedFleet.SOON,
          () -> api.post("/v1/agents/" + agent + ":drain", Map.of("reason", "the promo is over")));
    }
    new Books(fleet).awaitBalance(SharedFleet.SOON);
  }

  private void assertThatAllPlay(
      String room, List<Map<String, Object>> markets, List<String> added) {
    api.post("/v1/rooms/" + room + "/sub-rooms", Map.of("subRooms", markets));
    Await.until(
        "every market plays, though twenty encoders start at once on this machine",
        ALL_PLAY,
        () ->
            assertThat(api.subRooms(room))
                .hasSize(MARKETS)
                .allSatisfy(it -> assertThat(it.get("status").asText()).isEqualTo("LIVE")));
    new Books(fleet).awaitBalance(SharedFleet.SOON);
    assertThat(api.subRooms(room))
        .as("what was added is used")
        .extracting(it -> it.get("agentId").asText())
        .containsAll(added);
  }

  private static Map<String, Object> market(int number) {
    return Map.of(
        "market",
        "m-" + number,
        "locale",
        "en-GB",
        "timeZone",
        "Europe/London",
        "wantedRegion",
        number % 2 == 0 ? "ap-southeast" : "us-east",
        "expectedViewers",
        VIEWERS,
        "ladder",
        Map.of("renditions", List.of("180p"), "frameRate", 10));
  }

  private JsonNode plan(List<Map<String, Object>> markets, List<Map<String, Object>> addedAgents) {
    Map<String, Object> room =
        Map.of("name", "promo", "sourceRegion", "eu-west", "subRooms", markets);
    return api.post("/v1/plans", Map.of("rooms", List.of(room), "addedAgents", addedAgents));
  }

  /**
   * With agents of these amounts it fits; with a thousandth less on any side of one it does not.
   */
  private void assertThatIsExact(List<Map<String, Object>> markets, JsonNode missing) {
    List<Map<String, Object>> enough = new ArrayList<>();
    missing.forEach(
        it -> enough.add(Map.of("region", it.get("region"), "capacity", it.get("capacity"))));
    assertThat(plan(markets, enough).get("fits").asBoolean()).isTrue();
    for (String side : List.of("transcodeUnits", "egressMbps", "slots")) {
      JsonNode capacity = missing.get(0).get("capacity");
      Map<String, Object> less = new HashMap<>();
      capacity.fields().forEachRemaining(it -> less.put(it.getKey(), it.getValue()));
      if (side.equals("slots")) {
        less.put(side, capacity.get(side).asInt() - 1);
      } else {
        less.put(side, capacity.get(side).asDouble() - 0.001);
      }
      List<Map<String, Object>> tooLittle = new ArrayList<>(enough);
      tooLittle.set(0, Map.of("region", missing.get(0).get("region"), "capacity", less));
      JsonNode plan = plan(markets, tooLittle);
      assertThat(plan.get("fits").asBoolean()).as("less %s: %s", side, plan).isFalse();
    }
  }
}
