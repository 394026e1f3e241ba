package io.roomfleet.orchestrator.room;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Up to where a room has kept what sessions told it, by session, so that what comes again is known.
 * Of the newest sessions: an older one tells nothing any more.
 */
public record SessionsHeard(Map<String, Long> numbers) {
  static final SessionsHeard NONE = new SessionsHeard(Map.of());
  private static final int KEPT = 20;

  boolean isNews(String sessionId, long number) {
    return number > numbers.getOrDefault(sessionId, 0L);
  }

  SessionsHeard plus(String sessionId, long number) {
    Map<String, Long> next = new LinkedHashMap<>(numbers);
    next.remove(sessionId);
    next.put(sessionId, number);
    if (next.size() > KEPT) {
      next.remove(next.keySet().iterator().next());
    }
    return new SessionsHeard(Collections.unmodifiableMap(next));
  }
}
