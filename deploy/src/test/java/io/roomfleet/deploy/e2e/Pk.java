package io.roomfleet.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A PK of two rooms, by the API; its seats are called anna and ben. */
final class Pk {
  private static final Duration SOON = SharedFleet.SOON;

  /** The longest round takes 150 s. */
  private static final Duration A_ROUND = SOON.plusSeconds(150);

  private final Api api;
  private final String id;
  private final String path;

  /**
   * Anna's room invites Ben's.
   *
   * @param reconnect seconds for somebody to come back
   * @param countdown and {@code duration}, {@code punishment}: seconds
   */
  Pk(Api api, String anna, String ben, int reconnect, int countdown, int duration, int punishment) {
    this.api = api;
    Map<String, Object> request = new HashMap<>();
    request.put("mode", "PK");
    request.put("canvas", Map.of("width", 320, "height", 180, "frameRate", 12));
    request.put(
        "seats",
        List.of(
            Map.of("id", "anna", "roomId", anna, "name", "Anna"),
            Map.of("id", "ben", "roomId", ben, "name", "Ben")));
    request.put(
        "times",
        Map.of(
            "inviteSeconds",
            300,
            "reserveSeconds",
            60,
            "connectSeconds",
            120,
            "reconnectSeconds",
            reconnect));
    request.put(
        "rules",
        Map.of(
            "countdownSeconds",
            countdown,
            "durationSeconds",
            duration,
            "punishmentSeconds",
            punishment));
    this.id = api.post("/v1/cohost-sessions", request).get("id").asText();
    this.path = "/v1/cohost-sessions/" + id;
  }

  String id() {
    return id;
  }

  JsonNode now() {
    return api.get(path);
  }

  void accept() {
    api.post(path + ":accept", Map.of("seatId", "ben"));
  }

  void end() {
    api.post(path + ":end", Map.of());
  }

  /** What a browser joins with. */
  String token(String seatId) {
    return api.post(path + ":join", Map.of("seatId", seatId)).get("token").asText();
  }

  void gift(String eventId, String room, int points) {
    Map<String, Object> score = Map.of("eventId", eventId, "roomId", room, "points", points);
    api.post(path + ":score", Map.of("scores", List.of(score)));
  }

  long pointsOf(String room) {
    for (JsonNode team : now().at("/pk/teams")) {
      if (team.get("name").asText().equals(room)) {
        return team.get("points").asLong();
      }
    }
    throw new AssertionError("no team " + room);
  }

  /** The agent that mixes it; empty when none does. */
  String mixer() {
    return now().at("/stage/agentId").asText("");
  }

  private JsonNode await(String what, String pointer, String value) {
    return Await.get(
        what + " " + value,
        A_ROUND,
        () -> {
          JsonNode now = now();
          assertThat(now.at(pointer).asText()).as("%s", now).isEqualTo(value);
          return now;
        });
  }

  JsonNode await(String status) {
    return await("a session that is", "/status", status);
  }

  void awaitPhase(String phase) {
    await("a round that is", "/pk/phase", phase);
  }

  /** The state of each seat, Anna's first. */
  void awaitSeats(String... states) {
    Await.until(
        "seats that are " + String.join(", ", states),
        SOON,
        () -> {
          JsonNode now = now();
          assertThat(now.get("seats"))
              .as("%s", now)
              .extracting(seat -> seat.get("state").asText())
              .containsExactly(states);
        });
  }
}
