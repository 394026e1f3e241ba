package io.roomfleet.orchestrator.cohost.pool;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Rooms that wait for opponents. Pure: the same rooms at the same time give the same matches, in
 * whatever order they came. Not for several threads.
 *
 * <ol>
 *   <li>The steps of the rules one after the other, the narrowest first: who fits well meets first.
 *       In a step those take part who have waited for as long as it says, so both accept each
 *       other.
 *   <li>In a step who has waited longest chooses first, among those of the nearest size of
 *       audience, at most {@link #LOOKS} of them.
 *   <li>In the last step everybody accepts everybody: fewer rooms are left of those who have waited
 *       that long than are to meet.
 * </ol>
 *
 * <p>For n rooms O(n log n): a step sorts once, and each room looks at a bounded number of others.
 */
public final class MatchPool {
  /** More candidates make better matches and cost time; the nearest fit mostly. */
  static final int LOOKS = 24;

  private static final Comparator<Waiting> BY_SIZE =
      Comparator.comparingLong(Waiting::viewers).thenComparing(Waiting::roomId);
  private static final Comparator<Waiting> BY_WAIT =
      Comparator.comparing(Waiting::since).thenComparing(Waiting::roomId);

  private final PoolRules rules;
  private final Map<String, Waiting> rooms = new TreeMap<>();

  public MatchPool(PoolRules rules) {
    this.rules = rules;
  }

  /**
   * A room waits, or says so again, which may change what it is like and not since when it waits.
   *
   * @throws IllegalArgumentException when a figure is out of its range; see {@link Waiting#fault}
   */
  public void put(Waiting room) {
    String fault = room.fault();
    if (fault != null) {
      throw new IllegalArgumentException(fault);
    }
    Waiting before = rooms.get(room.roomId());
    rooms.put(
        room.roomId(),
        before != null && before.since().isBefore(room.since())
            ? room.waitingSince(before.since())
            : room);
  }

  /** A room waits no more; one that does not wait changes nothing. */
  public void remove(String roomId) {
    rooms.remove(roomId);
  }

  public int size() {
    return rooms.size();
  }

  /** Who waits, by room id. */
  public List<Waiting> waiting() {
    return List.copyOf(rooms.values());
  }

  /** Who meets whom; those wait no more. */
  public List<Match> match(Instant now) {
    List<Match> matches = new ArrayList<>();
    for (int step = 0; step < rules.steps().size(); step++) {
      matchStep(step, now, matches);
    }
    return List.copyOf(matches);
  }

  private void matchStep(int number, Instant now, List<Match> matches) {
    PoolRules.Step step = rules.steps().get(number);
    List<Waiting> choosing = new ArrayList<>();
    Map<List<Object>, TreeSet<Waiting>> bySize = new HashMap<>();
    for (Waiting room : rooms.values()) {
      if (rules.stepAfter(room.waited(now)) >= number) {
        choosing.add(room);
        bySize.computeIfAbsent(key(room, step), key -> new TreeSet<>(BY_SIZE)).add(room);
      }
    }
    choosing.sort(BY_WAIT);
    for (Waiting room : choosing) {
      TreeSet<Waiting> others = Objects.requireNonNull(bySize.get(key(room, step)));
      if (others.contains(room)) {
        List<Waiting> together = nearest(room, others, step);
        if (together.size() == room.rooms()) {
          together.forEach(others::remove);
          together.forEach(it -> rooms.remove(it.roomId()));
          matches.add(Match.of(together, number, now));
        }
      }
    }
  }

  /** Only those of the same key can meet in a step. */
  private static List<Object> key(Waiting room, PoolRules.Step step) {
    return List.of(
        room.rooms(),
        step.sameLanguage() ? room.language() : "",
        step.sameRegion() ? room.region() : "");
  }

  /** The room, and as many of the nearest as are to meet and all accept each other; or fewer. */
  private static List<Waiting> nearest(
      Waiting room, NavigableSet<Waiting> others, PoolRules.Step step) {
    List<Waiting> together = new ArrayList<>(List.of(room));
    Waiting below = others.lower(room);
    Waiting above = others.higher(room);
    for (int look = 0; look < LOOKS && together.size() < room.rooms(); look++) {
      boolean down = isNearer(room, below, above);
      Waiting next = down ? below : above;
      if (next == null || Waiting.ratio(room, next) > step.ratio()) {
        break;
      }
      if (together.stream().allMatch(it -> step.accepts(it, next))) {
        together.add(next);
      }
      below = down ? others.lower(next) : below;
      above = down ? above : others.higher(next);
    }
    return together;
  }

  private static boolean isNearer(Waiting room, @Nullable Waiting below, @Nullable Waiting above) {
    if (below == null || above == null) {
      return above == null;
    }
    return Waiting.ratio(room, below) <= Waiting.ratio(room, above);
  }
}
