package io.roomfleet.api.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.roomfleet.api.Capacity;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an agent says, as one JSON text frame of the WebSocket. Each message may be repeated or lost
 * without harm.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = AgentMessage.Hello.class, name = "Hello"),
  @JsonSubTypes.Type(value = AgentMessage.Heartbeat.class, name = "Heartbeat")
})
public sealed interface AgentMessage {
  /**
   * The first message of a session.
   *
   * @param mediaUrl base of the URLs under which the agent serves {@code /hls} and {@code /relay},
   *     without a slash at the end
   * @param abilities what it can do; {@link Ability} has the words
   * @param running what it runs now, after a session that broke
   */
  record Hello(
      String agentId,
      String region,
      String version,
      URI mediaUrl,
      Capacity capacity,
      List<String> abilities,
      List<AssignmentState> running)
      implements AgentMessage {
    public Hello {
      abilities = Objects.requireNonNullElse(abilities, List.of());
    }
  }

  /**
   * Every second, and at once on a change.
   *
   * @param generation of the last Desired that the agent took; 0 before the first
   * @param load null means unchanged
   * @param assignments the whole list, null means unchanged
   * @param audience windows that were not said yet, the oldest first, one for each sub-room and
   *     second with viewers or changes; null means none
   * @param lineQuality of each line that is here, null means unchanged
   * @param encoderQuality of each ladder that is here, null means unchanged
   */
  record Heartbeat(
      long generation,
      @Nullable Load load,
      @Nullable List<AssignmentState> assignments,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<AudienceWindow> audience,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<LineQuality> lineQuality,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<EncoderQuality> encoderQuality)
      implements AgentMessage {

    /** One that says nothing of quality. */
    public Heartbeat(
        long generation, @Nullable Load load, @Nullable List<AssignmentState> assignments) {
      this(generation, load, assignments, null, null, null);
    }

    /** What is left of it for those who do not care for quality. */
    public Heartbeat withoutQuality() {
      return new Heartbeat(generation, load, assignments);
    }
  }
}
