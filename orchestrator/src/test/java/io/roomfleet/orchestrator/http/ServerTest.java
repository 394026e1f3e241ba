package io.roomfleet.orchestrator.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roomfleet.api.region.HealthView;
import io.roomfleet.orchestrator.http.OpenApiContract.Reply;
import io.roomfleet.orchestrator.http.server.AgentGate;
import io.roomfleet.orchestrator.http.server.MountedRoute;
import io.roomfleet.orchestrator.security.Guard;
import io.roomfleet.orchestrator.security.Tokens;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.http.javadsl.server.Directives;
import org.apache.pekko.http.javadsl.server.PathMatchers;
import org.apache.pekko.http.javadsl.server.Route;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What the server does whatever the endpoint: errors, timeouts, health, figures, mounted routes.
 */
@Timeout(120)
class ServerTest {

  @Nested
  class WhenSomethingBreaks {
    @Test
    void tellsAnIncidentAndNothingOfTheInside() throws Exception {
      try (TestServer server = new TestServer()) {
        server.domain.breakWith(new IllegalStateException("secret of the inside"));

        Reply reply = server.get("/v1/rooms");

        assertThat(reply.status()).isEqualTo(500);
        assertThat(TestServer.code(reply)).isEqualTo("internal_error");
        assertThat(reply.body()).contains("incident ").doesNotContain("secret", "Exception");
      }
    }

    @Test
    void tellsThatAPartDoesNotAnswer() throws Exception {
      try (TestServer server = new TestServer()) {
        server.domain.holdUntil(CompletableFuture.failedFuture(new TimeoutException("ask")));

        Reply reply = server.post("/v1/rooms", BadRequests.goodRoom("eu-west"));

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.header("Retry-After")).isEqualTo("1");
        assertThat(TestServer.code(reply)).isEqualTo("unavailable");
      }
    }

