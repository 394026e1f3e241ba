package io.roomfleet.orchestrator.region;

import io.roomfleet.api.agent.AgentMessage;
import io.roomfleet.api.region.AgentView;
import io.roomfleet.api.region.MaintenanceView;
import io.roomfleet.orchestrator.platform.ClusterMessage;
import java.net.URI;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** What a region's ledger is told. */
public sealed interface RegionCommand extends ClusterMessage {
  /**
   * Reserve, or change what was reserved; the answer goes to the owner.
   *
   * @param feed what the region's copy of the line is to read; null when the owner does not know
   */
  record Reserve(Order order, Reservation.Owner owner, @Nullable RelayFeed feed)
      implements RegionCommand {}

  /**
   * What the bar of a MIX shows from now on. Not kept, and not answered: who says it says it again.
   *
   * @param attempt another one than is held changes nothing
   * @param points of its teams, from left to right
   */
  record Points(String id, long attempt, List<Long> points) implements RegionCommand {}

  /**
   * The owner wants it no more; the answer goes to {@code replyTo} once that is kept.
   *
   * @param movedTo master playlist, or relay, at the place that took over: what is released goes on
   *     for those who still watch or read it, for a while; null when it is to end at once
   */
  record Release(
      String id, long attempt, String cause, @Nullable URI movedTo, ActorRef<Released> replyTo)
      implements RegionCommand {}

  /** It is freed and stays freed. */
  record Released(String id, long attempt) implements ClusterMessage {}

  /** An agent opened a session, or its connection found a ledger that does not know the session. */
  record AgentCame(AgentMessage.Hello hello, ActorRef<AgentConnection.Command> connection)
      implements RegionCommand {}

  /** A heartbeat of a session. */
  record AgentBeat(
      String agentId, AgentMessage.Heartbeat beat, ActorRef<AgentConnection.Command> connection)
      implements RegionCommand {}

  /** The session's connection closed. */
  record AgentGone(String agentId, ActorRef<AgentConnection.Command> connection)
      implements RegionCommand {}

  /**
   * Empty an agent or the region.
   *
   * @param agentId null for the region
   */
  record Maintain(@Nullable String agentId, Maintenance.Wish wish, ActorRef<Maintained> replyTo)
      implements RegionCommand {}

  /**
   * Take what comes again.
   *
   * @param agentId null for the region
   */
  record Restore(
      @Nullable String agentId, String by, @Nullable String reason, ActorRef<Maintained> replyTo)
      implements RegionCommand {}

  /** How it is afterwards; {@code known} is false when the region has no such agent. */
  record Maintained(boolean known, Description description) implements ClusterMessage {}

  /**
   * Move an order to another agent of the region, or say where it is.
   *
   * @param toAgentId where to; null only to be told where it is
   */
  record MoveWithin(
      String id, @Nullable String toAgentId, String cause, ActorRef<Whereabouts> replyTo)
      implements RegionCommand {}

  /**
   * Where an order is.
   *
   * @param agentId of the place that counts; null when it is not held here
   * @param nextAgentId of the place beside that is to take over; null when there is none
   * @param refusal why the move was not begun; null when it was, or was under way or done already
   */
  record Whereabouts(
      @Nullable String agentId, @Nullable String nextAgentId, @Nullable String refusal)
      implements ClusterMessage {}

  /** Answers with the region's summary and, when asked for, its agents. */
  record Describe(boolean withAgents, ActorRef<Description> replyTo) implements RegionCommand {}

  /**
   * Figures, and the agents by id (empty when they were not asked for).
   *
   * @param maintenance of the region as a whole
   * @param holding why agents that are missed are not LOST yet
   */
  record Description(
      RegionSummary summary,
      @Nullable MaintenanceView maintenance,
      @Nullable String holding,
      List<AgentView> agents)
      implements ClusterMessage {}

  /**
   * Answers with a page of what the region has and holds.
   *
   * @param after the key to go on from; null for the first page
   */
  record Survey(@Nullable String after, ActorRef<RegionSurvey> replyTo) implements RegionCommand {}

  /** Time to look at who was not heard. */
  enum Tick implements RegionCommand {
    TICK
  }
}
