package io.roomfleet.orchestrator.http.idempotency;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.roomfleet.orchestrator.http.Caller;
import io.roomfleet.orchestrator.http.Refusal;
import io.roomfleet.orchestrator.http.idempotency.IdempotencyStore.Answered;
import io.roomfleet.orchestrator.http.idempotency.IdempotencyStore.Claimed;
import io.roomfleet.orchestrator.http.idempotency.IdempotencyStore.Running;
import io.roomfleet.orchestrator.http.wire.Answer;
import io.roomfleet.orchestrator.http.wire.Call;
import io.roomfleet.orchestrator.http.wire.Endpoint;
import io.roomfleet.orchestrator.http.wire.Problems;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does a POST or PUT at most once for one Idempotency-Key.
 *
 * <ol>
 *   <li>Without a key it is simply done.
 *   <li>With a key that nobody has, it is claimed, done, and the answer is kept for 24 hours. A 5xx
 *       is not kept: the same request may well succeed later.
 *   <li>With a key that was answered, the same body gets the same answer with {@code
 *       Idempotency-Replayed: true}, another body gets 422 {@code idempotency_key_reused}.
 *   <li>With a key that another request holds, 409 {@code request_in_progress}. A claim older than
 *       {@link #DEAD_AFTER} outlived the server's request timeout, so its node died: it is taken
 *       over and done again. The {@link Caller#requestId()} is then the same, by which the domain
 *       knows a command that was done already.
 * </ol>
 *
 * <p>An answer that must not be kept is not: its repeat is done again.
 *
 * <p>When the store cannot be reached before the work, the answer is 503 and nothing was done. When
 * it cannot be reached after it, the answer stands and only the repeat is not protected.
 */
public final class Idempotency {
  /** Longer than any request may last. */
  static final Duration DEAD_AFTER = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(Idempotency.class);

  private final IdempotencyStore store;
  private final Clock clock;

  public Idempotency(IdempotencyStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Does the action, or answers as it was answered before. */
  public CompletionStage<Answer> once(Call call, Endpoint.Action action) {
    IdempotencyKey key = IdempotencyKey.of(call);
    if (key == null) {
      String random = UUID.randomUUID().toString().replace("-", "");
      return run(call, action, new Caller(call.principal(), random));
    }
    String attempt = UUID.randomUUID().toString();
    return store
        .claim(key.id(), key.bodyHash(), attempt, now())
        .handle(
            (claim, failure) ->
                failure == null
                    ? met(call, action, key, attempt, claim)
                    : completedFuture(unreachable(call, key, attempt, failure)))
        .thenCompose(answer -> answer);
  }

  private CompletionStage<Answer> met(
      Call call,
      Endpoint.Action action,
      IdempotencyKey key,
      String attempt,
      IdempotencyStore.Claim claim) {
    if (claim instanceof Claimed) {
      return runAndKeep(call, action, key, attempt);
    }
    if (claim instanceof Answered answered) {
      return completedFuture(
          answered.bodyHash().equals(key.bodyHash())
              ? answered.answer().with("Idempotency-Replayed", "true")
              : reused(call));
    }
    Running running = (Running) claim;
    if (!running.bodyHash().equals(key.bodyHash())) {
      return completedFuture(reused(call));
    }
    if (now().isBefore(running.since().plus(DEAD_AFTER))) {
      return completedFuture(inProgress(call));
    }
    return store
        .takeOver(key.id(), running.attempt(), key.bodyHash(), attempt, now())
        .thenCompose(
            taken ->
                taken ? runAndKeep(call, action, key, attempt) : completedFuture(inProgress(call)));
  }

  private CompletionStage<Answer> runAndKeep(
      Call call, Endpoint.Action action, IdempotencyKey key, String attempt) {
    Caller caller = new Caller(call.principal(), key.requestId());
    return run(call, action, caller)
        .thenCompose(
            answer -> {
              CompletionStage<Void> kept =
                  answer.status() >= 500 || !answer.mayBeKept()
                      ? store.release(key.id(), attempt)
                      : store.complete(key.id(), attempt, answer);
              return kept.handle(
                  (done, failure) -> {
                    if (failure != null) {
                      LOG.warn("an answer under an Idempotency-Key was not kept", failure);
                    }
                    return answer;
                  });
            });
  }

  /** An action that throws is an answer too: 5xx, which gives the key free. */
  private static CompletionStage<Answer> run(Call call, Endpoint.Action action, Caller caller) {
    String method = call.request().method().value();
    CompletionStage<Answer> answer;
    try {
      answer = action.run(caller);
    } catch (RuntimeException e) {
      return completedFuture(Problems.of(e, method, call.path()));
    }
    return answer.exceptionally(failure -> Problems.of(failure, method, call.path()));
  }

  private Answer unreachable(Call call, IdempotencyKey key, String attempt, Throwable failure) {
    LOG.warn("an Idempotency-Key could not be claimed", failure);
    // The claim may have got through all the same; without this the caller would wait for it.
    var unused = store.release(key.id(), attempt);
    return Problems.of(
        new Refusal(
            503,
            "unavailable",
            "the store of Idempotency-Keys did not answer; nothing was done, try again"),
        call.path());
  }

  private static Answer reused(Call call) {
    return Problems.of(
        new Refusal(
            422,
            "idempotency_key_reused",
            "the Idempotency-Key was used with another body (expected: a key of its own for each"
                + " request)"),
        call.path());
  }

  private static Answer inProgress(Call call) {
    return Problems.of(
        new Refusal(
            409,
            "request_in_progress",
            "the same request under this Idempotency-Key is still being done; ask again"),
        call.path(),
        Map.of("Retry-After", "1"));
  }

  private Instant now() {
    return clock.instant();
  }
}
