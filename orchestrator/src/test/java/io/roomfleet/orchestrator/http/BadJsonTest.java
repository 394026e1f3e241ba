package io.roomfleet.orchestrator.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What callers are told of a text that is no JSON: what is wrong and where, and nothing else. */
class BadJsonTest {
  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    server = new TestServer();
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/v1/rooms   | {                 | expected close marker for Object at line 1, column 2",
        "/v1/rooms   | {\"title\":[\"a\" | expected close marker for Array at line 1, column 14",
        "/v1/rooms   | {\"title\":       | within/between Object entries at line 1, column 10",
        "/v1/beacons | [{                | expected close marker for Object at byte 2",
      })
  void shouldSayWhereATextBreaksOff(String path, String body, String words) throws Exception {
    String detail = TestServer.json(server.post(path, body)).get("detail").asText();
    assertThat(detail).contains(words).doesNotContain("Source", "Feature", "marker at [");
  }
}
