package io.roomfleet.orchestrator.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roomfleet.api.region.MaintenanceRequest;
import io.roomfleet.orchestrator.http.OpenApiContract.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Agents and regions over HTTP. Each answer is held against the contract on its way in. */
class FleetApiTest {
  private static final String AGENT = "/v1/agents/eu-west-1";
  private static final String REGION = "/v1/regions/eu-west";

  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    server = new TestServer();
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void distancesSayWhereTheyComeFrom() throws Exception {
    Reply reply = server.get("/v1/round-trips?region=eu-west");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(TestServer.json(reply).at("/roundTrips/0/measuredMillis").asDouble()).isEqualTo(24);
    assertThat(TestServer.json(reply).at("/roundTrips/1/prior").asText()).isEqualTo("ESTIMATED");
  }

  @Test
  void anAgentIsDrainedAndShowsHowFarItIs() throws Exception {
    Reply drained =
        server.post(
            AGENT + ":drain", "{\"deadlineSeconds\":900,\"reason\":\"kernel\",\"force\":true}");

    assertThat(drained.status()).isEqualTo(200);
    assertThat(server.fleet.lastRequest).isEqualTo(new MaintenanceRequest(900, "kernel", true));
    assertThat(server.fleet.callers).extracting(Caller::name).containsExactly("token:admin");
    JsonNode maintenance = TestServer.json(drained).get("maintenance");
    assertThat(maintenance.get("moved").asInt()).isEqualTo(12);
    assertThat(TestServer.json(server.get(AGENT)).get("maintenance")).isEqualTo(maintenance);
  }

  @Test
  void whatIsLeftOutIsLeftToTheFleet() throws Exception {
    MaintenanceRequest nothing = new MaintenanceRequest(null, null, null);
    for (String body : new String[] {"", "{}", "{\"reason\":null,\"deadlineSeconds\":null}"}) {
      server.post(AGENT + ":drain", body);
      assertThat(server.fleet.lastRequest).as(body).isEqualTo(nothing);
      server.post(REGION + ":drain", body);
      assertThat(server.fleet.lastRequest).as(body).isEqualTo(nothing);
    }
  }

  @Test
  void anAgentIsRestored() throws Exception {
    server.post(AGENT + ":drain", "");
    Reply restored = server.post(AGENT + ":restore", "{\"reason\":\"updated\"}");
    assertThat(TestServer.json(restored).get("maintenance").isNull()).isTrue();
    assertThat(server.fleet.lastReason).isEqualTo("updated");
  }

  @Test
  void aRegionIsDrainedEvacuatedAndRestored() throws Exception {
    assertThat(kindAfter(":drain")).isEqualTo("DRAIN");
    assertThat(kindAfter(":evacuate")).isEqualTo("EVACUATE");
    assertThat(kindAfter(":restore")).isEqualTo("none");
  }

  private String kindAfter(String verb) throws Exception {
    Reply reply = server.post(REGION + verb, "");
    assertThat(reply.status()).isEqualTo(200);
    return TestServer.json(reply).get("maintenance").path("kind").asText("none");
  }

  @Test
  void theSameDrainUnderTheSameKeyIsDoneOnce() throws Exception {
    Reply first = server.post(AGENT + ":drain", "{}", to -> to.header("Idempotency-Key", "k"));
    Reply again = server.post(AGENT + ":drain", "{}", to -> to.header("Idempotency-Key", "k"));
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(server.fleet.changes).isEqualTo(1);
  }

  @Test
  void everyFieldAtFaultIsNamed() throws Exception {
    Reply reply =
        server.post(AGENT + ":drain", "{\"deadlineSeconds\":5,\"force\":1,\"wait\":true}");
    assertThat(reply.status()).isEqualTo(422);
    JsonNode errors = TestServer.json(reply).get("errors");
    assertThat(errors.findValuesAsText("field"))
        .containsExactly("deadlineSeconds", "force", "wait");
    assertThat(errors.findValuesAsText("expected"))
        .containsExactly(
            "a whole number, 10 to 86400",
            "true or false",
            "no such field, only deadlineSeconds, force, reason");
    assertThat(server.fleet.callers).isEmpty();
  }
}
