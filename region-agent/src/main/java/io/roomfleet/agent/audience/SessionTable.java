package io.roomfleet.agent.audience;

import io.roomfleet.agent.viewer.SubRoomKey;
import io.roomfleet.api.agent.AudienceWindow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * All sessions of an agent, and the windows that are made of them.
 *
 * <p>It knows no clock: each call says what time it is, in milliseconds since 1970, and a time
 * before that of another call counts as that one's. A window of a second is closed by the first
 * call after its end. For one thread at a time.
 */
final class SessionTable {
  /** After a longer pause the seconds between have no windows. */
  private static final int LONGEST_PAUSE = 60;

  private final int mostSessions;
  private final String bootId;
  private final Map<SubRoomKey, SubRoomAudience> subRooms = new HashMap<>();
  private List<AudienceWindow> closed = new ArrayList<>();
  private int sessions;
  private long time;

  /**
   * @param mostSessions how many are followed at once; of others only that they were there is
   *     counted
   */
  SessionTable(int mostSessions, String bootId, long now) {
    this.mostSessions = mostSessions;
    this.bootId = bootId;
    this.time = now;
  }

  /**
   * Takes a visit.
   *
   * @return whether {@link #sent} is to be called when the segment has been sent
   */
  boolean visit(Visit visit, long now) {
    roll(now);
    SubRoomAudience subRoom = subRooms.get(visit.subRoom());
    if (subRoom == null) {
      if (visit.kind() == Visit.Kind.REPORT) {
        return false;
      }
      subRoom = new SubRoomAudience(visit.subRoom());
      subRooms.put(visit.subRoom(), subRoom);
    }
    int before = subRoom.sessions();
    boolean tell = subRoom.visit(visit, sessions < mostSessions, time);
    sessions += subRoom.sessions() - before;
    return tell;
  }

  /** The segment that a session asked for has been sent. */
  void sent(SubRoomKey key, long session, long now) {
    roll(now);
    SubRoomAudience subRoom = subRooms.get(key);
    if (subRoom != null) {
      subRoom.sent(session, time);
    }
  }

  /** The windows that were closed since the last call, the oldest first. */
  List<AudienceWindow> windows(long now) {
    roll(now);
    List<AudienceWindow> ready = closed;
    closed = new ArrayList<>();
    return ready;
  }

  /** How many sessions it follows. */
  int sessions() {
    return sessions;
  }

  private void roll(long now) {
    if (now <= time) {
      return;
    }
    long second = Math.floorDiv(now, 1000L);
    long from = Math.max(Math.floorDiv(time, 1000L), second - LONGEST_PAUSE);
    for (long start = from; start < second; start++) {
      close(start);
    }
    time = now;
  }

  private void close(long start) {
    Iterator<SubRoomAudience> all = subRooms.values().iterator();
    while (all.hasNext()) {
      SubRoomAudience subRoom = all.next();
      int before = subRoom.sessions();
      AudienceWindow window = subRoom.close(start, bootId);
      sessions += subRoom.sessions() - before;
      if (window != null) {
        closed.add(window);
      }
      if (subRoom.sessions() == 0) {
        all.remove();
      }
    }
  }
}
