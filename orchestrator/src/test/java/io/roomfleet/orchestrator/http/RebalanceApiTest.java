package io.roomfleet.orchestrator.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roomfleet.orchestrator.http.OpenApiContract.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rebalances over HTTP: each answer is held against {@code openapi.yaml}. */
class RebalanceApiTest {
  private static final String ALL = "/v1/rebalances";
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
  void aDryRunIsAnsweredAndNotKept() throws Exception {
    Reply reply = server.post(ALL, "{\"dryRun\":true,\"kinds\":[\"COST\"],\"moveBudget\":5}");
    assertThat(reply.status()).isEqualTo(200);
    JsonNode dry = TestServer.json(reply);
    assertThat(dry.get("state").asText()).isEqualTo("DRY_RUN");
    assertThat(dry.get("id").isNull()).isTrue();
    assertThat(dry.get("moves")).hasSize(1);
  }

  @Test
  void oneIsBegunFollowedAndCancelled() throws Exception {
    Reply begun = server.post(ALL, "");
    assertThat(begun.status()).isEqualTo(201);
    String path = begun.headers().get("location").get(0);
    assertThat(path).isEqualTo(ALL + "/rebalance-1");
    assertThat(TestServer.json(server.get(path)).get("state").asText()).isEqualTo("RUNNING");
    Reply second = server.post(ALL, "{}");
    assertThat(second.status()).isEqualTo(409);
    assertThat(TestServer.code(second)).isEqualTo("rebalance_running");
    Reply cancelled = server.post(path + ":cancel", "{\"reason\":\"not now\"}");
    assertThat(TestServer.json(cancelled).get("state").asText()).isEqualTo("STOPPING");
  }

  @Test
  void theNewestAreListedWithoutMovesAndWithWhatTheFleetDoesByItself() throws Exception {
    JsonNode list = TestServer.json(server.get(ALL));
    assertThat(list.get("rebalances").get(0).get("moves").isNull()).isTrue();
    assertThat(list.get("modes").get("COST").asText()).isEqualTo("SUGGEST");
  }
}
