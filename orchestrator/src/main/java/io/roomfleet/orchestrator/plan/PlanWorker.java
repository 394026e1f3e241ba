package io.roomfleet.orchestrator.plan;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A thread of its own for plans: one of a large fleet takes seconds of a core, so that there is one
 * at a time, and not where others wait. What comes while too many wait is refused by {@link
 * RejectedExecutionException}.
 */
public final class PlanWorker implements Executor {
  /** Plans that may wait for the one that is being worked out. */
  static final int QUEUE = 8;

  private final Executor thread =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(QUEUE),
          task -> {
            Thread named = new Thread(task, "plans");
            named.setDaemon(true);
            return named;
          });

  @Override
  public void execute(Runnable plan) {
    thread.execute(plan);
  }
}
