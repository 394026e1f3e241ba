package io.roomfleet.orchestrator.cohost.slot;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.roomfleet.orchestrator.platform.JournalEvent;
import java.time.Instant;

/** What happened to a room's slot. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = SlotEvent.Held.class, name = "slot.held"),
  @JsonSubTypes.Type(value = SlotEvent.Entered.class, name = "slot.entered"),
  @JsonSubTypes.Type(value = SlotEvent.Lapsed.class, name = "slot.lapsed"),
  @JsonSubTypes.Type(value = SlotEvent.Freed.class, name = "slot.freed"),
  @JsonSubTypes.Type(value = SlotEvent.Closed.class, name = "slot.closed"),
  @JsonSubTypes.Type(value = SlotEvent.Told.class, name = "slot.told")
})
public sealed interface SlotEvent extends JournalEvent {
  Instant at();

  /** It is kept free for a session until then; an older attempt of the same one is forgotten. */
  record Held(String sessionId, long attempt, Instant until, Instant at) implements SlotEvent {}

  /** It is in the session that it was held for. */
  record Entered(String sessionId, long attempt, Instant at) implements SlotEvent {}

  /** It was held, and nobody confirmed it in time. */
  record Lapsed(String sessionId, long attempt, Instant at) implements SlotEvent {}

  /** Its session gave it back. */
  record Freed(String sessionId, long attempt, String reason, Instant at) implements SlotEvent {}

  /** The room is over: no session will have it, and the one that has it is to be told. */
  record Closed(String reason, Instant at) implements SlotEvent {}

  /** The session that had it when it was closed knows so. */
  record Told(String sessionId, long attempt, Instant at) implements SlotEvent {}

  /** One case each: a new kind of event does not compile until every reader has its case. */
  interface Cases<T> {
    T held(Held event);

    T entered(Entered event);

    T lapsed(Lapsed event);

    T freed(Freed event);

    T closed(Closed event);

    T told(Told event);
  }

  default <T> T match(Cases<T> cases) {
    if (this instanceof Held e) {
      return cases.held(e);
    } else if (this instanceof Entered e) {
      return cases.entered(e);
    } else if (this instanceof Lapsed e) {
      return cases.lapsed(e);
    } else if (this instanceof Freed e) {
      return cases.freed(e);
    } else if (this instanceof Closed e) {
      return cases.closed(e);
    } else {
      return cases.told((Told) this);
    }
  }
}
