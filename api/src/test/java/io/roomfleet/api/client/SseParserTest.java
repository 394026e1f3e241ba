package io.roomfleet.api.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SseParserTest {
  @Test
  void putsTheFieldsOfAMessageTogether() {
    assertThat(parsed("id: 7", "event: room.started", "data: {\"a\":", "data: 1}", ""))
        .containsExactly(new SseParser.Message("7", "room.started", "{\"a\":\n1}"));
  }

  @Test
  void takesOnlyOneSpaceAfterTheColon() {
    assertThat(parsed("data:  two", "", "data:none", ""))
        .extracting(SseParser.Message::data)
        .containsExactly(" two", "none");
  }

  @Test
  void passesOverCommentsAndUnknownFieldsAndEmptyMessages() {
    assertThat(parsed(": still here", "", "retry: 5", "nonsense", "", "data: x", ""))
        .containsExactly(new SseParser.Message(null, "message", "x"));
  }

  @Test
  void keepsTheLastIdForMessagesWithoutOne() {
    assertThat(parsed("id: 1", "data: a", "", "data: b", ""))
        .extracting(SseParser.Message::id)
        .containsExactly("1", "1");
  }

  @Test
  void dropsAMessageThatWasCutOff() {
    assertThat(parsed("id: 1", "data: half")).isEmpty();
  }

  private static List<SseParser.Message> parsed(String... lines) {
    SseParser parser = new SseParser();
    return Stream.of(lines).flatMap(line -> parser.take(line).stream()).toList();
  }
}
