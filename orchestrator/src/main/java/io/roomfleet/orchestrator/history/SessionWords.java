package io.roomfleet.orchestrator.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened in a session, in words for a timeline. */
final class SessionWords {
  private static final List<String> FIELDS =
      List.of(
          "name", "exit", "reason", "round", "winner", "how", "points", "cause", "mode", "status");

  private SessionWords() {}

  /** Null when there is nothing to say. */
  static @Nullable String of(JsonNode data) {
    List<String> words = new ArrayList<>();
    for (String field : FIELDS) {
      JsonNode value = data.get(field);
      if (value != null && !value.isNull()) {
        words.add(field + " " + (value.isValueNode() ? value.asText() : value.toString()));
      }
    }
    return words.isEmpty() ? null : String.join(", ", words);
  }
}
