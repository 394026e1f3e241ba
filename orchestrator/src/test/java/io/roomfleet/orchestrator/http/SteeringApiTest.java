package io.roomfleet.orchestrator.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roomfleet.orchestrator.http.OpenApiContract.Reply;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where viewers are sent, over HTTP. Each answer is held against the contract on its way in. */
class SteeringApiTest {
  private static final String ROOM = "room-00000000000000000000000000";

  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    server = new TestServer();
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  /** As a page somewhere has it: without a token. */
  private HttpResponse<String> player(String query) throws Exception {
    return server
        .client()
        .send(
            HttpRequest.newBuilder(server.uri("/v1/steering/" + ROOM + query))
                .header("Origin", "https://shop.example")
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void aPlayerIsToldWhereToGoWithoutAToken() throws Exception {
    String query =
        "?subRoomId=de&session=17&_HLS_pathway=a&_HLS_throughput=5000000&CMCD=sid%3D%22x%22";
    HttpResponse<String> answer = player(query);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
    assertThat(answer.headers().firstValue("Cache-Control")).contains("public, max-age=1");
    JsonNode manifest = TestServer.JSON.readTree(answer.body());
    assertThat(manifest)
        .isEqualTo(
            TestServer.JSON.readTree(
                """
                {"VERSION":1,"TTL":2,"PATHWAY-PRIORITY":["b.example_8090_at.2","a"],
                 "PATHWAY-CLONES":[{"BASE-ID":"a","ID":"b.example_8090_at.2","URI-REPLACEMENT":{
                   "HOST":"b.example:8090","PARAMS":{"breaks":"2"},
                   "PER-VARIANT-URIS":{"360p":"http://b.example:8090/hls/r/at/360p/index.m3u8?breaks=2"}}}]}"""));
    assertThat(server.steering.asked.subRoomId()).isEqualTo("de");
    assertThat(server.steering.asked.session()).isEqualTo("17");
    assertThat(server.steering.asked.pathway()).isEqualTo("a");
    assertThat(server.get("/v1/steering/" + ROOM + query).status()).isEqualTo(200);
  }

  @Test
  void aPlayerMayReadWhyThereIsNoAnswer() throws Exception {
    server.steering.whole = false;
    HttpResponse<String> unknown = player("?country=BR");
    assertThat(unknown.statusCode()).isEqualTo(503);
    assertThat(unknown.headers().firstValue("Retry-After")).contains("1");
    assertThat(unknown.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
    assertThat(server.get("/v1/steering/" + ROOM + "?country=BR").status()).isEqualTo(503);
    server.steering.whole = true;
    server.steering.plays = false;
    assertThat(player("?country=BR").statusCode()).isEqualTo(404);
    assertThat(server.get("/v1/steering/" + ROOM + "?country=BR").status()).isEqualTo(404);
    HttpResponse<String> bad = player("?country=brazil");
    assertThat(bad.statusCode()).isEqualTo(400);
    assertThat(bad.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
    assertThat(bad.headers().firstValue("Cache-Control")).contains("no-store");
  }

  @Test
  void anAppIsToldTheBestAndAllOthersWithTheirReasons() throws Exception {
    Reply reply = server.get("/v1/routes?roomId=" + ROOM + "&country=DE&lat=52.5&lon=-13.4");
    assertThat(reply.status()).isEqualTo(200);
    JsonNode route = TestServer.json(reply);
    assertThat(route.at("/best/subRoomId").asText()).isEqualTo("de");
    assertThat(route.get("candidates").findValuesAsText("subRoomId"))
        .containsExactly("de", "at", "us");
    assertThat(server.steering.asked.latitude()).isEqualTo(52.5);
    assertThat(server.steering.asked.longitude()).isEqualTo(-13.4);
    server.steering.whole = false;
    assertThat(server.get("/v1/routes?roomId=" + ROOM + "&country=DE").status()).isEqualTo(503);
  }

  @Test
  void aSubRoomSaysWhereItsViewersMayBeLed() throws Exception {
    String path = "/v1/rooms/" + server.room() + "/sub-rooms";
    Reply added =
        server.post(
            path,
            "{\"subRooms\":[{\"market\":\"DE\",\"locale\":\"de-DE\",\"timeZone\":\"Europe/Berlin\","
                + "\"fallbackMarkets\":[\"AT\",\"CH\"]}]}");
    assertThat(added.status()).isEqualTo(201);
  }
}
