package io.roomfleet.deploy.e2e;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for a condition, and says what it saw last when the time is over. */
final class Await {
  private static final Duration PAUSE = Duration.ofMillis(100);

  private Await() {}

  /** The condition will never hold: nothing is waited for any more. */
  static final class Hopeless extends RuntimeException {
    private static final long serialVersionUID = 1;

    Hopeless(String why) {
      super(why);
    }
  }

  interface Check {
    /** Throws while the condition does not hold. */
    void run() throws Exception;
  }

  /** Until {@code check} passes; its last failure when it never does. */
  static void until(String what, Duration within, Check check) {
    get(
        what,
        within,
        () -> {
          try {
            check.run();
            return true;
          } catch (AssertionError | Hopeless e) {
            throw e;
          } catch (Exception e) {
            throw new AssertionError(e.toString(), e);
          }
        });
  }

  /** What {@code read} gives once it does not throw any more. */
  static <T> T get(String what, Duration within, Supplier<T> read) {
    long deadline = System.nanoTime() + within.toNanos();
    while (true) {
      try {
        return read.get();
      } catch (Hopeless e) {
        throw new AssertionError(what + ": " + e.getMessage(), e);
      } catch (AssertionError | RuntimeException e) {
        if (System.nanoTime() > deadline) {
          throw new AssertionError(
              what + " did not come within " + within + ": " + e.getMessage(), e);
        }
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
