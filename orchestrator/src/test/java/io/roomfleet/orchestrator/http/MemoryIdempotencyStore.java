package io.roomfleet.orchestrator.http;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.failedFuture;

import io.roomfleet.orchestrator.http.idempotency.IdempotencyStore;
import io.roomfleet.orchestrator.http.wire.Answer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Keys in memory, under the same rules; it can be told to be out of reach. */
public final class MemoryIdempotencyStore implements IdempotencyStore {
  private record Kept(String attempt, String bodyHash, Instant since, Answer answer) {}

  private final Map<String, Kept> kept = new HashMap<>();
  private boolean down;

  synchronized void setDown(boolean down) {
    this.down = down;
  }

  @Override
  public synchronized CompletionStage<Claim> claim(
      String id, String bodyHash, String attempt, Instant now) {
    if (down) {
      return failedFuture(new IllegalStateException("down"));
    }
    Kept there = kept.putIfAbsent(id, new Kept(attempt, bodyHash, now, null));
    if (there == null) {
      return completedFuture(new Claimed());
    }
    return completedFuture(
        there.answer() == null
            ? new Running(there.bodyHash(), there.attempt(), there.since())
            : new Answered(there.bodyHash(), there.answer()));
  }

  @Override
  public synchronized CompletionStage<Boolean> takeOver(
      String id, String deadAttempt, String bodyHash, String attempt, Instant now) {
    Kept there = kept.get(id);
    boolean taken = there != null && there.attempt().equals(deadAttempt) && there.answer() == null;
    if (taken) {
      kept.put(id, new Kept(attempt, bodyHash, now, null));
    }
    return completedFuture(taken);
  }

  @Override
  public synchronized CompletionStage<Void> complete(String id, String attempt, Answer answer) {
    kept.computeIfPresent(
        id,
        (key, there) ->
            there.attempt().equals(attempt)
                ? new Kept(attempt, there.bodyHash(), there.since(), answer)
                : there);
    return completedFuture(null);
  }

  @Override
  public synchronized CompletionStage<Void> release(String id, String attempt) {
    Kept there = kept.get(id);
    if (there != null && there.attempt().equals(attempt) && there.answer() == null) {
      kept.remove(id);
    }
    return completedFuture(null);
  }
}
