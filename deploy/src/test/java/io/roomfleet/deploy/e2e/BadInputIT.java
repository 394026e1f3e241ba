package io.roomfleet.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.roomfleet.orchestrator.http.BadRequests;
import io.roomfleet.orchestrator.http.OpenApiContract;
import io.roomfleet.orchestrator.http.RawHttp;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is wrong is refused and changes nothing. */
@ExtendWith(SharedFleet.Extension.class)
class BadInputIT {
  private static final Duration SOON = SharedFleet.SOON;

  private final SharedFleet fleet;
  private final Api api;

  BadInputIT(SharedFleet fleet) {
    this.fleet = fleet;
    this.api = fleet.api();
  }

  @Test
  void everyBadRequestIsRefusedWithItsCodeAndNoneChangesAnything() throws Exception {
    String scheduled =
        api.room("Later", "rtmp", Instant.now().plus(Duration.ofDays(30)).toString());
    api.post(
        "/v1/rooms/" + scheduled + "/sub-rooms",
        Map.of("subRooms", List.of(Api.light("de", "eu-west"))));
    String ended = api.liveRoom("Over", "rtmp");
    api.post("/v1/rooms/" + ended + ":end", null);
    Await.until(
        "rest",
        SOON,
        () ->
            assertThat(api.get("/v1/rooms/" + ended).get("lines").get(0).get("agentId").isNull())
                .isTrue());
    List<BadRequests.Row> rows =
        BadRequests.rows(
            new BadRequests.Fixture(
                fleet.process().token(), joinToken("eu-west"), "eu-west", scheduled, ended));
    String before = facts(scheduled, ended);
    OpenApiContract contract = OpenApiContract.load();
    URI url = URI.create(fleet.process().apiUrl());
    List<String> wrong = new ArrayList<>();
    for (BadRequests.Row row : rows) {
      OpenApiContract.Reply reply =
          RawHttp.send(
              new InetSocketAddress(url.getHost(), url.getPort()),
              row.method(),
              row.target(),
              row.headers(),
              row.body());
      JsonNode body = new ObjectMapper().readTree(reply.body());
      String got = reply.status() + " " + body.path("code").asText();
      if (!got.equals(row.status() + " " + row.code())) {
        wrong.add(row + ", but was " + got + ": " + reply.body());
      }
      contract.check(row.method(), row.target(), reply);
    }
    assertThat(rows).hasSizeGreaterThanOrEqualTo(60);
    assertThat(wrong).isEmpty();
    assertThat(facts(scheduled, ended)).isEqualTo(before);
  }

  private String facts(String... roomIds) {
    StringBuilder facts = new StringBuilder();
    for (String roomId : roomIds) {
      facts.append(api.get("/v1/rooms/" + roomId)).append(api.events(roomId));
    }
    return facts.append(api.get("/v1/rooms?pageSize=200").get("rooms").size()).toString();
  }

  private String joinToken(String region) throws IOException {
    try (var files = Files.walk(fleet.process().data())) {
      for (Path file : files.filter(f -> f.toString().endsWith(".conf")).toList()) {
        String text = Files.readString(file);
        var found =
            Pattern.compile(region + "\"?\\s*\\{.*?join-token\\s*=\\s*\"([^\"]+)\"", Pattern.DOTALL)
                .matcher(text);
        if (found.find()) {
          return found.group(1);
        }
      }
    }
    throw new AssertionError("no join token of " + region + " below " + fleet.process().data());
  }
}
