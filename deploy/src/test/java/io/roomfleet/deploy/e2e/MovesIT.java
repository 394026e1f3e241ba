package io.roomfleet.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Agents are drained and regions evacuated under live broadcasts. */
@ExtendWith(SharedFleet.Extension.class)
class MovesIT {
  private static final Duration SOON = SharedFleet.SOON;

  private final SharedFleet fleet;
  private final Api api;
  private final Books books;

  MovesIT(SharedFleet fleet) {
    this.fleet = fleet;
    this.api = fleet.api();
    this.books = new Books(fleet);
  }

  private String liveRoom(String title, Map<String, Object> subRoom) {
    String room = api.liveRoom(title, "test");
    api.post("/v1/rooms/" + room + "/sub-rooms", Map.of("subRooms", List.of(subRoom)));
    return room;
  }

  private void end(String room) {
    api.post("/v1/rooms/" + room + ":end", null);
    books.awaitBalance(SOON);
  }

  private List<String> typesSince(String room, int from) {
    List<JsonNode> events = api.events(room);
    Api.assertGapFree(events);
    return events.subList(from, events.size()).stream().map(e -> e.get("type").asText()).toList();
  }

  private void awaitEmpty(String path) {
    Await.until(
        path + " is empty",
        SOON.plusSeconds(30),
        () -> {
          JsonNode maintenance = api.get(path).get("maintenance");
          assertThat(maintenance.get("doneAt").isNull()).as(maintenance.toString()).isFalse();
          assertThat(maintenance.get("moved").asInt()).isEqualTo(maintenance.get("total").asInt());
        });
  }

  @Test
  void aDrainedAgentsSubRoomPlaysOnAtAnotherAgent() {
    String room = liveRoom("Drained", Api.light("us", "us-east"));
    URI before = api.master(room, "us");
    int known = api.events(room).size();
    JsonNode subRoom = api.subRoom(room, "us");
    String agent = subRoom.get("agentId").asText();
    api.post("/v1/agents/" + agent + ":drain", Map.of("deadlineSeconds", 40, "reason", "test"));
    Await.until(
        "the other agent",
        SOON,
        () -> {
          JsonNode now = api.subRoom(room, "us");
          assertThat(now.get("status").asText()).isEqualTo("LIVE");
          assertThat(now.get("agentId").asText()).isNotEqualTo(agent);
        });
    assertPlays(room, "us");
    assertThat(typesSince(room, known))
        .contains("sub_room.moved")
        .doesNotContain("sub_room.degraded", "sub_room.failed");
    awaitEmpty("/v1/agents/" + agent);
    assertThat(Hls.fetch(before).statusCode())
        .as("who still comes to the old place is sent to the new one")
        .isEqualTo(307);
    api.post("/v1/agents/" + agent + ":restore", Map.of("reason", "test"));
    end(room);
  }

  @Test
  void anEvacuatedRegionsSubRoomPlaysOnInAnotherRegion() {
    Map<String, Object> asia =
        Map.of(
            "market",
            "sg",
            "locale",
            "en-SG",
            "timeZone",
            "Asia/Singapore",
            "allowedRegions",
            List.of("ap-southeast", "us-east"),
            "expectedViewers",
            2000,
            "ladder",
            Map.of("renditions", List.of("180p"), "frameRate", 15));
    String room = liveRoom("Evacuated", asia);
    api.awaitStatus(room, "sg", "LIVE", SOON);
    assertThat(api.subRoom(room, "sg").get("region").asText()).isEqualTo("ap-southeast");
    int known = api.events(room).size();
    api.post("/v1/regions/ap-southeast:evacuate", Map.of("deadlineSeconds", 60));
    Await.until(
        "the other region",
        SOON,
        () -> {
          JsonNode now = api.subRoom(room, "sg");
          assertThat(now.get("status").asText()).as(now.toString()).isEqualTo("LIVE");
          assertThat(now.get("region").asText()).isEqualTo("us-east");
        });
    assertPlays(room, "sg");
    assertThat(typesSince(room, known))
        .containsSubsequence("sub_room.moving", "sub_room.moved")
        .doesNotContain("sub_room.degraded", "sub_room.failed");
    Await.until(
        "who may run nowhere else is told to wait",
        SOON,
        () ->
            assertThat(
                    api.get("/v1/regions/ap-southeast")
                        .get("maintenance")
                        .get("waiting")
                        .toString())
                .contains("transcode/" + fleet.promo() + "/id-id"));
    assertThat(api.subRoom(fleet.promo(), "id-id").get("status").asText()).isEqualTo("LIVE");
    api.post("/v1/regions/ap-southeast:restore", null);
    assertThat(api.get("/v1/regions/ap-southeast").get("maintenance").isNull()).isTrue();
    end(room);
  }

  @Test
  void aDrainIsFinishedAfterTheOrchestratorDied() {
    String room = liveRoom("Drained without a control plane", Api.light("us", "us-east"));
    api.master(room, "us");
    int known = api.events(room).size();
    String agent = api.subRoom(room, "us").get("agentId").asText();
    api.post("/v1/agents/" + agent + ":drain", Map.of("deadlineSeconds", 40));
    fleet.process().kill("orchestrator-1");
    fleet.process().restart("orchestrator-1");
    Await.until(
        "the other agent",
        SOON,
        () -> {
          JsonNode now = api.subRoom(room, "us");
          assertThat(now.get("status").asText()).as(now.toString()).isEqualTo("LIVE");
          assertThat(now.get("agentId").asText()).isNotEqualTo(agent);
        });
    awaitEmpty("/v1/agents/" + agent);
    assertPlays(room, "us");
    assertThat(typesSince(room, known)).doesNotContain("sub_room.degraded", "sub_room.failed");
    api.post("/v1/agents/" + agent + ":restore", null);
    end(room);
  }

  @Test
  void aPlanSaysWhatIsMissingAndWithThatItFits() {
    Map<String, Object> big =
        Map.of(
            "market", "big",
            "locale", "en-GB",
            "timeZone", "Europe/London",
            "wantedRegion", "eu-west",
            "expectedViewers", 1000,
            "ladder", Map.of("preset", "standard"));
    Map<String, Object> room =
        Map.of("name", "promo", "sourceRegion", "eu-west", "subRooms", List.of(big));
    JsonNode plan = api.post("/v1/plans", Map.of("rooms", List.of(room)));
    assertThat(plan.get("fits").asBoolean()).as(plan.toString()).isFalse();
    JsonNode missing = plan.get("missing").get(0);
    assertThat(missing.get("region").asText()).isEqualTo("eu-west");
    assertThat(missing.get("subRooms").get(0).asText()).isEqualTo("promo/big");
    Map<String, Object> added = Map.of("region", "eu-west", "capacity", missing.get("capacity"));
    JsonNode then =
        api.post("/v1/plans", Map.of("rooms", List.of(room), "addedAgents", List.of(added)));
    assertThat(then.get("fits").asBoolean()).as(then.toString()).isTrue();
    assertThat(then.get("placements").get(0).get("agentId").asText()).isEqualTo("added-1");
  }

  private void assertPlays(String room, String subRoomId) {
    URI media = Hls.renditions(api.master(room, subRoomId)).get(0);
    long known = Hls.playlist(media).lastSequence();
    Await.until(
        "further segments",
        Duration.ofSeconds(30),
        () -> assertThat(Hls.playlist(media).lastSequence()).isGreaterThan(known + 1));
  }
}
