package io.roomfleet.agent.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.roomfleet.api.agent.AgentMessage;
import io.roomfleet.api.agent.ControlMessage;

/**
 * The agent protocol as JSON. What a newer control plane adds is passed over: fields are ignored,
 * and a kind of assignment or source that is not known becomes null.
 */
public final class Wire {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_INVALID_SUBTYPE)
          .build();

  private Wire() {}

  static String write(AgentMessage message) {
    try {
      return JSON.writeValueAsString(message);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write " + message, e);
    }
  }

  /** Reads a frame; throws when it is not of the protocol. */
  static ControlMessage read(String frame) throws JsonProcessingException {
    return JSON.readValue(frame, ControlMessage.class);
  }
}
