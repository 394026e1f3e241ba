package io.roomfleet.orchestrator.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roomfleet.orchestrator.http.OpenApiContract.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReportApiTest {
  private static final String TIMES = "&from=2026-11-01T00:00:00Z&to=2026-12-01T00:00:00Z";

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
  void aBroadcastIsCutAsAskedFor() throws Exception {
    String room = server.room();
    Reply reply = server.get("/v1/rooms/" + room + "/report?by=PRODUCT");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(server.reports.asked).isEqualTo(room + " PRODUCT null");
    assertThat(TestServer.json(reply).at("/parts/0/key").asText()).isEqualTo("shoes");
    server.get("/v1/rooms/" + room + "/report?step=300");
    assertThat(server.reports.asked).isEqualTo(room + " TIME PT5M");
  }

  @Test
  void broadcastsStandBesideEachOther() throws Exception {
    JsonNode report = TestServer.json(server.get("/v1/reports/rooms?ids=a,b"));
    assertThat(server.reports.asked).isEqualTo("a b");
    assertThat(report.at("/others/0/differences/0/verdict").asText()).isEqualTo("DIFFERENT");
    assertThat(report.at("/others/0/viewers/returning").asInt()).isEqualTo(120);
  }

  @Test
  void soDoHostsAndWhoHasNoBroadcastIsNamed() throws Exception {
    assertThat(server.get("/v1/reports/hosts?ids=a,b" + TIMES).status()).isEqualTo(200);
    assertThat(server.reports.asked).isEqualTo("a b 2026-11-01T00:00:00Z 2026-12-01T00:00:00Z");
    assertThat(server.get("/v1/reports/hosts?ids=a,nobody" + TIMES).status()).isEqualTo(404);
  }

  @Test
  void regionsSayWhatAnEdgeWouldSave() throws Exception {
    JsonNode report =
        TestServer.json(server.get("/v1/reports/regions?x".replace("x", TIMES.substring(1))));
    assertThat(report.at("/markets/0/savedByNewEdge").asDouble()).isEqualTo(50.6);
  }
}
