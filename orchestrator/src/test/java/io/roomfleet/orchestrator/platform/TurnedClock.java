package io.roomfleet.orchestrator.platform;

import java.time.Duration;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.dispatch.Dispatcher;
import org.apache.pekko.testkit.ExplicitlyTriggeredScheduler;

/**
 * Moves the clock of a system with the settings of {@link MemoryJournal}. Unlike {@link
 * ManualTime}, which sleeps a tenth of a second before each step and hopes that the actors are done
 * by then, it waits until they are: no thread of theirs has anything left to do.
 */
public final class TurnedClock {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ExplicitlyTriggeredScheduler scheduler;
  private final Dispatcher actors;

  public TurnedClock(ActorSystem<?> system) {
    scheduler = (ExplicitlyTriggeredScheduler) Adapter.toClassic(system).scheduler();
    actors = (Dispatcher) system.dispatchers().lookup(DispatcherSelector.defaultDispatcher());
  }

  /** What is due by then is set off, in order, and all that it sets off is done. */
  public void pass(Duration duration) {
    settle();
    // The scheduler's time is that of the last that was due, so something is due at the end.
    scheduler.scheduleOnce(duration, () -> {}, actors);
    scheduler.executeTasks(scheduler.currentTimeMs() + duration.toMillis());
    settle();
  }

  /** Waits until all that was sent to actors, and all that they sent each other for it, is done. */
  public void settle() {
    ForkJoinPool threads = (ForkJoinPool) actors.executorService().executor();
    if (!threads.awaitQuiescence(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new AssertionError("actors are busy for " + PATIENCE + ": " + threads);
    }
  }
}
