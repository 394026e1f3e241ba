package io.roomfleet.orchestrator.cohost.pool;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.roomfleet.orchestrator.platform.JournalEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What happened in the pool. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = PoolEvent.Entered.class, name = "pool.entered"),
  @JsonSubTypes.Type(value = PoolEvent.Left.class, name = "pool.left"),
  @JsonSubTypes.Type(value = PoolEvent.Matched.class, name = "pool.matched"),
  @JsonSubTypes.Type(value = PoolEvent.Met.class, name = "pool.met"),
  @JsonSubTypes.Type(value = PoolEvent.Parted.class, name = "pool.parted"),
  @JsonSubTypes.Type(value = PoolEvent.Expired.class, name = "pool.expired")
})
public sealed interface PoolEvent extends JournalEvent {
  Instant at();

  /** A room waits, or says so again; then {@code room.since} is as it was. */
  record Entered(Waiting room, String name, Instant until, String by, Instant at)
      implements PoolEvent {}

  /** It is to wait no more. */
  record Left(String roomId, String by, Instant at) implements PoolEvent {}

  /**
   * Rooms are to meet in a session, which is made of them from now on.
   *
   * @param rooms who has waited longest first, which owns the session
   * @param step of the rules by which they fit
   */
  record Matched(String sessionId, List<String> rooms, int step, String why, Instant at)
      implements PoolEvent {}

  /** The session is live. */
  record Met(String sessionId, Instant at) implements PoolEvent {}

  /**
   * The session came to nothing. Those of its rooms that are not dropped wait on.
   *
   * @param dropped because of whom, and why
   */
  record Parted(String sessionId, Map<String, String> dropped, String reason, Instant at)
      implements PoolEvent {}

  /** It has waited for as long as it wanted to. */
  record Expired(String roomId, Instant at) implements PoolEvent {}

  /** One case each: a new kind of event does not compile until every reader has its case. */
  interface Cases<T> {
    T entered(Entered event);

    T left(Left event);

    T matched(Matched event);

    T met(Met event);

    T parted(Parted event);

    T expired(Expired event);
  }

  default <T> T match(Cases<T> cases) {
    if (this instanceof Entered e) {
      return cases.entered(e);
    } else if (this instanceof Left e) {
      return cases.left(e);
    } else if (this instanceof Matched e) {
      return cases.matched(e);
    } else if (this instanceof Met e) {
      return cases.met(e);
    } else if (this instanceof Parted e) {
      return cases.parted(e);
    } else {
      return cases.expired((Expired) this);
    }
  }
}
