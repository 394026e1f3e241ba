package io.roomfleet.agent.cmcd;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a batch of events that a player posts (event mode of CMCD 2): a line each, as in a query
 * but not percent-encoded; or JSON, an object each, one alone or in an array. It throws no more
 * than {@link CmcdReader} does.
 */
public final class CmcdEvents {
  /** Further events of a batch are passed over. */
  static final int MOST = 100;

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private CmcdEvents() {}

  /** The events of {@code body} that say anything, in their order. */
  public static List<Cmcd> read(String body) {
    String text = body.strip();
    List<Cmcd> events = new ArrayList<>();
    if (text.startsWith("{") || text.startsWith("[")) {
      json(text, events);
    } else {
      text.lines().limit(MOST).forEach(line -> add(events, CmcdReader.read(line)));
    }
    return events;
  }

  private static void json(String text, List<Cmcd> events) {
    JsonNode tree;
    try {
      tree = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return;
    }
    if (tree.isObject()) {
      add(events, event(tree));
    }
    for (int i = 0; tree.isArray() && i < Math.min(MOST, tree.size()); i++) {
      add(events, event(tree.get(i)));
    }
  }

  private static Cmcd event(JsonNode object) {
    CmcdKeys keys = new CmcdKeys();
    object
        .fields()
        .forEachRemaining(
            field -> {
              JsonNode value = field.getValue();
              JsonNode first = value.isArray() && !value.isEmpty() ? value.get(0) : value;
              keys.take(field.getKey(), first.asText(""));
            });
    return keys.said();
  }

  private static void add(List<Cmcd> events, Cmcd event) {
    if (event.present()) {
      events.add(event);
    }
  }
}
