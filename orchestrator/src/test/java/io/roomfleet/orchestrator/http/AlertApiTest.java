package io.roomfleet.orchestrator.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roomfleet.api.alert.AlertSeverity;
import io.roomfleet.api.alert.AlertState;
import io.roomfleet.orchestrator.http.OpenApiContract.Reply;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Alerts, rules and prompts over HTTP. Each answer is held against the contract. */
class AlertApiTest {
  private TestServer server;
  private String roomId;

  @BeforeEach
  void start() throws Exception {
    server = new TestServer();
    roomId = server.room();
    server.alerts.put(FakeAlerts.alert(roomId + ".1", AlertState.RAISED, roomId));
    server.alerts.put(FakeAlerts.alert(roomId + ".2", AlertState.RESOLVED, roomId));
    server.alerts.put(FakeAlerts.alert("fleet.7", AlertState.ACKNOWLEDGED, null));
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void aListIsFilteredAndPaged() throws Exception {
    JsonNode first = TestServer.json(server.get("/v1/alerts?pageSize=2"));
    assertThat(first.get("alerts")).hasSize(2);
    String token = first.get("nextPageToken").asText();
    JsonNode rest = TestServer.json(server.get("/v1/alerts?pageSize=2&pageToken=" + token));
    assertThat(rest.get("alerts").findValuesAsText("id")).contains("fleet.7");
    assertThat(rest.get("nextPageToken").isNull()).isTrue();

    server.get(
        "/v1/alerts?state=RAISED&severity=CRITICAL&region=eu-west&rule=stall-ratio&roomId="
            + roomId);
    assertThat(server.alerts.lastFilter)
        .isEqualTo(
            new AlertFilter(
                AlertState.RAISED, AlertSeverity.CRITICAL, roomId, "eu-west", "stall-ratio"));
    assertThat(server.get("/v1/alerts?pageSize=2&state=RAISED&pageToken=" + token).status())
        .isEqualTo(400);
  }

  @Test
  void oneIsShownAndAcknowledged() throws Exception {
    String path = "/v1/alerts/" + roomId + ".1";
    assertThat(TestServer.json(server.get(path)).get("state").asText()).isEqualTo("RAISED");
    Reply done = server.post(path + ":acknowledge", "{\"note\":\"on it\"}");
    assertThat(done.status()).isEqualTo(200);
    assertThat(TestServer.json(done).get("state").asText()).isEqualTo("ACKNOWLEDGED");
    assertThat(server.post(path + ":acknowledge", "").status()).isEqualTo(200);
  }

  @Test
  void rulesAreSetAndTakenBack() throws Exception {
    Reply set = server.post("/v1/alert-rules", "{\"rule\":\"stall-ratio\",\"threshold\":0.1}");
    assertThat(set.status()).isEqualTo(200);
    assertThat(TestServer.json(server.get("/v1/alert-rules")).get("rules")).hasSize(1);
    Reply gone = server.send(server.request("/v1/alert-rules/stall-ratio@fleet").DELETE().build());
    assertThat(gone.status()).isEqualTo(200);
    Reply again = server.send(server.request("/v1/alert-rules/stall-ratio@fleet").DELETE().build());
    assertThat(again.status() + TestServer.code(again)).isEqualTo("404alert_rule_not_found");
  }

  @Test
  void aHostIsPrompted() throws Exception {
    String path = "/v1/rooms/" + roomId + "/prompts";
    assertThat(server.post(path, "{\"text\":\"Smile\"}").status()).isEqualTo(201);
    JsonNode shown = TestServer.json(server.get(path));
    assertThat(shown.get("prompts").get(0).get("text").asText()).isEqualTo("Smile");
  }

  @Test
  void whatIsOpenStreams() throws Exception {
    try (Stream<String> lines =
        server
            .client()
            .send(
                server.request("/v1/alerts/live").header("Accept", "text/event-stream").build(),
                BodyHandlers.ofLines())
            .body()) {
      String data = lines.filter(line -> line.startsWith("data: ")).findFirst().orElseThrow();
      assertThat(server.contractBreaches("LiveAlerts", data.substring(6))).isEmpty();
      assertThat(data).contains("\"raised\":1");
    }
  }
}
