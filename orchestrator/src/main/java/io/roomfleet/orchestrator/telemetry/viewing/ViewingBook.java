package io.roomfleet.orchestrator.telemetry.viewing;

import io.roomfleet.api.agent.AudienceWindow;
import io.roomfleet.sketch.Percentiles;
import io.roomfleet.sketch.Uniques;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What agents said of one sub-room's viewers, in windows of ten seconds. Each agent's word of a
 * second counts once, in whatever order they come; of several agents the viewers add up. Pure:
 * times are given in milliseconds since 1970. Mutable, of one owner.
 */
public final class ViewingBook {
  /** Length of a window, milliseconds. */
  public static final long WINDOW = 10_000;

  private static final int SECONDS = 10;

  private final NavigableMap<Long, Slot> slots = new TreeMap<>();
  private final long longest;
  private long from;

  /** One window with all that it takes to go on with it. */
  private static final class Slot {
    private final Viewing seen = new Viewing();
    private final Set<String> words = new HashSet<>();
    private final long[] viewers = new long[SECONDS];
    private final boolean[] known = new boolean[SECONDS];
    private boolean changed;

    Viewing viewing() {
      long peak = 0;
      int seconds = 0;
      for (int i = 0; i < SECONDS; i++) {
        peak = Math.max(peak, viewers[i]);
        seconds += known[i] ? 1 : 0;
      }
      seen.known(seconds, peak);
      return seen;
    }
  }

  /**
   * A window.
   *
   * @param start milliseconds since 1970
   */
  public record Window(long start, Viewing viewing) {}

  /**
   * @param longest how old a word may be at most when it comes, milliseconds
   */
  public ViewingBook(long longest) {
    this.longest = longest;
  }

  /** The beginning of the window in which an instant is. */
  public static long startOf(long millis) {
    return Math.floorDiv(millis, WINDOW) * WINDOW;
  }

  /**
   * Takes an agent's word.
   *
   * @return false when it was known, or is too old
   * @throws IllegalArgumentException when a sketch in it cannot be read
   */
  public boolean take(String agentId, AudienceWindow word, long now) {
    long at = word.windowStart() * 1000;
    if (at < now - longest || at > now + longest) {
      return false;
    }
    Viewing seen = seenIn(word);
    Slot slot = slots.computeIfAbsent(startOf(at), start -> new Slot());
    if (!slot.words.add(agentId + " " + word.bootId() + " " + word.windowStart())) {
      return false;
    }
    slot.changed = true;
    int second = (int) ((at - startOf(at)) / 1000);
    slot.known[second] = true;
    slot.viewers[second] += word.viewers();
    slot.seen.beside(seen);
    return true;
  }

  private static Viewing seenIn(AudienceWindow word) {
    Viewing seen = new Viewing();
    seen.add(Tally.VIEWER_SECONDS, word.viewers());
    seen.add(Tally.JOINS, word.joins());
    seen.add(Tally.LEAVES, word.leaves());
    seen.add(Tally.SEGMENTS, word.segments());
    seen.add(Tally.OVERFLOW, word.overflow());
    seen.add(Tally.MEASURED_MILLIS, word.measuredMillis());
    seen.add(Tally.STALLED_MILLIS, word.stalledMillis());
    if (word.latencyMillis() != null) {
      seen.add(Tally.LATENCY_MILLIS, (long) word.latencyMillis() * word.viewers());
      seen.add(Tally.LATENCY_SECONDS, word.viewers());
    }
    if (word.avOffsetMillis() != null) {
      seen.add(Tally.AV_OFFSET_MILLIS, (long) word.avOffsetMillis() * word.viewers());
      seen.add(Tally.AV_OFFSET_SECONDS, word.viewers());
    }
    word.countries().forEach((country, viewers) -> seen.addCountry(country, viewers));
    word.renditions()
        .forEach(
            it -> {
              Integer kbps = it.bitrateKbps();
              long rated = kbps == null ? 0 : it.segments();
              long kilobits = kbps == null ? 0 : (long) kbps * it.segments();
              seen.add(
                  it.rendition(),
                  new Viewing.Rendition(it.viewers(), it.segments(), kilobits, rated));
            });
    for (Spread spread : Spread.values()) {
      byte[] sketch = bytes(spread.in(word));
      if (sketch != null) {
        seen.add(spread, Percentiles.decode(sketch));
      }
    }
    byte[] uniques = bytes(word.uniques());
    if (uniques != null) {
      seen.add(Uniques.decode(uniques));
    }
    return seen;
  }

  private static byte @Nullable [] bytes(@Nullable String base64) {
    return base64 == null ? null : Base64.getDecoder().decode(base64);
  }

  /** The viewers of the newest second that is over and known; 0 when none of the last five is. */
  public long viewersNow(long now) {
    long second = Math.floorDiv(now, 1000) * 1000 - 1000;
    for (int back = 0; back < 5; back++, second -= 1000) {
      Slot slot = slots.get(startOf(second));
      int at = (int) ((second - startOf(second)) / 1000);
      if (slot != null && slot.known[at]) {
        return slot.viewers[at];
      }
    }
    return 0;
  }

  /** Windows that begin from one instant to before another, oldest first. */
  public List<Window> windows(long from, long to) {
    List<Window> found = new ArrayList<>();
    if (from < to) {
      slots.subMap(from, to).forEach((at, slot) -> found.add(new Window(at, slot.viewing())));
    }
    return found;
  }

  /** Those that were changed since they were {@link #written}, and are over at {@code now}. */
  public List<Window> toWrite(long now) {
    List<Window> found = new ArrayList<>();
    for (Map.Entry<Long, Slot> each : slots.headMap(startOf(now), false).entrySet()) {
      if (each.getValue().changed) {
        found.add(new Window(each.getKey(), each.getValue().viewing()));
      }
    }
    return found;
  }

  /** They are being written as they are now. */
  public void written(List<Window> windows) {
    mark(windows, false);
  }

  /** They could not be written. */
  public void unwritten(List<Window> windows) {
    mark(windows, true);
  }

  private void mark(List<Window> windows, boolean changed) {
    windows.forEach(
        window -> {
          Slot slot = slots.get(window.start());
          if (slot != null) {
            slot.changed = changed;
          }
        });
  }

  /** Forgets windows that begin before an instant, up to the first that is still to be written. */
  public void forget(long before) {
    while (!slots.isEmpty()
        && slots.firstKey() < before
        && !slots.firstEntry().getValue().changed) {
      from = slots.pollFirstEntry().getKey() + WINDOW;
    }
  }

  /** All that was ever taken of windows that begin from then on is in here. */
  public long from() {
    return from;
  }

  public boolean isEmpty() {
    return slots.isEmpty();
  }
}
