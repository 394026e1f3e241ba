package io.roomfleet.orchestrator.region;

import io.roomfleet.api.agent.AgentMessage;
import io.roomfleet.api.agent.Assignment;
import io.roomfleet.api.agent.AssignmentState;
import io.roomfleet.api.agent.ControlMessage;
import io.roomfleet.api.agent.Load;
import io.roomfleet.api.agent.Source;
import io.roomfleet.api.region.AgentStatus;
import io.roomfleet.api.region.AgentView;
import io.roomfleet.api.room.LineInput;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of a region's agents: who is heard, what each was told and said. In memory; of one
 * actor.
 */
final class RegionSessions {
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(1);

  private final RegionSettings settings;
  private final Map<String, AgentSession> sessions = new TreeMap<>();
  private final MixPoints points = new MixPoints();
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
      boolean patient = manyMissed(ledger, now) > 0;
      if (!patient || silent.compareTo(settings.lostAfter().multipliedBy(2)) >= 0) {
        return ledger.agentLost(agentId, reason, settings.policy(), now);
      }
    }
    return silent.compareTo(settings.suspectAfter()) >= 0
        ? ledger.agentSuspected(agentId, reason, now)
        : List.of();
  }

  /**
   * How many agents are missed at once, when that is more than the share that is given up without
   * more ado; 0 when it is not.
   */
  private long manyMissed(RegionLedger ledger, Instant now) {
    List<LedgerAgent> there =
        ledger.agents().values().stream().filter(a -> a.status() != AgentStatus.LOST).toList();
    long missed =
        there.stream()
            .map(agent -> sessions.get(agent.id()))
            .filter(session -> session != null)
            .filter(s -> !now.isBefore(s.lastBeat().plus(settings.suspectAfter())))
            .count();
    return missed >= 2 && missed > settings.lossShare() * there.size() ? missed : 0;
  }

  /** Why agents that are missed are not LOST yet; null when there is no such thing. */
  @Nullable String holding(RegionLedger ledger, Instant now) {
    long missed = manyMissed(ledger, now);
    return missed == 0
        ? null
        : missed
            + " agents are missed at the same time: they are given up after "
            + settings.lostAfter().multipliedBy(2).toSeconds()
            + " s instead of "
            + settings.lostAfter().toSeconds()
            + " s";
  }

  private List<Assignment> desiredOf(RegionLedger ledger, String agentId) {
    return points.in(ledger.desiredOf(agentId));
  }

  /** What a mix shows from now on; its agent is told when that is news. */
  void points(RegionLedger ledger, RegionCommand.Points said) {
    Reservation held = ledger.reservations().get(said.id());
    if (held != null && points.isNews(held.order(), said)) {
      points.keep(said, ledger.reservations().keySet());
      sendDesired(ledger, List.of(held.agentId()));
    }
  }

  /** Sends these agents all that they shall run. */
  void sendDesired(RegionLedger ledger, Iterable<String> agentIds) {
    for (String agentId : agentIds) {
      AgentSession session = sessions.get(agentId);
      if (session != null && session.connection() != null) {
        down(
            session,
            new ControlMessage.Desired(session.nextGeneration(), desiredOf(ledger, agentId)));
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
                    session.generation(), session.trails() ? desiredOf(ledger, agentId) : null)));
  }

  private static void down(AgentSession session, ControlMessage message) {
    ActorRef<AgentConnection.Command> connection = session.connection();
    if (connection != null) {
      connection.tell(new AgentConnection.Down(message));
    }
  }

  /** What an agent last measured of itself; null while it is not heard. */
  @Nullable Load loadOf(String agentId) {
    AgentSession session = sessions.get(agentId);
    return session == null ? null : session.load();
  }

  /** What its agent last said of it, null before it did. */
  @Nullable AssignmentState stateOf(Reservation held) {
    AgentSession session = sessions.get(held.agentId());
    return session == null ? null : session.stateOf(held.id(), held.epoch());
  }

  LedgerWord.Held wordOf(RegionLedger ledger, Reservation held, LedgerWord.@Nullable Leave leave) {
    LedgerWord.Held word = ledger.wordOf(held);
    return new LedgerWord.Held(
        word.attempt(),
        word.agentId(),
        word.epoch(),
        word.mediaUrl(),
        word.why(),
        word.candidates(),
        word.cause(),
        stateOf(held),
        leave,
        held.isTranscode() ? copyOf(ledger, held.order().relayId()) : null);
  }

  /** The region's copy of a line; null when it has none. */
  @Nullable RelayCopy copyOf(RegionLedger ledger, String relayId) {
    Reservation copy = ledger.reservations().get(relayId);
    if (copy == null
        || copy.owner() != Reservation.Owner.REGION
        || !(copy.order().source() instanceof Source.Upstream reads)) {
      return null;
    }
    LedgerAgent agent = Objects.requireNonNull(ledger.agents().get(copy.agentId()));
    AgentSession session = sessions.get(copy.agentId());
    AssignmentState state = stateOf(copy);
    return new RelayCopy(
        copy.order().lineId(),
        RegionLedger.relayUrl(agent.mediaUrl(), copy.order().roomId(), copy.order().lineId()),
        copy.epoch(),
        copy.order().attempt(),
        reads.url(),
        reads.fallback(),
        session != null && session.connection() != null && !session.trails(),
        state != null && (state.input() == LineInput.LIVE || state.input() == LineInput.FALLBACK));
  }

  /** True when the agent has not confirmed what it was told last. */
  boolean trails(String agentId) {
    AgentSession session = sessions.get(agentId);
    return session == null || session.trails();
  }

  List<AgentView> views(String region, RegionLedger ledger, UpkeepProgress progress) {
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
              progress.of(ledger, agent.id()),
              heard == null ? null : heard.load(),
              heard == null ? null : heard.lastBeat(),
              assignments(ledger, agent.id())));
    }
    return views;
  }

  private List<AgentView.AssignmentView> assignments(RegionLedger ledger, String agentId) {
    return ledger.reservations().values().stream()
        .filter(held -> held.agentId().equals(agentId))
        .map(
            held ->
                new AgentView.AssignmentView(
                    held.id(),
                    held.order().kind(),
                    held.role().name(),
                    held.epoch(),
                    held.order().roomId(),
                    held.order().subRoomId(),
                    held.order().lineId(),
                    held.cost().toCapacity(),
                    stateOf(held)))
        .toList();
  }
}
