package io.roomfleet.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * One broadcast on the four agents of two regions, to which everything happens in turn: an agent is
 * killed, one is drained, the region is evacuated, and taken again.
 */
@ExtendWith(SharedFleet.Extension.class)
class StoryIT {
  private static final Duration SOON = SharedFleet.SOON;
  private static final String HOME = "us-east";
  private static final String AWAY = "eu-west";
  private static final List<String> SUB_ROOMS = List.of("ny", "chicago");

  private final SharedFleet fleet;
  private final Api api;
  private final Books books;
  private final Map<String, Long> newest = new HashMap<>();
  private String room;

  StoryIT(SharedFleet fleet) {
    this.fleet = fleet;
    this.api = fleet.api();
    this.books = new Books(fleet);
  }

  @Test
  void aBroadcastGoesOnThroughAKillADrainAndAnEvacuation() {
    room = api.liveRoom("A story", "test");
    List<Map<String, Object>> subRooms = SUB_ROOMS.stream().map(StoryIT::subRoom).toList();
    api.post("/v1/rooms/" + room + "/sub-rooms", Map.of("subRooms", subRooms));
    awaitPlaying("their region", it -> it.get("region").asText().equals(HOME));
    int begun = api.events(room).size();

    String killed = agentOf("ny");
    fleet.process().kill(killed);
    awaitPlaying("other agents", it -> !it.get("agentId").asText().equals(killed));
    fleet.process().restart(killed);

    String drained = agentOf("ny");
    api.post("/v1/agents/" + drained + ":drain", Map.of("deadlineSeconds", 60));
    awaitPlaying("agents that are not drained", it -> !agent(it).equals(drained));
    awaitEmpty(drained);
    api.post("/v1/agents/" + drained + ":restore", null);

    api.post("/v1/regions/" + HOME + ":evacuate", Map.of("deadlineSeconds", 60));
    awaitPlaying("the other region", it -> it.get("region").asText().equals(AWAY));
    api.post("/v1/regions/" + HOME + ":restore", null);
    for (String subRoom : SUB_ROOMS) {
      api.post("/v1/rooms/" + room + "/sub-rooms/" + subRoom + ":migrate", Map.of("region", HOME));
    }
    awaitPlaying("the region that was restored", it -> it.get("region").asText().equals(HOME));

    books.awaitBalance(SOON);
    assertStory(begun);
    api.post("/v1/rooms/" + room + ":end", null);
    books.awaitBalance(SOON);
  }

  private static Map<String, Object> subRoom(String market) {
    Map<String, Object> subRoom = new HashMap<>(Api.light(market, HOME));
    subRoom.remove("wantedRegion");
    subRoom.put("allowedRegions", List.of(HOME, AWAY));
    subRoom.put("timeZone", "America/New_York");
    // Many enough that their distance counts more than a copy of the line.
    subRoom.put("expectedViewers", 5000);
    return subRoom;
  }

  private static String agent(JsonNode subRoom) {
    return subRoom.get("agentId").asText();
  }

  private String agentOf(String subRoom) {
    return agent(api.subRoom(room, subRoom));
  }

  /** Until every sub-room is LIVE there, and its playlist has gone on from where it was seen. */
  private void awaitPlaying(String where, Predicate<JsonNode> there) {
    for (String id : SUB_ROOMS) {
      Await.until(
          id + " at " + where,
          SOON,
          () -> {
            JsonNode now = api.subRoom(room, id);
            assertThat(now.get("status").asText()).as(now.toString()).isEqualTo("LIVE");
            assertThat(there.test(now)).as(now.toString()).isTrue();
            URI media = Hls.renditions(URI.create(now.at("/playback/hls").asText())).get(0);
            assertThat(Hls.text(media)).doesNotContain("#EXT-X-ENDLIST");
            long last = Hls.playlist(media).lastSequence();
            assertThat(last).as(media.toString()).isGreaterThan(newest.getOrDefault(id, 0L));
            newest.put(id, last);
          });
    }
  }

  private void awaitEmpty(String agent) {
    Await.until(
        agent + " is empty",
        SOON,
        () -> {
          JsonNode maintenance = api.get("/v1/agents/" + agent).get("maintenance");
          assertThat(maintenance.get("doneAt").isNull()).as(maintenance.toString()).isFalse();
        });
  }

  private void assertStory(int begun) {
    List<JsonNode> events = api.events(room);
    Api.assertGapFree(events);
    List<JsonNode> story =
        events.subList(begun, events.size()).stream()
            .filter(it -> it.get("subRoomId").asText().equals("ny"))
            // Its booking follows it, a moment after.
            .filter(it -> !it.get("type").asText().equals("sub_room.booked"))
            .toList();
    assertThat(story.get(0).at("/data/cause").asText()).contains("was lost: no heartbeat for");
    assertThat(story)
        .extracting(it -> it.get("type").asText())
        .containsExactly(
            "placement.decided",
            "sub_room.ready",
            "sub_room.live",
            "sub_room.moved",
            "sub_room.moving",
            "sub_room.moved",
            "sub_room.moving",
            "sub_room.moved");
  }
}
