package io.roomfleet.orchestrator.cohost.desk;

import io.roomfleet.orchestrator.cohost.CohostMessage;
import io.roomfleet.orchestrator.cohost.CohostReply;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;

/** Whom the pool talks to. Messages and answers may be lost; a stage then fails. */
public interface PoolLinks {
  /** Asks a session that may not be there yet; from then on it is woken until it is over. */
  CompletionStage<CohostReply> create(
      String sessionId, Function<ActorRef<CohostReply>, CohostMessage> message);

  CompletionStage<CohostReply> ask(
      String sessionId, Function<ActorRef<CohostReply>, CohostMessage> message);
}
