package io.roomfleet.orchestrator.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps those with the earliest instants of however many come, at most so many. Equals stay in the
 * order in which they came. Mutable.
 */
final class Earliest<T> {
  private record Kept<T>(Instant at, long number, T item) {}

  private static final Comparator<Kept<?>> ORDER =
      Comparator.<Kept<?>, Instant>comparing(Kept::at).thenComparingLong(Kept::number);

  private final int most;
  private final Function<T, Instant> instant;
  private final PriorityQueue<Kept<T>> latestFirst = new PriorityQueue<>(ORDER.reversed());
  private long number;
  private @Nullable Instant firstLeftOut;

  Earliest(int most, Function<T, Instant> instant) {
    this.most = most;
    this.instant = instant;
  }

  void add(T item) {
    latestFirst.add(new Kept<>(instant.apply(item), number++, item));
    if (latestFirst.size() > most) {
      Instant leftOut = latestFirst.remove().at();
      if (firstLeftOut == null || leftOut.isBefore(firstLeftOut)) {
        firstLeftOut = leftOut;
      }
    }
  }

  /** Those kept, earliest first. */
  List<T> inOrder() {
    List<Kept<T>> kept = new ArrayList<>(latestFirst);
    kept.sort(ORDER);
    return kept.stream().map(Kept::item).toList();
  }

  /** The earliest instant that may be missing something; null when all are kept. */
  @Nullable Instant firstLeftOut() {
    return firstLeftOut;
  }
}
