package io.roomfleet.orchestrator.cohost.slot;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a session asks of a room's slot; said again until a {@link SlotWord} answers it. May come
 * late, twice, or not at all. A session and an attempt name one reservation: of two attempts of a
 * session the larger one is newer.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = SlotCall.Hold.class, name = "hold"),
  @JsonSubTypes.Type(value = SlotCall.Confirm.class, name = "confirm"),
  @JsonSubTypes.Type(value = SlotCall.Release.class, name = "release")
})
public sealed interface SlotCall {
  String sessionId();

  /** From 1. */
  long attempt();

  /**
   * Keep yourself free for this session.
   *
   * @param until the first instant at which it counts no more, unless it was confirmed before
   */
  record Hold(String sessionId, long attempt, Instant until) implements SlotCall {}

  /**
   * You are held for this session: be in it, without an end, until you are released.
   *
   * @param mix where the mix of the session can be read; null while that is not known
   */
  record Confirm(String sessionId, long attempt, @Nullable URI mix) implements SlotCall {
    public Confirm(String sessionId, long attempt) {
      this(sessionId, attempt, null);
    }
  }

  /** This session has done with you, by this attempt and all older ones. */
  record Release(String sessionId, long attempt, String reason) implements SlotCall {}
}
