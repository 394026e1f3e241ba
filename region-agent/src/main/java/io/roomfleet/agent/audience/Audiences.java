package io.roomfleet.agent.audience;

import io.roomfleet.agent.viewer.SubRoomKey;
import io.roomfleet.api.agent.AudienceWindow;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Counts the viewers of this agent. Safe for any thread: requests are told of on the threads that
 * serve them, and one lock is held for a microsecond.
 */
public final class Audiences {
  private final AudienceSettings settings;
  private final LongSupplier clock;
  private final Function<SubRoomKey, Timing> timings;
  private final SessionTable table;
  private final WindowOutbox outbox = new WindowOutbox();

  /** Where it is not known how late anything is. */
  public Audiences(AudienceSettings settings, LongSupplier clock) {
    this(settings, clock, subRoom -> Timing.UNKNOWN);
  }

  /**
   * @param clock milliseconds since 1970
   * @param timings asked on the thread of {@link #look}, once for each window
   */
  public Audiences(
      AudienceSettings settings, LongSupplier clock, Function<SubRoomKey, Timing> timings) {
    this.settings = settings;
    this.clock = clock;
    this.timings = timings;
    String bootId = UUID.randomUUID().toString().substring(0, 8);
    this.table = new SessionTable(settings.mostSessions(), bootId, clock.getAsLong());
  }

  /**
   * Milliseconds since 1970 that a change of the machine's clock after the start leaves alone, or
   * seconds would be counted twice.
   */
  public static LongSupplier steadyClock() {
    long start = Instant.now().toEpochMilli();
    long nanos = System.nanoTime();
    return () -> start + (System.nanoTime() - nanos) / 1_000_000;
  }

  /**
   * A player was answered, or reports.
   *
   * @return whether {@link #sent} is to be called when the segment has been sent
   */
  public boolean visit(Visit visit) {
    if (!settings.enabled()) {
      return false;
    }
    synchronized (table) {
      return table.visit(visit, clock.getAsLong());
    }
  }

  /** The segment that {@code session} asked for has been handed to the network, the whole of it. */
  public void sent(SubRoomKey subRoom, long session) {
    synchronized (table) {
      table.sent(subRoom, session, clock.getAsLong());
    }
  }

  /** To be called each second, session or not: ends windows, and forgets what is too old to say. */
  public void look() {
    long now = clock.getAsLong();
    List<AudienceWindow> closed;
    synchronized (table) {
      closed = table.windows(now);
    }
    List<AudienceWindow> timed = closed.stream().map(this::timed).toList();
    synchronized (table) {
      outbox.add(timed, now);
    }
  }

  private AudienceWindow timed(AudienceWindow window) {
    Timing timing = timings.apply(new SubRoomKey(window.roomId(), window.subRoomId()));
    return window.withTiming(timing.latencyMillis(), timing.avOffsetMillis());
  }

  /** The windows to be said next, the oldest first; the same until {@link #delivered}. */
  public List<AudienceWindow> unsaid() {
    look();
    synchronized (table) {
      return outbox.next();
    }
  }

  /** What {@link #unsaid} gave has left. */
  public void delivered(List<AudienceWindow> windows) {
    synchronized (table) {
      outbox.delivered(windows, clock.getAsLong());
    }
  }

  /** A session with the control plane begins: what left with the one before may have been lost. */
  public void sessionBegins() {
    synchronized (table) {
      outbox.sessionBegins();
    }
  }
}
