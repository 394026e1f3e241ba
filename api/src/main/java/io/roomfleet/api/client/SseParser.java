package io.roomfleet.api.client;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts the lines of an event stream together, as the HTML standard says (section 9.2.6). */
final class SseParser {
  private final StringBuilder data = new StringBuilder();
  private @Nullable String type;
  private @Nullable String lastId;

  /**
   * One message of the stream.
   *
   * @param id null before the first that had one
   * @param type {@code message} when it names none
   */
  record Message(@Nullable String id, String type, String data) {}

  /** Takes one line without its end, and answers the message that it completes, if it does. */
  Optional<Message> take(String line) {
    if (line.isEmpty()) {
      return complete();
    }
    int colon = line.indexOf(':');
    if (colon == 0) {
      return Optional.empty();
    }
    String field = colon < 0 ? line : line.substring(0, colon);
    String value = colon < 0 ? "" : line.substring(colon + 1);
    if (value.startsWith(" ")) {
      value = value.substring(1);
    }
    switch (field) {
      case "data" -> data.append(value).append('\n');
      case "event" -> type = value;
      case "id" -> lastId = value;
      default -> {
        // The standard says to ignore what is not known; we do not take retry from a server either.
      }
    }
    return Optional.empty();
  }

  private Optional<Message> complete() {
    Optional<Message> message =
        data.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Message(
                    lastId, type == null ? "message" : type, data.substring(0, data.length() - 1)));
    data.setLength(0);
    type = null;
    return message;
  }
}
