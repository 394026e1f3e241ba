package io.roomfleet.orchestrator.platform;

import java.time.Duration;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * Sends an actor one message, at the soonest of the moments that were asked for since it last came.
 * An actor that asks at each message that it gets, however many come, is not put off by that. Of
 * one actor.
 */
public final class SoonestTimer<M> {
  private final TimerScheduler<M> timers;
  private final M message;
  private long due;

  /**
   * @param message also its key among the timers
   */
  public SoonestTimer(TimerScheduler<M> timers, M message) {
    this.timers = timers;
    this.message = message;
  }

  /** The message comes after that long, or before. */
  public void in(Duration wait) {
    long at = System.nanoTime() + wait.toNanos();
    if (!timers.isTimerActive(message) || at - due < 0) {
      due = at;
      timers.startSingleTimer(message, wait);
    }
  }
}
