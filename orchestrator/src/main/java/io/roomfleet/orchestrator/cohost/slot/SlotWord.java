package io.roomfleet.orchestrator.cohost.slot;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a room's slot tells a session, at its asking and from time to time again. May come late,
 * twice, or not at all.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = SlotWord.Held.class, name = "held"),
  @JsonSubTypes.Type(value = SlotWord.In.class, name = "in"),
  @JsonSubTypes.Type(value = SlotWord.Refused.class, name = "refused"),
  @JsonSubTypes.Type(value = SlotWord.Lost.class, name = "lost"),
  @JsonSubTypes.Type(value = SlotWord.Freed.class, name = "freed")
})
public sealed interface SlotWord {
  String sessionId();

  long attempt();

  /** The room is kept free for the session until then. */
  record Held(String sessionId, long attempt, Instant until) implements SlotWord {}

  /**
   * The room is in the session until it is released.
   *
   * @param line where the room's own line is; null where that is not said
   */
  record In(String sessionId, long attempt, @Nullable HostLine line) implements SlotWord {
    public In(String sessionId, long attempt) {
      this(sessionId, attempt, null);
    }

    public In with(HostLine newLine) {
      return new In(sessionId, attempt, newLine);
    }
  }

  /** Nothing was held, and why. */
  record Refused(String sessionId, long attempt, Code code, String detail) implements SlotWord {}

  /** What was held, or was in the session, is so no more, and never will be by this attempt. */
  record Lost(String sessionId, long attempt, String reason) implements SlotWord {}

  /** Nothing of this attempt, or an older one of the session, is left. */
  record Freed(String sessionId, long attempt) implements SlotWord {}

  /** Why a room refuses to be held. */
  enum Code {
    /** Another session has it. */
    TAKEN,
    /** It is over, or it was never begun. */
    NOT_ON_AIR,
    /** The time until which it was to be held is over. */
    LATE
  }
}
