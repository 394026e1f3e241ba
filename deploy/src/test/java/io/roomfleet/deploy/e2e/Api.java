package io.roomfleet.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.roomfleet.orchestrator.http.OpenApiContract;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Calls the API of a running fleet; each answer is held against openapi.yaml. */
final class Api {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final OpenApiContract contract = OpenApiContract.load();
  private final String base;
  private final String token;

  Api(String base, String token) {
    this.base = base;
    this.token = token;
  }

  record Answer(int status, Map<String, List<String>> headers, JsonNode body) {}

  JsonNode get(String path) {
    Answer answer = send("GET", path, null, Map.of());
    if (answer.status() != 200) {
      throw new AssertionError("GET " + path + " -> " + answer.status() + " " + answer.body());
    }
    return answer.body();
  }

  /** Any 2xx. */
  JsonNode post(String path, Object body) {
    Answer answer = send("POST", path, body, Map.of());
    if (answer.status() / 100 != 2) {
      throw new AssertionError("POST " + path + " -> " + answer.status() + " " + answer.body());
    }
    return answer.body();
  }

  Answer send(String method, String path, Object body, Map<String, String> headers) {
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(base + path))
              .timeout(Duration.ofSeconds(30))
              .header("Authorization", "Bearer " + token);
      headers.forEach(request::header);
      if (body != null) {
        request.header("Content-Type", "application/json");
      }
      request.method(
          method,
          body == null
              ? HttpRequest.BodyPublishers.noBody()
              : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
      HttpResponse<String> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      contract.check(
          method,
          path,
          new OpenApiContract.Reply(
              response.statusCode(), response.headers().map(), response.body()));
      JsonNode json = response.body().isEmpty() ? null : JSON.readTree(response.body());
      return new Answer(response.statusCode(), response.headers().map(), json);
    } catch (IOException e) {
      throw new AssertionError(method + " " + path + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** A room with one line, started; its id. */
  String liveRoom(String title, String lineKind) {
    String id = room(title, lineKind, java.time.Instant.now().plusSeconds(3600).toString());
    post("/v1/rooms/" + id + ":start", null);
    return id;
  }

  String room(String title, String lineKind, String startsAt) {
    return room(title, lineKind, startsAt, "eu-west");
  }

  String room(String title, String lineKind, String startsAt, String sourceRegion) {
    return post(
            "/v1/rooms",
            Map.of(
                "title",
                title,
                "hostId",
                "host-1",
                "startsAt",
                startsAt,
                "sourceRegion",
                sourceRegion,
                "prepareLeadSeconds",
                20,
                "lines",
                List.of(Map.of("id", "main", "kind", lineKind))))
        .get("id")
        .asText();
  }

  /** A light sub-room in a region. */
  static Map<String, Object> light(String market, String region) {
    return Map.of(
        "market",
        market,
        "locale",
        "en-GB",
        "timeZone",
        "Europe/London",
        "wantedRegion",
        region,
        "expectedViewers",
        100,
        "ladder",
        Map.of("renditions", List.of("180p", "audio"), "frameRate", 15));
  }

  JsonNode subRoom(String roomId, String subRoomId) {
    return get("/v1/rooms/" + roomId + "/sub-rooms/" + subRoomId);
  }

  /** Waits for a status; answers the sub-room. */
  JsonNode awaitStatus(String roomId, String subRoomId, String status, Duration within) {
    return Await.get(
        subRoomId + " " + status,
        within,
        () -> {
          JsonNode subRoom = subRoom(roomId, subRoomId);
          if (!subRoom.get("status").asText().equals(status)) {
            throw new AssertionError("it is " + subRoom);
          }
          return subRoom;
        });
  }

  /** The master playlist of a sub-room, once it is live. */
  URI master(String roomId, String subRoomId) {
    JsonNode subRoom = awaitStatus(roomId, subRoomId, "LIVE", SharedFleet.SOON);
    return URI.create(subRoom.get("playback").get("hls").asText());
  }

  /** What an agent says of an assignment; null when none has it. */
  JsonNode stateOf(String assignmentId) {
    for (JsonNode agent : get("/v1/agents").get("agents")) {
      for (JsonNode assignment : agent.get("assignments")) {
        if (assignment.get("id").asText().equals(assignmentId)) {
          return assignment.get("state");
        }
      }
    }
    return null;
  }

  /** The pid of the encoder of a sub-room. */
  long encoderOf(String roomId, String subRoomId) {
    JsonNode state = stateOf("transcode/" + roomId + "/" + subRoomId);
    assertThat(state).as("an agent that encodes " + subRoomId).isNotNull();
    return state.get("pid").asLong();
  }

  /** Every event of a room, by pages of 7 so that paging is tried as well. */
  List<JsonNode> events(String roomId) {
    List<JsonNode> events = new ArrayList<>();
    long after = 0;
    boolean more = true;
    while (more) {
      JsonNode page = get("/v1/rooms/" + roomId + "/events?pageSize=7&afterSequence=" + after);
      page.get("events").forEach(events::add);
      after = page.get("nextAfterSequence").asLong();
      more = page.get("hasMore").asBoolean();
    }
    return events;
  }

  /** The first line of a room. */
  JsonNode line(String roomId) {
    return get("/v1/rooms/" + roomId).get("lines").get(0);
  }

  /** The first 50 sub-rooms of a room. */
  JsonNode subRooms(String roomId) {
    return get("/v1/rooms/" + roomId + "/sub-rooms?pageSize=50").get("subRooms");
  }

  static void assertGapFree(List<JsonNode> events) {
    for (int i = 0; i < events.size(); i++) {
      assertThat(events.get(i).get("sequence").asLong()).isEqualTo(i + 1);
    }
  }
}
