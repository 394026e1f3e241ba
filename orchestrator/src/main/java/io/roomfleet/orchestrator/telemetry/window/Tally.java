package io.roomfleet.orchestrator.telemetry.window;

import io.roomfleet.orchestrator.telemetry.beacon.BeaconCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts one sub-room's beacons into windows of ten seconds, by the beacons' own time, each id once
 * in its window. What comes of it depends on which rows were counted and not on their order, nor on
 * how often: a tally that is made anew from the log is the same.
 *
 * <p>Windows before {@link #openFrom()} are over for good, and what would fall into them is left
 * out.
 */
public final class Tally {
  /** Length of a window, milliseconds. */
  public static final long WINDOW = 10_000;

  private final NavigableMap<Long, Slot> slots = new TreeMap<>();
  private @Nullable Slot last;
  private long openFrom;

  /** One window with all that it takes to go on with it. */
  private static final class Slot {
    final long start;
    final CountryWindows windows = new CountryWindows();
    final SeenIds seen = new SeenIds();
    long beacons;
    long written;

    Slot(long start) {
      this.start = start;
    }
  }

  /**
   * A window to be shown or kept.
   *
   * @param start milliseconds since 1970
   * @param beacons how many it counts: of two rows of one window the one with more knows more
   */
  public record Counted(long start, CountryWindows windows, long beacons) {}

  /**
   * @param openFrom milliseconds since 1970, the beginning of a window
   */
  public Tally(long openFrom) {
    this.openFrom = openFrom;
  }

  /** The beginning of the window in which an instant is. */
  public static long startOf(long millis) {
    return Math.floorDiv(millis, WINDOW) * WINDOW;
  }

  public long openFrom() {
    return openFrom;
  }

  /**
   * Counts the beacons of some rows that were not counted yet.
   *
   * @return how many those were
   * @throws RuntimeException when the bytes are no rows; those before the break were counted
   */
  public int count(byte[] rows) {
    int counted = 0;
    BeaconCursor beacon = new BeaconCursor(rows);
    while (beacon.next()) {
      if (beacon.at() < openFrom) {
        continue;
      }
      Slot slot = last;
      if (slot == null || beacon.at() < slot.start || beacon.at() >= slot.start + WINDOW) {
        slot = slots.computeIfAbsent(startOf(beacon.at()), Slot::new);
        last = slot;
      }
      if (slot.seen.add(beacon.id())) {
        slot.windows.count(beacon);
        slot.beacons++;
        counted++;
      }
    }
    return counted;
  }

  /**
   * The windows that begin from one instant to before another, oldest first; not the empty ones.
   */
  public List<Counted> windows(long from, long to) {
    List<Counted> found = new ArrayList<>();
    if (from < to) {
      slots.subMap(from, to).values().forEach(slot -> found.add(counted(slot)));
    }
    return found;
  }

  /** Those that are over at {@code now} and were counted into since {@link #written}. */
  public List<Counted> toWrite(long now) {
    List<Counted> found = new ArrayList<>();
    for (Slot slot : slots.headMap(startOf(now), false).values()) {
      if (slot.beacons > slot.written) {
        found.add(counted(slot));
      }
    }
    return found;
  }

  /** A window was kept when it counted so many. */
  public void written(long start, long beacons) {
    Slot slot = slots.get(start);
    if (slot != null) {
      slot.written = Math.max(slot.written, beacons);
    }
  }

  /** Forgets what is before; it is over for good. */
  public void close(long before) {
    if (before > openFrom) {
      openFrom = before;
      slots.headMap(before, false).clear();
      last = null;
    }
  }

  public boolean isEmpty() {
    return slots.isEmpty();
  }

  private static Counted counted(Slot slot) {
    return new Counted(slot.start, slot.windows, slot.beacons);
  }
}
