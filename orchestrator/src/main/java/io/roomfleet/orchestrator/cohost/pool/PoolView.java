package io.roomfleet.orchestrator.cohost.pool;

import io.roomfleet.api.cohost.PkPoolEntry;
import io.roomfleet.api.cohost.PkPoolRange;
import io.roomfleet.api.cohost.PkPoolState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pool as the API shows it. */
public final class PoolView {
  private PoolView() {}

  /** Which rooms; null for any. */
  public record Filter(
      @Nullable PkPoolState state, @Nullable String language, @Nullable String region) {
    private boolean has(PoolEntry entry) {
      return (state == null || entry.state() == state)
          && (language == null || entry.room().language().equals(language))
          && (region == null || entry.room().region().equals(region));
    }
  }

  /**
   * Some of them.
   *
   * @param next where the next page starts; null after the last
   */
  public record Page(List<PkPoolEntry> entries, int waiting, @Nullable String next) {}

  /** A room's; null when there is nothing of it. */
  public static @Nullable PkPoolEntry of(PoolState state, String roomId, Instant now) {
    PoolEntry entry = state.entry(roomId, now);
    return entry == null ? null : shown(entry, now);
  }

  /**
   * Who has waited longest first.
   *
   * @param after {@link Page#next} of the page before; null for the first
   */
  public static Page page(
      PoolState state, Filter filter, @Nullable String after, int size, Instant now) {
    List<PkPoolEntry> rest =
        state
            .shown(now)
            .filter(filter::has)
            .filter(it -> after == null || place(it).compareTo(after) > 0)
            .limit(size + 1L)
            .map(it -> shown(it, now))
            .toList();
    List<PkPoolEntry> shown = rest.subList(0, Math.min(size, rest.size()));
    String next =
        rest.size() > size
            ? place(shown.get(size - 1).since(), shown.get(size - 1).roomId())
            : null;
    long waiting = state.entries().values().stream().filter(it -> it.waits()).count();
    return new Page(List.copyOf(shown), (int) waiting, next);
  }

  private static String place(PoolEntry entry) {
    return place(entry.room().since(), entry.room().roomId());
  }

  /** Sorts as the list does. */
  private static String place(Instant since, String roomId) {
    return "%012d.%09d/%s".formatted(since.getEpochSecond(), since.getNano(), roomId);
  }

  private static PkPoolEntry shown(PoolEntry entry, Instant now) {
    Waiting room = entry.room();
    Instant to = entry.isIn() ? now : entry.at();
    return new PkPoolEntry(
        room.roomId(),
        room.hostId(),
        entry.name(),
        room.language(),
        room.region(),
        room.viewers(),
        room.rooms(),
        room.wins(),
        room.losses(),
        entry.isDue(now) ? PkPoolState.EXPIRED : entry.state(),
        entry.sessionId(),
        entry.reason(),
        room.since(),
        entry.until(),
        Math.max(0, room.waited(to).toSeconds()),
        entry.waits() && !entry.isDue(now) ? range(room, now) : null);
  }

  private static PkPoolRange range(Waiting room, Instant now) {
    List<PoolRules.Step> steps = PoolRules.DEFAULT.steps();
    int number = PoolRules.DEFAULT.stepAfter(room.waited(now));
    PoolRules.Step step = steps.get(number);
    return new PkPoolRange(
        number,
        Double.isInfinite(step.ratio()) ? null : step.ratio(),
        step.strength(),
        step.sameLanguage(),
        step.sameRegion(),
        step.fresh(),
        number + 1 < steps.size() ? room.since().plus(steps.get(number + 1).after()) : null);
  }
}
