package io.roomfleet.agent.audience;

import io.roomfleet.api.agent.AudienceWindow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Windows on their way to the control plane. One that could not be sent is kept for a minute and
 * sent late; one that has left is kept for five seconds more, since it may have been lost with the
 * session, and is said again in the next one. Who receives it counts it once.
 *
 * <p>It knows no clock; times are milliseconds that never go back. For one thread at a time.
 */
final class WindowOutbox {
  static final long KEPT = 60_000;
  static final long KEPT_SENT = 5_000;

  /** In one message: with all sketches full, 2 MB. */
  static final int AT_ONCE = 128;

  /** A minute of as many sub-rooms as an agent has slots. */
  static final int MOST = 64 * 60;

  private static final long NOT_YET = Long.MIN_VALUE;

  private final Deque<Kept> windows = new ArrayDeque<>();
  private long dropped;

  private static final class Kept {
    private final AudienceWindow window;
    private final long since;
    private long sent = NOT_YET;

    Kept(AudienceWindow window, long since) {
      this.window = window;
      this.since = since;
    }
  }

  /** Takes windows that were closed. */
  void add(List<AudienceWindow> closed, long now) {
    windows.removeIf(kept -> kept.sent != NOT_YET && now - kept.sent > KEPT_SENT);
    for (AudienceWindow window : closed) {
      windows.add(new Kept(window, now));
    }
    while (windows.size() > MOST || (!windows.isEmpty() && old(windows.getFirst(), now))) {
      dropped += windows.removeFirst().sent == NOT_YET ? 1 : 0;
    }
  }

  private static boolean old(Kept kept, long now) {
    return now - kept.since > KEPT;
  }

  /** What is to be said next, the oldest first, at most 128; the same until it was delivered. */
  List<AudienceWindow> next() {
    List<AudienceWindow> next = new ArrayList<>();
    for (Kept kept : windows) {
      if (kept.sent == NOT_YET && next.size() < AT_ONCE) {
        next.add(kept.window);
      }
    }
    return next;
  }

  /** {@code sent}, as {@link #next} gave it, has left. */
  void delivered(List<AudienceWindow> sent, long now) {
    for (Kept kept : windows) {
      if (kept.sent == NOT_YET && sent.contains(kept.window)) {
        kept.sent = now;
      }
    }
  }

  /** A new session begins: what left with the last one at its end is said again. */
  void sessionBegins() {
    windows.forEach(kept -> kept.sent = NOT_YET);
  }

  /** How many windows were given up since the start. */
  long dropped() {
    return dropped;
  }
}
