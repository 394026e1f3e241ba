package io.roomfleet.orchestrator.region;

import io.roomfleet.api.agent.AgentMessage;
import io.roomfleet.api.agent.AssignmentState;
import io.roomfleet.api.agent.Load;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * What a ledger knows of an agent beyond the journal: its connection, and what it last said.
 * Mutable, of one actor.
 */
final class AgentSession {
  private @Nullable ActorRef<AgentConnection.Command> connection;
  private Instant lastBeat;
  private @Nullable Load load;
  private final Map<String, AssignmentState> states = new HashMap<>();
  private long sent;
  private long taken;

  /** An agent known from the journal, not heard yet since the ledger came up. */
  AgentSession(Instant notHeardBefore) {
    this.lastBeat = notHeardBefore;
  }

  void open(
      ActorRef<AgentConnection.Command> newConnection, AgentMessage.Hello hello, Instant now) {
    connection = newConnection;
    lastBeat = now;
    // Above all that a ledger before this one has sent on the same connection: what the agent took
    // of that one must not count as taken of this one.
    sent = Math.max(sent, now.toEpochMilli());
    taken = 0;
    replace(hello.running());
  }

  boolean isOn(ActorRef<AgentConnection.Command> other) {
    return other.equals(connection);
  }

  @Nullable ActorRef<AgentConnection.Command> connection() {
    return connection;
  }

  void close() {
    connection = null;
    load = null;
  }

  /** Takes a beat in; answers the states that differ from what was known. */
  List<AssignmentState> beat(AgentMessage.Heartbeat beat, Instant now) {
    lastBeat = now;
    taken = beat.generation();
    if (beat.load() != null) {
      load = beat.load();
    }
    return beat.assignments() == null ? List.of() : replace(beat.assignments());
  }

  private List<AssignmentState> replace(List<AssignmentState> reported) {
    List<AssignmentState> changed = new ArrayList<>();
    for (AssignmentState state : reported) {
      if (!state.equals(states.get(state.assignmentId()))) {
        changed.add(state);
      }
    }
    states.clear();
    reported.forEach(state -> states.put(state.assignmentId(), state));
    return changed;
  }

  /** What the agent last said of an assignment, if it was of this epoch. */
  @Nullable AssignmentState stateOf(String assignmentId, long epoch) {
    AssignmentState state = states.get(assignmentId);
    return state != null && state.epoch() == epoch ? state : null;
  }

  long nextGeneration() {
    return ++sent;
  }

  /** The same generation again: a sign of life. */
  long generation() {
    return sent;
  }

  /** True when the agent has not taken the last Desired. */
  boolean trails() {
    return taken != sent;
  }

  Instant lastBeat() {
    return lastBeat;
  }

  @Nullable Load load() {
    return load;
  }
}
