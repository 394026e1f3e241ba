package io.roomfleet.agent.process;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread on which the agent decides. What runs on it needs no locks; nothing on it may wait
 * for the network or for a process.
 */
public final class EventLoop implements Executor, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EventLoop.class);

  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "agent-loop");
            thread.setDaemon(true);
            return thread;
          });

  /** A task that has not run yet, or that repeats. */
  public interface Scheduled {
    /** From the loop's thread: it does not run after this. */
    void cancel();
  }

  /** Runs {@code task} soon; after {@link #close} it is dropped. */
  @Override
  public void execute(Runnable task) {
    try {
      executor.execute(guarded(task));
    } catch (RejectedExecutionException e) {
      log.debug("The loop is closed; a task is dropped");
    }
  }

  /** Runs {@code task} once, after {@code delay}. */
  public Scheduled after(Duration delay, Runnable task) {
    return scheduled(executor.schedule(guarded(task), delay.toMillis(), TimeUnit.MILLISECONDS));
  }

  /** Runs {@code task} again and again, first after {@code interval}. */
  public Scheduled every(Duration interval, Runnable task) {
    long millis = interval.toMillis();
    return scheduled(
        executor.scheduleWithFixedDelay(guarded(task), millis, millis, TimeUnit.MILLISECONDS));
  }

  /** Computes {@code question} on the loop and waits for it; never to be called on the loop. */
  public <T> T ask(Supplier<T> question) {
    try {
      return CompletableFuture.supplyAsync(question, executor).join();
    } catch (CompletionException e) {
      throw new IllegalStateException("asked the loop", e.getCause());
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }

  private static Scheduled scheduled(Future<?> future) {
    return () -> future.cancel(false);
  }

  private static Runnable guarded(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException | AssertionError e) {
        // A repeating task that throws would silently never run again.
        log.error("A task of the agent failed", e);
      }
    };
  }
}
