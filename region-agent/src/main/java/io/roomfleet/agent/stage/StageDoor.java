package io.roomfleet.agent.stage;

import java.util.concurrent.CompletableFuture;

/** What browsers ask of a stage, each for its own seat. From any thread. */
public interface StageDoor {
  /** To publish: takes an offer, answers it. */
  CompletableFuture<StageAnswer> publish(String session, String seat, String token, String offer);

  /**
   * To see another seat. It is Janus that offers: an offer that comes is answered by another one
   * (406), as WHEP allows.
   *
   * @param offered whether an offer came
   */
  CompletableFuture<StageAnswer> watch(
      String session, String seat, String watched, String token, boolean offered);

  /** Takes the answer to what was offered to {@code connection}. */
  CompletableFuture<StageAnswer> answer(
      String session, String seat, String connection, String token, String answer);

  /** Ends a connection. */
  CompletableFuture<StageAnswer> leave(
      String session, String seat, String connection, String token);
}
