package io.roomfleet.agent.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.roomfleet.api.agent.AgentMessage;
import io.roomfleet.api.agent.Assignment;
import io.roomfleet.api.agent.AssignmentKind;
import io.roomfleet.api.agent.ControlMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agent protocol as JSON. What a newer control plane adds is passed over: fields are ignored,
 * an assignment of a kind that is not known is left out, and a source of such a kind becomes null.
 */
public final class Wire {
  private static final Logger log = LoggerFactory.getLogger(Wire.class);
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_INVALID_SUBTYPE)
          .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .build();

  private Wire() {}

  static String write(AgentMessage message) {
    try {
      return JSON.writeValueAsString(message);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write " + message, e);
    }
  }

  /**
   * Reads a frame. Each assignment is read by itself, so that a broken one harms no other; one
   * without an id, or of a kind that this version does not know, is left out.
   *
   * @throws JsonProcessingException when the frame as a whole is not of the protocol
   */
  static Heard read(String frame) throws JsonProcessingException {
    JsonNode tree = JSON.readTree(frame);
    JsonNode list = tree instanceof ObjectNode object ? object.remove("assignments") : null;
    ControlMessage message = JSON.treeToValue(tree, ControlMessage.class);
    if (message instanceof ControlMessage.Welcome welcome) {
      return new Heard.Welcome(welcome.heartbeatIntervalMillis());
    }
    if (message instanceof ControlMessage.Desired desired) {
      return new Heard.Desired(
          desired.generation(), list == null || list.isNull() ? null : wanted(list));
    }
    return new Heard.Unknown();
  }

  private static List<Wanted> wanted(JsonNode list) throws JsonProcessingException {
    if (!list.isArray()) {
      throw new JsonMappingException(null, "assignments: " + list + " (expected: a list)");
    }
    List<Wanted> wanted = new ArrayList<>();
    for (JsonNode node : list) {
      String id = node.path("id").asText("");
      AssignmentKind kind = kind(node.path("type").asText(""));
      if (id.isBlank() || kind == null) {
        log.warn("An assignment without id, or of a kind not known here, is left out: {}", node);
      } else {
        wanted.add(wanted(id, kind, node));
      }
    }
    return wanted;
  }

  private static Wanted wanted(String id, AssignmentKind kind, JsonNode node) {
    try {
      return Wanted.of(JSON.treeToValue(node, Assignment.class));
    } catch (JsonProcessingException e) {
      return Wanted.broken(id, node.path("epoch").asLong(), kind, JsonFault.of(e, node));
    }
  }

  private static @Nullable AssignmentKind kind(String type) {
    return Arrays.stream(AssignmentKind.values())
        .filter(kind -> kind.name().equals(type))
        .findFirst()
        .orElse(null);
  }
}
