package io.roomfleet.orchestrator.http.idempotency;

import io.roomfleet.orchestrator.http.wire.Answer;
import java.time.Instant;
import java.util.concurrent.CompletionStage;

/**
 * What was asked under which key, and what was answered: shared by all nodes, kept for 24 hours.
 *
 * <p>One request holds a key at a time. Whoever claims it first does the work, and whoever comes
 * while it is done learns that it is. A stage that fails means that the store could not be reached.
 */
public interface IdempotencyStore {

  /**
   * Claims a key for one attempt, when nobody has it; else tells what stands there.
   *
   * @param id of the request: principal, method, path and key in one hash
   * @param bodyHash of the body
   * @param attempt this attempt's own id
   */
  CompletionStage<Claim> claim(String id, String bodyHash, String attempt, Instant now);

  /**
   * Claims a key whose holder died: only when {@code deadAttempt} still holds it unanswered.
   *
   * @return false when somebody else was quicker
   */
  CompletionStage<Boolean> takeOver(
      String id, String deadAttempt, String bodyHash, String attempt, Instant now);

  /** Keeps the answer, unless the attempt lost its claim meanwhile. */
  CompletionStage<Void> complete(String id, String attempt, Answer answer);

  /** Gives the key free again, unless the attempt lost its claim meanwhile. */
  CompletionStage<Void> release(String id, String attempt);

  /** What a claim met. */
  sealed interface Claim {}

  /** Nobody had the key; this attempt has it now. */
  record Claimed() implements Claim {}

  /** Another attempt has it and has not answered yet. */
  record Running(String bodyHash, String attempt, Instant since) implements Claim {}

  /** It was answered. */
  record Answered(String bodyHash, Answer answer) implements Claim {}
}
