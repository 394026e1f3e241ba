package io.roomfleet.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.client.ApiRequest;
import io.roomfleet.api.client.Calls;
import io.roomfleet.api.client.RoomfleetClient;
import io.roomfleet.api.room.Room;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CurlCommandTest {
  private final RoomfleetClient client =
      new RoomfleetClient(URI.create("http://127.0.0.1:8080"), "secret", Json.CODEC);

  @Test
  void saysTheWholeCallButTheToken() {
    String text =
        CurlCommand.of(Calls.end("room-1", "it's over").withIdempotencyKey("k-1"), client);
    assertThat(text)
        .isEqualTo(
            "curl -sS --fail-with-body -X POST 'http://127.0.0.1:8080/v1/rooms/room-1:end' \\\n"
                + "  -H \"Authorization: Bearer $ROOMFLEET_API_TOKEN\" \\\n"
                + "  -H 'Idempotency-Key: k-1' \\\n"
                + "  -H 'Content-Type: application/json' \\\n"
                + "  -d '{\"reason\":\"it'\\''s over\"}'")
        .doesNotContain("secret");
  }

  @Test
  void aReadHasNeitherMethodNorBody() {
    assertThat(CurlCommand.of(Calls.cluster(), client))
        .startsWith("curl -sS --fail-with-body 'http://127.0.0.1:8080/v1/cluster'")
        .doesNotContain("-X")
        .doesNotContain("-d ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"plain", "it's", "'''", "$HOME `id` \\ \"x\"", "line\nbreak", "!#&;|<>*?"})
  void aShellReadsWhatWasQuoted(String text) throws IOException {
    Process shell =
        new ProcessBuilder("/bin/sh", "-c", "printf %s " + CurlCommand.quoted(text)).start();
    assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo(text);
  }

  @Test
  void aBodyFromAFileIsSentAsItWasWritten() {
    ApiRequest<Room> request =
        new ApiRequest<>("POST", "/v1/rooms", Map.of(), new Json.Raw("{ \"a\" :1}"), Room.class);
    assertThat(CurlCommand.of(request, client)).endsWith("-d '{ \"a\" :1}'");
  }
}