    @Test
    void doesNotLetARequestLastForEver() throws Exception {
      try (TestServer server =
          new TestServer("roomfleet.http.request-timeout = 300 ms", List.of())) {
        server.domain.holdUntil(new CompletableFuture<>());

        Reply reply = server.post("/v1/rooms", BadRequests.goodRoom("eu-west"));

        assertThat(reply.status()).isEqualTo(503);
        assertThat(TestServer.json(reply).get("instance").asText()).isEqualTo("/v1/rooms");
      }
    }
  }

  @Nested
  class Health {
    @Test
    void wantsNoToken() throws Exception {
      try (TestServer server = new TestServer()) {
        assertThat(unguarded(server, "/health/live").status()).isEqualTo(200);
        assertThat(unguarded(server, "/health/ready").status()).isEqualTo(200);
      }
    }

    @Test
    void failsWithACheckAndNamesIt() throws Exception {
      try (TestServer server = new TestServer()) {
        server.fleet.health =
            CompletableFuture.completedFuture(
                new HealthView("failing", Map.of("cassandra", "no node answers")));

        Reply reply = unguarded(server, "/health/ready");

        assertThat(reply.status()).isEqualTo(503);
        assertThat(TestServer.json(reply).at("/checks/cassandra").asText())
            .isEqualTo("no node answers");
        assertThat(unguarded(server, "/health/live").status()).isEqualTo(200);
      }
    }

    @Test
    void failsWhenTheChecksDoNotAnswer() throws Exception {
      try (TestServer server = new TestServer()) {
        server.fleet.health = new CompletableFuture<>();

        assertThat(unguarded(server, "/health/ready").status()).isEqualTo(503);
      }
    }

    private Reply unguarded(TestServer server, String target) throws Exception {
      return server.send(HttpRequest.newBuilder(server.uri(target)).build());
    }
  }

  @Nested
  class Figures {
    @Test
    void countRequestsByTemplateAndNeverById() throws Exception {
      try (TestServer server = new TestServer()) {
        String id = server.room();
        server.get("/v1/rooms/" + id);
        server.get("/v1/rooms/unheard-of");
        server.get("/v1/nothing-here");

        Reply reply = server.get("/metrics");

        assertThat(reply.header("Content-Type")).startsWith("text/plain; version=0.0.4");
        String count = "roomfleet_http_request_duration_seconds_count";
        assertThat(reply.body())
            .contains(count + "{method=\"GET\",route=\"/v1/rooms/{roomId}\",status=\"2xx\"} 1")
            .contains(count + "{method=\"GET\",route=\"/v1/rooms/{roomId}\",status=\"4xx\"} 1")
            .contains(count + "{method=\"GET\",route=\"none\",status=\"4xx\"} 1")
            .contains("jvm_memory_used_bytes")
            .doesNotContain(id)
            .doesNotContain("nothing-here");
      }
    }
  }

  @Nested
  class Views {
    @Test
    void ofTheFleetKeepTheContract() throws Exception {
      try (TestServer server = new TestServer()) {
        for (String target :
            List.of(
                "/v1/regions",
                "/v1/regions/eu-west",
                "/v1/agents",
                "/v1/agents?region=eu-west",
                "/v1/agents/eu-west-1",
                "/v1/cluster")) {
          assertThat(server.get(target).status()).as(target).isEqualTo(200);
        }
      }
    }

    @Test
    void ofTheContractItself() throws Exception {
      try (TestServer server = new TestServer()) {
        Reply reply = server.get("/v1/openapi.yaml");

        assertThat(reply.header("Content-Type")).isEqualTo("application/yaml");
        assertThat(reply.body()).startsWith("openapi: 3.1.0");
      }
    }
  }

  @Nested
  class MountedRoutes {
    private final Guard guard =
        new Guard(Tokens.of(TestServer.ADMIN, Map.of("eu-west", TestServer.AGENTS)));

    /** As the agents' sessions are mounted, but for the WebSocket. */
    private final Route session =
        Directives.path(
            PathMatchers.segment("v1")
                .slash("agents")
                .slash(PathMatchers.segment())
                .slash("session"),
            agentId ->
                Directives.get(
                    () ->
                        Directives.parameter(
                            "region",
                            region ->
                                new AgentGate(guard)
                                    .guarded(region, () -> Directives.complete(agentId)))));

    private TestServer server() throws Exception {
      Route files =
          Directives.pathPrefix(
              "console",
              () ->
                  Directives.get(
                      () ->
                          Directives.path(
                              "broken",
                              () -> {
                                throw new IllegalStateException("secret");
                              })));
      return new TestServer(
          "",
          List.of(
              new MountedRoute("/v1/agents/{agentId}/session", session),
              new MountedRoute("/console/{file}", files)));
    }

    @Test
    void letAgentsOfTheRegionIn() throws Exception {
      try (TestServer server = server()) {
        assertThat(session(server, TestServer.AGENTS, "eu-west").status()).isEqualTo(200);
        assertThat(server.get("/metrics").body())
            .contains("route=\"/v1/agents/{agentId}/session\",status=\"2xx\"} 1");
      }
    }

    @Test
    void letNobodyElseIn() throws Exception {
      try (TestServer server = server()) {
        Reply unknown = session(server, "another-token-altogether", "eu-west");
        Reply admin = session(server, TestServer.ADMIN, "eu-west");
        Reply foreign = session(server, TestServer.AGENTS, "us-east");

        assertThat(unknown.status()).isEqualTo(401);
        assertThat(unknown.header("WWW-Authenticate")).contains("invalid_token");
        assertThat(TestServer.code(admin)).isEqualTo("admin_token_not_allowed");
        assertThat(TestServer.code(foreign)).isEqualTo("wrong_region");
        OpenApiContract contract = OpenApiContract.load();
        for (Reply reply : List.of(unknown, admin, foreign)) {
          contract.check("GET", "/v1/agents/a/session", reply);
        }
      }
    }

    @Test
    void areToldAboutInTheWordsOfTheApi() throws Exception {
      try (TestServer server = server()) {
        Reply method = raw(server, "POST", "/v1/agents/a/session?region=eu-west");
        Reply parameter = raw(server, "GET", "/v1/agents/a/session");
        Reply broken = raw(server, "GET", "/console/broken");
        Reply unknown = raw(server, "GET", "/console/unknown");

        assertThat(TestServer.code(method)).isEqualTo("method_not_allowed");
        assertThat(method.header("Allow")).isEqualTo("GET");
        assertThat(TestServer.code(parameter)).isEqualTo("not_found");
        assertThat(TestServer.code(broken)).isEqualTo("internal_error");
        assertThat(broken.body()).doesNotContain("secret");
        assertThat(TestServer.code(unknown)).isEqualTo("not_found");
        for (Reply reply : List.of(method, parameter, broken, unknown)) {
          assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        }
      }
    }

    private Reply session(TestServer server, String token, String region) throws Exception {
      return RawHttp.send(
          server.address(),
          "GET",
          "/v1/agents/a/session?region=" + region,
          List.of(Map.entry("Authorization", "Bearer " + token)),
          new byte[0]);
    }

    private Reply raw(TestServer server, String method, String target) throws Exception {
      return RawHttp.send(server.address(), method, target, List.of(), new byte[0]);
    }
  }

  @Test
  void refusesSettingsThatWouldDoHarm() {
    assertThatThrownBy(() -> new TestServer("roomfleet.http.request-timeout = 60 s", List.of()))
        .hasMessageContaining("roomfleet.http.request-timeout: PT1M (expected: > 0 s, <= 25 s)");
    assertThatThrownBy(() -> new TestServer("roomfleet.http.body-limit = 0", List.of()))
        .hasMessageContaining("roomfleet.http.body-limit: 0 (expected: >= 1 KiB)");
  }
}
