package io.roomfleet.agent.testing;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Waits for conditions. */
public final class Await {
  private static final Duration PAUSE = Duration.ofMillis(25);

  private Await() {}

  /** Waits until {@code condition} holds, at most for {@code limit}. */
  public static void until(Duration limit, String what, Callable<Boolean> condition) {
    value(limit, what, condition, held -> held);
  }

  /** Waits until {@code source} has a value that {@code wanted} takes, and answers it. */
  public static <T> T value(Duration limit, String what, Callable<T> source, Predicate<T> wanted) {
    long end = System.nanoTime() + limit.toNanos();
    T last = null;
    Exception trouble = null;
    do {
      try {
        last = source.call();
        trouble = null;
        if (last != null && wanted.test(last)) {
          return last;
        }
      } catch (Exception e) {
        trouble = e;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    } while (System.nanoTime() < end);
    throw new AssertionError(
        "not within " + limit + ": " + what + "; at last it was " + last, trouble);
  }

  /** Lets {@code span} of the wall clock pass: for media, which is made of it. */
  public static void pass(Duration span) {
    long end = System.nanoTime() + span.toNanos();
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }
}
