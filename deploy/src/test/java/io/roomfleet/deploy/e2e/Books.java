package io.roomfleet.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Holds what the ledgers booked against what the sub-rooms say and against what really runs: each
 * live sub-room has one place and its own encoder, nothing runs that is not booked, nothing is
 * booked twice, and sums are right.
 */
final class Books {
  private final SharedFleet fleet;
  private final Api api;

  Books(SharedFleet fleet) {
    this.fleet = fleet;
    this.api = fleet.api();
  }

  /** Until all moves are over and the books balance. */
  void awaitBalance(Duration within) {
    Await.until("balanced books", within, this::check);
  }

  private void check() {
    Map<String, String> places = new TreeMap<>();
    Set<String> lines = new HashSet<>();
    for (JsonNode agent : api.get("/v1/agents").get("agents")) {
      checkAgent(agent, places, lines);
    }
    assertThat(places).isEqualTo(placesOfSubRooms());
  }

  private void checkAgent(JsonNode agent, Map<String, String> places, Set<String> lines) {
    String id = agent.get("id").asText();
    if (agent.get("status").asText().equals("LOST")) {
      assertThat(agent.get("assignments")).as("held by %s, which is lost", id).isEmpty();
      return;
    }
    Map<String, Double> sums = new HashMap<>();
    Set<Long> pids = new TreeSet<>();
    for (JsonNode held : agent.get("assignments")) {
      assertThat(held.get("role").asText()).as(held.toString()).isEqualTo("ACTIVE");
      held.get("cost")
          .fields()
          .forEachRemaining(
              side -> sums.merge(side.getKey(), side.getValue().asDouble(), Double::sum));
      JsonNode state = held.get("state");
      assertThat(state.isNull()).as("%s is reported by %s", held.get("id"), id).isFalse();
      if (!state.get("pid").isNull()) {
        pids.add(state.get("pid").asLong());
      }
      String line = agent.get("region").asText() + " " + held.get("roomId").asText();
      if (held.get("kind").asText().equals("TRANSCODE")) {
        String key = held.get("id").asText();
        String before = places.put(key, id + " #" + held.get("epoch").asLong());
        assertThat(before).as("%s is held twice", key).isNull();
      } else {
        assertThat(lines.add(line + " " + held.get("lineId").asText()))
            .as(held.toString())
            .isTrue();
      }
    }
    for (String side : Set.of("transcodeUnits", "egressMbps", "slots")) {
      double reserved = agent.get("reserved").get(side).asDouble();
      assertThat(reserved).as("%s %s", id, side).isCloseTo(sums.getOrDefault(side, 0.0), within());
      assertThat(reserved).isLessThanOrEqualTo(agent.get("capacity").get(side).asDouble());
    }
    assertThat(encodersOf(id)).as("ffmpeg processes of %s", id).isEqualTo(pids);
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.data.Offset.offset(0.0015);
  }

  private Set<Long> encodersOf(String agent) {
    Set<Long> pids = new TreeSet<>();
    ProcessHandle.of(fleet.process().pid(agent)).stream()
        .flatMap(ProcessHandle::descendants)
        .filter(process -> process.info().command().orElse("").endsWith("ffmpeg"))
        .forEach(process -> pids.add(process.pid()));
    return pids;
  }

  private Map<String, String> placesOfSubRooms() {
    Map<String, String> places = new TreeMap<>();
    for (JsonNode room : api.get("/v1/rooms?status=LIVE&pageSize=200").get("rooms")) {
      String roomId = room.get("id").asText();
      for (JsonNode listed : api.subRooms(roomId)) {
        JsonNode subRoom = api.subRoom(roomId, listed.get("id").asText());
        if (subRoom.get("status").asText().equals("LIVE")) {
          places.put(
              "transcode/" + roomId + "/" + subRoom.get("id").asText(),
              subRoom.get("agentId").asText() + " #" + subRoom.get("epoch").asLong());
        }
      }
    }
    return places;
  }
}
