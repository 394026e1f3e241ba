package io.roomfleet.orchestrator.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roomfleet.orchestrator.http.OpenApiContract.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Plans over HTTP: each answer is held against {@code openapi.yaml}. */
class PlanApiTest {
  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    server = new TestServer();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  @Test
  void aPlanOfNothingFits() throws Exception {
    Reply reply = server.post("/v1/plans", "{}");
    assertThat(TestServer.json(reply).get("fits").asBoolean()).isTrue();
  }

  @Test
  void anEveningIsReplayedAtTheGivenPrices() throws Exception {
    String body = "{\"roomId\":\"%s\",\"priceFactors\":{\"latency\":2,\"move\":null}}";
    Reply reply = server.post("/v1/plans:replay", body.formatted(server.room()));
    assertThat(reply.status()).isEqualTo(200);
    JsonNode factors = TestServer.json(reply).get("priceFactors");
    assertThat(factors).hasToString("{\"latency\":2.0}");
  }
}
