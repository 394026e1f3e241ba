package io.roomfleet.api.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.roomfleet.api.room.RoomEvent;
import io.roomfleet.api.room.RoomStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RoomfleetClientTest {
  private static final String EVENT =
      "{\"sequence\":%d,\"type\":\"room.started\",\"at\":\"2026-03-01T10:00:00Z\","
          + "\"roomId\":\"room-1\",\"by\":\"schedule\",\"data\":{},\"laterField\":1}";

  private final List<HttpExchange> seen = new CopyOnWriteArrayList<>();
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;
  private RoomfleetClient client;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
    client = new RoomfleetClient(base("/"), "secret", new Json());
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  @Nested
  class ACall {
    @Test
    void carriesTheTokenAndTheKeyAndReadsTheAnswer() {
      answer(200, "{\"id\":\"de\",\"revision\":4,\"status\":\"LIVE\"}");

      var answer =
          client.send(
              Calls.closeSubRoom("room/1", "de", "tired").withIdempotencyKey("k").ifRevision(3));

      assertThat(answer.value().status().name()).isEqualTo("LIVE");
      assertThat(answer.value().revision()).isEqualTo(4);
      assertThat(answer.json()).startsWith("{\"id\"");
      HttpExchange sent = seen.get(0);
      assertThat(sent.getRequestMethod()).isEqualTo("POST");
      assertThat(sent.getRequestURI().getRawPath())
          .isEqualTo("/v1/rooms/room%2F1/sub-rooms/de:close");
      assertThat(sent.getRequestHeaders().getFirst("Authorization")).isEqualTo("Bearer secret");
      assertThat(sent.getRequestHeaders().getFirst("Idempotency-Key")).isEqualTo("k");
      assertThat(sent.getRequestHeaders().getFirst("If-Match")).isEqualTo("\"3\"");
      assertThat(bodies).containsExactly("{\"reason\":\"tired\"}");
    }

    @Test
    void leavesOutAFilterThatIsNotSet() {
      answer(200, "{\"rooms\":[]}");
      client.send(Calls.rooms(new Calls.RoomFilter(RoomStatus.LIVE, null, "a b&c", 5, null)));
      assertThat(seen.get(0).getRequestURI().getRawQuery())
          .isEqualTo("status=LIVE&host=a%20b%26c&pageSize=5");
    }

    @Test
    void keepsAPathInItsBaseUrl() {
      answer(200, "{\"rooms\":[]}");
      new RoomfleetClient(base("/fleet/"), null, new Json())
          .send(Calls.rooms(Calls.RoomFilter.ALL));
      assertThat(seen.get(0).getRequestURI().toString()).isEqualTo("/fleet/v1/rooms");
      assertThat(seen.get(0).getRequestHeaders()).doesNotContainKey("Authorization");
    }
  }

  @Nested
  class ARefusal {
    @Test
    void isTheProblemThatTheApiNamed() {
      answer(
          422,
          "{\"type\":\"t\",\"title\":\"x\",\"status\":422,\"code\":\"invalid_body\",\"detail\":\"no\","
              + "\"errors\":[{\"field\":\"title\",\"expected\":\"1 to 200\"}]}");
      ApiException refusal =
          catchThrowableOfType(ApiException.class, () -> client.send(Calls.start("r")));
      assertThat(refusal.status()).isEqualTo(422);
      assertThat(refusal.problem().code()).isEqualTo("invalid_body");
      assertThat(refusal.problem().errors()).hasSize(1);
    }

    @Test
    void isMadeUpWhenAnotherProgramAnswers() {
      answer(502, "<html>bad gateway</html>");
      ApiException refusal =
          catchThrowableOfType(ApiException.class, () -> client.send(Calls.start("r")));
      assertThat(refusal.problem().code()).isEqualTo("unexpected_answer");
      assertThat(refusal.problem().detail()).contains("502").contains("bad gateway");
    }

    @Test
    void isMadeUpWhenASuccessHoldsNoJson() {
      answer(200, "hello");
      assertThatThrownBy(() -> client.send(Calls.start("r")))
          .isInstanceOf(ApiException.class)
          .hasMessageContaining("hello");
    }

    @Test
    void isAnotherThingThanNoAnswer() {
      server.stop(0);
      assertThatThrownBy(() -> client.send(Calls.cluster()))
          .isInstanceOf(UnreachableException.class)
          .hasMessageContaining("nothing listens there");
    }
  }

  @Nested
  class Following {
    private final CountDownLatch stopped = new CountDownLatch(1);

    @AfterEach
    void endStreams() {
      stopped.countDown();
    }

    private void await(CountDownLatch latch) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Test
    void goesOnAfterABreakWithTheLastEventAndPassesNoneTwice() {
      List<String> resumedFrom = new ArrayList<>();
      server.createContext(
          "/v1/rooms/room-1/events",
          exchange -> {
            resumedFrom.add(exchange.getRequestHeaders().getFirst("Last-Event-ID"));
            exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            try (var out = exchange.getResponseBody()) {
              out.write(": hello\n\n".getBytes(StandardCharsets.UTF_8));
              for (int sequence : resumedFrom.size() == 1 ? List.of(4, 5) : List.of(5, 6, 7)) {
                out.write(
                    ("id: %d\nevent: room.started\ndata: " + EVENT + "\n\n")
                        .formatted(sequence, sequence)
                        .getBytes(StandardCharsets.UTF_8));
                out.flush();
              }
              if (resumedFrom.size() > 1) {
                // A stream that does not end must be read all the same.
                await(stopped);
              }
            }
          });
      List<Long> taken = new ArrayList<>();
      List<String> breaks = new ArrayList<>();
      new EventFollower(client, "room-1")
          .follow(
              3,
              new EventFollower.Listener() {
                @Override
                public boolean onEvent(RoomEvent event, String json) {
                  taken.add(event.sequence());
                  return event.sequence() < 6;
                }

                @Override
                public void onBroken(String why) {
                  breaks.add(why);
                }
              });
      assertThat(taken).containsExactly(4L, 5L, 6L);
      assertThat(resumedFrom).containsExactly("3", "5");
      assertThat(breaks).containsExactly("the server ended the stream");
    }

    @Test
    void isRefusedForAnUnknownRoom() {
      answer(404, "{\"status\":404,\"code\":\"room_not_found\",\"detail\":\"no such room\"}");
      assertThatThrownBy(() -> new EventFollower(client, "nope").follow(0, (event, json) -> true))
          .isInstanceOf(ApiException.class)
          .hasMessageContaining("room_not_found");
    }
  }

  @Test
  void refusesABaseThatIsNoUrl() {
    assertThatThrownBy(() -> new RoomfleetClient(URI.create("localhost:80"), null, new Json()))
        .hasMessageContaining("expected: an http or https URL");
  }

  private void answer(int status, String body) {
    server.createContext(
        "/",
        exchange -> {
          bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          seen.add(exchange);
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  private URI base(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private static final class Json implements JsonCodec {
    private final ObjectMapper mapper =
        new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    @Override
    public String write(Object value) {
      try {
        return mapper.writeValueAsString(value);
      } catch (JsonProcessingException e) {
        throw new IllegalArgumentException(e);
      }
    }

    @Override
    public <T> T read(String json, Class<T> type) {
      try {
        return mapper.readValue(json, type);
      } catch (JsonProcessingException e) {
        throw new IllegalArgumentException(e);
      }
    }
  }
}
