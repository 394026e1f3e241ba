package io.roomfleet.orchestrator.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roomfleet.orchestrator.http.OpenApiContract.Reply;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.Done;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Events in pages and as a stream. */
@Timeout(120)
class EventStreamTest {
  private TestServer server;
  private String events;

  @BeforeEach
  void start() throws Exception {
    server = new TestServer("roomfleet.http.event-keep-alive = 200 ms", List.of());
    String path = "/v1/rooms/" + server.room();
    server.post(path + ":start", "");
    server.post(path + ":end", "");
    events = path + "/events";
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void comeInPagesByDefault() throws Exception {
    JsonNode page = TestServer.json(server.get(events + "?pageSize=2"));
    JsonNode rest =
        TestServer.json(server.get(events + "?afterSequence=" + page.get("nextAfterSequence")));

    assertThat(page.get("events").findValuesAsText("type"))
        .containsExactly("room.scheduled", "room.live");
    assertThat(page.get("hasMore").asBoolean()).isTrue();
    assertThat(rest.get("events")).hasSize(1);
    assertThat(rest.get("hasMore").asBoolean()).isFalse();
  }

  @Test
  void comeAsAStreamWithSequenceTypeAndOneLineOfData() throws Exception {
    try (Stream stream = open(server.request(events))) {
      assertThat(stream.response.headers().firstValue("Content-Type"))
          .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
      assertThat(stream.response.headers().firstValue("Cache-Control")).hasValue("no-cache");
      List<String> lines = stream.lines(10);
      assertThat(lines.get(0)).isEqualTo("retry: 1000");
      assertThat(lines.get(2)).isEqualTo("id: 1");
      assertThat(lines.get(3)).isEqualTo("event: room.scheduled");
      assertThat(lines.get(4)).startsWith("data: {\"sequence\":1,");
      assertThat(TestServer.JSON.readTree(lines.get(4).substring(6)).at("/data/note").asText())
          .isEqualTo("ä\n");
      assertThat(lines.get(6)).isEqualTo("id: 2");
    }
  }

  @Test
  void goOnAfterTheLastEventIdWhateverTheParameterSays() throws Exception {
    try (Stream stream =
        open(server.request(events + "?afterSequence=0").header("Last-Event-ID", "2"))) {
      assertThat(stream.lines(3)).element(2).isEqualTo("id: 3");
    }
    try (Stream stream = open(server.request(events + "?afterSequence=1"))) {
      assertThat(stream.lines(3)).element(2).isEqualTo("id: 2");
    }
  }

  @Test
  void areKeptAliveWhileNothingHappens() throws Exception {
    try (Stream stream = open(server.request(events + "?afterSequence=3"))) {
      assertThat(stream.lines(5))
          .containsExactly("retry: 1000", "", ": keep-alive", "", ": keep-alive");
    }
  }

  @Test
  void areChosenByWhatTheCallerLikesBest() throws Exception {
    String json = "application/json;q=0.9, text/event-stream;q=0.1";
    Reply reply = server.send(server.request(events).header("Accept", json).build());
    assertThat(reply.header("Content-Type")).isEqualTo("application/json");
    try (Stream stream =
        open(server.request(events), "text/event-stream, application/json;q=0.9")) {
      assertThat(stream.lines(1)).containsExactly("retry: 1000");
    }
  }

  @Test
  void endInOrderWhenTheNodeStops() throws Exception {
    try (Stream stream = open(server.request(events))) {
      CompletableFuture<Done> seen = new CompletableFuture<>();
      stream.lines(2);
      server.beginToStop(seen);
      assertThat(stream.rest()).last().asString().isEmpty();
      seen.complete(Done.done());
    }
  }

  private Stream open(HttpRequest.Builder request) throws Exception {
    return open(request, "text/event-stream");
  }

  private Stream open(HttpRequest.Builder request, String accept) throws Exception {
    return new Stream(
        server
            .client()
            .send(request.header("Accept", accept).build(), BodyHandlers.ofInputStream()));
  }

  private static final class Stream implements AutoCloseable {
    private final HttpResponse<InputStream> response;
    private final BufferedReader reader;

    Stream(HttpResponse<InputStream> response) {
      this.response = response;
      this.reader =
          new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    List<String> lines(int count) throws Exception {
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        lines.add(reader.readLine());
      }
      return lines;
    }

    /** All lines until the stream ends as HTTP says it should; a broken one throws. */
    List<String> rest() {
      return reader.lines().toList();
    }

    @Override
    public void close() throws Exception {
      response.body().close();
    }
  }
}
