package io.roomfleet.orchestrator.region;

import io.roomfleet.api.agent.AgentMessage;
import io.roomfleet.api.agent.AssignmentState;
import io.roomfleet.api.agent.ControlMessage;
import io.roomfleet.api.region.AgentStatus;
import io.roomfleet.api.region.AgentView;
import io.roomfleet.orchestrator.placement.AgentSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * The sessions of a region's agents: who is heard, what each was told and said. In memory; of one
 * actor.
 */
final class RegionSessions {
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(1);

  private final RegionSettings settings;
  private final Map<String, AgentSession> sessions = new TreeMap<>();
  private Instant nextSignOfLife = Instant.MIN;

  RegionSessions(RegionSettings settings) {
    this.settings = settings;
  }

  /**
   * Agents that the journal knows as heard get a grace before they are missed: it was us who were
   * away.
   */
  void recovered(RegionLedger ledger, Instant now) {
    for (String agentId : ledger.agents().keySet()) {
      sessions.put(agentId, new AgentSession(now.plus(settings.recoveryGrace())));
    }
  }

  void open(AgentMessage.Hello hello, ActorRef<AgentConnection.Command> connection, Instant now) {
    AgentSession session = sessions.computeIfAbsent(hello.agentId(), id -> new AgentSession(now));
    ActorRef<AgentConnection.Command> older = session.connection();
    if (older != null && !older.equals(connection)) {
      older.tell(new AgentConnection.Replaced());
    }
    session.open(connection, hello, now);
  }

  boolean isOn(String agentId, ActorRef<AgentConnection.Command> connection) {
    AgentSession session = sessions.get(agentId);
    return session != null && session.isOn(connection);
  }

  List<AssignmentState> beat(String agentId, AgentMessage.Heartbeat beat, Instant now) {
    AgentSession session = sessions.get(agentId);
    return session == null ? List.of() : session.beat(beat, now);
  }

  void close(String agentId) {
    AgentSession session = sessions.get(agentId);
    if (session != null) {
      session.close();
    }
  }

  /** The events that an agent's silence calls for, none while it is heard. */
  List<RegionEvent> judge(RegionLedger ledger, String agentId, Instant now) {
    AgentSession session = sessions.computeIfAbsent(agentId, id -> new AgentSession(now));
    Duration silent = Duration.between(session.lastBeat(), now);
    String reason = "no heartbeat for " + Math.max(0, silent.toMillis()) / 100 / 10.0 + " s";
    if (silent.compareTo(settings.lostAfter()) >= 0) {
      return ledger.agentLost(agentId, reason, now);
    }
    return silent.compareTo(settings.suspectAfter()) >= 0
        ? ledger.agentSuspected(agentId, reason, now)
        : List.of();
  }

  /** Sends these agents all that they shall run. */
  void sendDesired(RegionLedger ledger, Iterable<String> agentIds) {
    for (String agentId : agentIds) {
      AgentSession session = sessions.get(agentId);
      if (session != null && session.connection() != null) {
        down(
            session,
            new ControlMessage.Desired(session.nextGeneration(), ledger.desiredOf(agentId)));
      }
    }
  }

  /** Each second: that we are here; and all again to an agent that has not taken the last. */
  void signsOfLife(RegionLedger ledger, Instant now) {
    if (now.isBefore(nextSignOfLife)) {
      return;
    }
    nextSignOfLife = now.plus(SIGN_OF_LIFE);
    sessions.forEach(
        (agentId, session) ->
            down(
                session,
                new ControlMessage.Desired(
                    session.generation(), session.trails() ? ledger.desiredOf(agentId) : null)));
  }

  private static void down(AgentSession session, ControlMessage message) {
    ActorRef<AgentConnection.Command> connection = session.connection();
    if (connection != null) {
      connection.tell(new AgentConnection.Down(message));
    }
  }

  LedgerWord.Held wordOf(RegionLedger ledger, Reservation held) {
    LedgerWord.Held word = ledger.wordOf(held);
    AgentSession session = sessions.get(held.agentId());
    AssignmentState state = session == null ? null : session.stateOf(held.id(), held.epoch());
    return new LedgerWord.Held(
        word.attempt(),
        word.agentId(),
        word.epoch(),
        word.mediaUrl(),
        word.why(),
        word.candidates(),
        word.cause(),
        state,
        null);
  }

  List<AgentSnapshot> snapshots(RegionLedger ledger) {
    List<AgentSnapshot> snapshots = new ArrayList<>();
    for (LedgerAgent agent : ledger.agents().values()) {
      snapshots.add(
          new AgentSnapshot(
              agent.id(),
              agent.status() == AgentStatus.UP,
              false,
              agent.capacity(),
              ledger.reservedOn(agent.id())));
    }
    return snapshots;
  }

  List<AgentView> views(String region, RegionLedger ledger) {
    List<AgentView> views = new ArrayList<>();
    for (LedgerAgent agent : ledger.agents().values()) {
      AgentSession session = sessions.get(agent.id());
      AgentSession heard = session != null && session.connection() != null ? session : null;
      views.add(
          new AgentView(
              agent.id(),
              region,
              agent.status(),
              agent.mediaUrl(),
              agent.capacity().toCapacity(),
              ledger.reservedOn(agent.id()).toCapacity(),
              heard == null ? null : heard.load(),
              heard == null ? null : heard.lastBeat(),
              assignments(ledger, agent.id())));
    }
    return views;
  }

  private List<AgentView.AssignmentView> assignments(RegionLedger ledger, String agentId) {
    AgentSession session = sessions.get(agentId);
    return ledger.reservations().values().stream()
        .filter(held -> held.agentId().equals(agentId))
        .map(
            held ->
                new AgentView.AssignmentView(
                    held.id(),
                    held.order().kind(),
                    held.epoch(),
                    held.order().roomId(),
                    held.order().subRoomId(),
                    held.order().lineId(),
                    held.cost().toCapacity(),
                    session == null ? null : session.stateOf(held.id(), held.epoch())))
        .toList();
  }
}
