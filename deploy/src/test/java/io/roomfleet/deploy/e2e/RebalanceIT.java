package io.roomfleet.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sub-rooms far from their viewers are brought home. */
@ExtendWith(SharedFleet.Extension.class)
class RebalanceIT {
  private static final Duration SOON = SharedFleet.SOON;
  private static final Map<String, Object> COST =
      Map.of("kinds", List.of("COST"), "reason", "test");

  private final SharedFleet fleet;
  private final Api api;

  RebalanceIT(SharedFleet fleet) {
    this.fleet = fleet;
    this.api = fleet.api();
  }

  /** For Londoners, who are near one of the two regions and an ocean away from the other. */
  private static Map<String, Object> london(String market) {
    return Map.of(
        "market",
        market,
        "locale",
        "en-GB",
        "timeZone",
        "Europe/London",
        "allowedRegions",
        List.of("eu-west", "us-east"),
        "expectedViewers",
        5000,
        "ladder",
        Map.of("renditions", List.of("180p"), "frameRate", 10));
  }

  private void awaitRegion(String room, String subRoom, String region) {
    Await.until(
        subRoom + " in " + region,
        SOON,
        () -> {
          JsonNode now = api.subRoom(room, subRoom);
          assertThat(now.get("region").asText()).as(now.toString()).isEqualTo(region);
          assertThat(now.get("status").asText()).isEqualTo("LIVE");
        });
  }

  @Test
  void aRebalanceIsFinishedAfterTheOrchestratorDiedInItsMiddleAndMovesNothingTwice() {
    String room = api.liveRoom("Abroad", "test");
    api.post(
        "/v1/rooms/" + room + "/sub-rooms",
        Map.of("subRooms", List.of(london("one"), london("two"))));
    for (String subRoom : List.of("one", "two")) {
      awaitRegion(room, subRoom, "eu-west");
      api.post(
          "/v1/rooms/" + room + "/sub-rooms/" + subRoom + ":migrate", Map.of("region", "us-east"));
    }
    awaitRegion(room, "one", "us-east");
    awaitRegion(room, "two", "us-east");
    int known = api.events(room).size();

    JsonNode dry = api.post("/v1/rebalances", Map.of("kinds", List.of("COST"), "dryRun", true));
    assertThat(dry.get("state").asText()).isEqualTo("DRY_RUN");
    assertThat(dry.get("total").asInt()).as(dry.toString()).isEqualTo(2);
    assertThat(api.subRoom(room, "one").get("move").isNull()).isTrue();

    JsonNode begun = api.post("/v1/rebalances", COST);
    String id = begun.get("id").asText();
    Await.until("a move under way", SOON, () -> assertThat(states(id)).as(id).contains("MOVING"));
    fleet.process().kill("orchestrator-1");
    fleet.process().restart("orchestrator-1");

    Await.until(
        "the end of the rebalance",
        SOON,
        () -> {
          JsonNode now = api.get("/v1/rebalances/" + id);
          assertThat(now.get("state").asText()).as(now.toString()).isEqualTo("COMPLETED");
        });
    JsonNode ended = api.get("/v1/rebalances/" + id);
    assertThat(ended.get("done").asInt()).as(ended.toString()).isEqualTo(2);
    assertThat(ended.get("after").get("costPerHour").asDouble())
        .isLessThan(ended.get("before").get("costPerHour").asDouble());
    awaitRegion(room, "one", "eu-west");
    awaitRegion(room, "two", "eu-west");
    List<String> types =
        api.events(room).stream().skip(known).map(event -> event.get("type").asText()).toList();
    assertThat(types).doesNotContain("sub_room.degraded", "sub_room.failed", "move.failed");
    assertThat(count(types, "sub_room.moving")).as(types.toString()).isEqualTo(2);
    assertThat(count(types, "sub_room.moved")).as(types.toString()).isEqualTo(2);
    Api.assertGapFree(api.events(room));
    api.post("/v1/rooms/" + room + ":end", null);
    new Books(fleet).awaitBalance(SOON);
  }

  private List<String> states(String id) {
    JsonNode moves = api.get("/v1/rebalances/" + id).get("moves");
    return Stream.iterate(0, i -> i < moves.size(), i -> i + 1)
        .map(i -> moves.get(i).get("state").asText())
        .toList();
  }

  private static long count(List<String> types, String type) {
    return types.stream().filter(type::equals).count();
  }
}
