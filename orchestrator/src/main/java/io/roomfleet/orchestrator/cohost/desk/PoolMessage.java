package io.roomfleet.orchestrator.cohost.desk;

import io.roomfleet.orchestrator.cohost.CohostReply;
import io.roomfleet.orchestrator.cohost.pool.PoolView;
import io.roomfleet.orchestrator.cohost.pool.Waiting;
import io.roomfleet.orchestrator.platform.ClusterMessage;
import java.time.Duration;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** What the pool's actor is told. */
public sealed interface PoolMessage extends ClusterMessage {
  /**
   * A room waits.
   *
   * @param room since when is up to the pool
   * @param patience it waits for so long at most
   */
  record Enter(Waiting room, String name, Duration patience, String by, ActorRef<PoolReply> replyTo)
      implements PoolMessage {}

  record Leave(String roomId, String by, ActorRef<PoolReply> replyTo) implements PoolMessage {}

  record Get(String roomId, ActorRef<PoolReply> replyTo) implements PoolMessage {}

  /** Some of the entries. */
  record Find(PoolView.Filter filter, int size, @Nullable String after, ActorRef<PoolReply> replyTo)
      implements PoolMessage {}

  /** How the session of a match is. */
  record SessionSaid(String sessionId, CohostReply reply) implements PoolMessage {}

  /** The session of a match did not answer. */
  record SessionSilent(String sessionId, String why) implements PoolMessage {}

  /** Look who meets whom, and at the sessions of matches. */
  enum Look implements PoolMessage {
    LOOK
  }

  /** Be there: its node may have been lost. */
  enum Wake implements PoolMessage {
    WAKE
  }
}
