package io.roomfleet.orchestrator.cohost.pool;

import io.roomfleet.api.cohost.PkPoolState;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Folds one event into the pool. Total: every event has its case. */
record PoolFold(PoolState state) implements PoolEvent.Cases<PoolState> {
  /** So many of those that are out are remembered at most, the newest. */
  private static final int MOST_REMEMBERED = 500;

  @Override
  public PoolState entered(PoolEvent.Entered e) {
    Map<String, PoolEntry> entries = new TreeMap<>(state.entries());
    entries.put(e.room().roomId(), PoolEntry.waiting(e.room(), e.name(), e.until(), e.at()));
    return with(entries, state.matches(), e.at());
  }

  @Override
  public PoolState left(PoolEvent.Left e) {
    return out(e.roomId(), PkPoolState.LEFT, "left by " + e.by(), e.at());
  }

  @Override
  public PoolState matched(PoolEvent.Matched e) {
    Map<String, PoolEntry> entries = new TreeMap<>(state.entries());
    for (String roomId : e.rooms()) {
      entries.computeIfPresent(
          roomId, (id, it) -> it.with(PkPoolState.MEETING, e.sessionId(), e.why(), e.at()));
    }
    return with(entries, state.matches() + 1, e.at());
  }

  @Override
  public PoolState met(PoolEvent.Met e) {
    Map<String, PoolEntry> entries = new TreeMap<>(state.entries());
    for (PoolEntry it : state.meeting(e.sessionId())) {
      entries.put(it.room().roomId(), it.with(PkPoolState.MET, e.sessionId(), it.reason(), e.at()));
    }
    return with(entries, state.matches(), e.at());
  }

  @Override
  public PoolState parted(PoolEvent.Parted e) {
    Map<String, PoolEntry> entries = new TreeMap<>(state.entries());
    for (PoolEntry it : state.meeting(e.sessionId())) {
      String dropped = e.dropped().get(it.room().roomId());
      entries.put(
          it.room().roomId(),
          dropped == null
              ? it.with(PkPoolState.WAITING, null, e.reason(), e.at())
              : it.with(PkPoolState.DROPPED, e.sessionId(), dropped, e.at()));
    }
    return with(entries, state.matches(), e.at());
  }

  @Override
  public PoolState expired(PoolEvent.Expired e) {
    return out(e.roomId(), PkPoolState.EXPIRED, null, e.at());
  }

  private PoolState out(String roomId, PkPoolState how, @Nullable String why, Instant at) {
    Map<String, PoolEntry> entries = new TreeMap<>(state.entries());
    entries.computeIfPresent(roomId, (id, it) -> it.with(how, it.sessionId(), why, at));
    return with(entries, state.matches(), at);
  }

  private static PoolState with(Map<String, PoolEntry> entries, long matches, Instant at) {
    entries.values().removeIf(it -> it.isForgotten(at));
    List<PoolEntry> out =
        entries.values().stream()
            .filter(it -> !it.isIn())
            .sorted(Comparator.comparing(PoolEntry::at))
            .toList();
    for (int i = 0; i < out.size() - MOST_REMEMBERED; i++) {
      entries.remove(out.get(i).room().roomId());
    }
    return new PoolState(entries, matches);
  }
}
