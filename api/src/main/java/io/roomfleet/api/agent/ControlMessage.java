package io.roomfleet.api.agent;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the control plane says to an agent, as one JSON text frame of the WebSocket. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ControlMessage.Welcome.class, name = "Welcome"),
  @JsonSubTypes.Type(value = ControlMessage.Desired.class, name = "Desired")
})
public sealed interface ControlMessage {
  /**
   * The answer to Hello. Until a Desired with a list follows, the agent goes on with what it runs.
   *
   * @param epoch of this session; a later session of the same agent has a larger one
   */
  record Welcome(int heartbeatIntervalMillis, long epoch) implements ControlMessage {}

  /**
   * All that the agent shall run. What it runs and does not find here it stops.
   *
   * @param generation larger than the one before, within a session
   * @param assignments null means unchanged (a sign of life)
   */
  record Desired(long generation, @Nullable List<Assignment> assignments)
      implements ControlMessage {}
}
