package io.roomfleet.orchestrator.cohost.pool;

import io.roomfleet.orchestrator.platform.JournalEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that is in the pool. Immutable, without a clock.
 *
 * @param entries by room
 * @param matches how many were made so far
 */
public record PoolState(Map<String, PoolEntry> entries, long matches) implements JournalEvent {
  public static final PoolState EMPTY = new PoolState(Map.of(), 0);

  private static final Comparator<PoolEntry> LONGEST_FIRST =
      Comparator.comparing((PoolEntry entry) -> entry.room().since())
          .thenComparing(entry -> entry.room().roomId());

  public PoolState {
    entries = Collections.unmodifiableMap(new TreeMap<>(entries));
  }

  /** What there is of a room; null when there is nothing, or it was forgotten by then. */
  @Nullable PoolEntry entry(String roomId, Instant now) {
    PoolEntry entry = entries.get(roomId);
    return entry == null || entry.isForgotten(now) ? null : entry;
  }

  /** All that can be asked for, who has waited longest first. */
  Stream<PoolEntry> shown(Instant now) {
    return entries.values().stream().filter(it -> !it.isForgotten(now)).sorted(LONGEST_FIRST);
  }

  /** The rooms of a match that is not decided, who has waited longest first. */
  public List<PoolEntry> meeting(String sessionId) {
    return meetings().getOrDefault(sessionId, List.of());
  }

  /** The same of all, by session. */
  public Map<String, List<PoolEntry>> meetings() {
    Map<String, List<PoolEntry>> meetings = new TreeMap<>();
    entries.values().stream()
        .filter(it -> it.isIn() && it.sessionId() != null)
        .sorted(LONGEST_FIRST)
        .forEach(
            it ->
                meetings
                    .computeIfAbsent(String.valueOf(it.sessionId()), id -> new ArrayList<>())
                    .add(it));
    return meetings;
  }

  /** True while something may happen by itself. */
  public boolean hasWork() {
    return entries.values().stream().anyMatch(PoolEntry::isIn);
  }

  /** The state after an event. */
  public PoolState apply(PoolEvent event) {
    return event.match(new PoolFold(this));
  }
}
