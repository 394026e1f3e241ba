package io.roomfleet.orchestrator.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roomfleet.orchestrator.http.OpenApiContract.Reply;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The contract covers every endpoint, and its check can fail. */
class OpenApiContractTest {
  private static final Map<String, List<String>> JSON =
      Map.of("Content-Type", List.of("application/json"));
  private static final String HEALTH = "{\"status\":\"ok\",\"checks\":{}}";

  private final OpenApiContract contract = OpenApiContract.load();

  @Test
  void describesEveryEndpointAndNoOther() throws Exception {
    try (TestServer server = new TestServer()) {
      Set<String> served = new TreeSet<>(Set.of("GET /v1/agents/{agentId}/session"));
      server.endpoints.forEach(each -> served.add(each.method() + " " + each.template().text()));

      assertThat(contract.operations()).isEqualTo(served);
    }
  }

  @Test
  void acceptsWhatIsDescribed() {
    contract.check("GET", "/health/live", reply(200, HEALTH));
  }

  @Test
  void noticesAnOperationThatIsNotDescribed() {
    assertBreaks("GET", "/health/dead", reply(200, HEALTH), "no such operation");
    assertBreaks("PUT", "/health/live", reply(200, HEALTH), "no such operation");
  }

  @Test
  void noticesAStatusThatIsNotDescribed() {
    assertBreaks("GET", "/health/live", reply(299, HEALTH), "no such response: 299");
  }

  @Test
  void noticesAMissingHeader() {
    assertBreaks("GET", "/health/live", new Reply(200, JSON, HEALTH), "Cache-Control: missing");
  }

  @Test
  void noticesAWrongHeader() {
    assertBreaks(
        "GET",
        "/health/live",
        new Reply(
            200,
            Map.of(
                "Content-Type", List.of("application/json"), "Cache-Control", List.of("private")),
            HEALTH),
        "Cache-Control: ");
  }

  @Test
  void noticesAnotherMediaType() {
    assertBreaks(
        "GET",
        "/health/live",
        new Reply(
            200,
            Map.of("Content-Type", List.of("text/html"), "Cache-Control", List.of("no-store")),
            HEALTH),
        "media type text/html");
  }

  @Test
  void noticesAnUnknownAMissingAndAWrongField() {
    assertBreaks(
        "GET", "/health/live", reply(200, "{\"status\":\"ok\",\"checks\":{},\"x\":1}"), "'x'");
    assertBreaks("GET", "/health/live", reply(200, "{\"status\":\"ok\"}"), "checks");
    assertBreaks(
        "GET", "/health/live", reply(200, "{\"status\":\"fine\",\"checks\":{}}"), "status");
  }

  @Test
  void noticesAProblemCodeThatTheOperationDoesNotHave() {
    String problem =
        """
        {"type":"https://roomfleet.io/problems/agent_not_found","title":"Agent not found",
         "status":404,"code":"agent_not_found","detail":"agent: x","instance":"/v1/rooms/x"}""";
    Reply reply =
        new Reply(404, Map.of("Content-Type", List.of("application/problem+json")), problem);

    contract.check("GET", "/v1/agents/x", reply);
    assertBreaks("GET", "/v1/rooms/x", reply, "code");
  }

  private static Reply reply(int status, String body) {
    return new Reply(
        status,
        Map.of("Content-Type", List.of("application/json"), "Cache-Control", List.of("no-store")),
        body);
  }

  private void assertBreaks(String method, String target, Reply reply, String why) {
    assertThatThrownBy(() -> contract.check(method, target, reply))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(why);
  }
}
