package io.roomfleet.orchestrator.booking;

import io.roomfleet.orchestrator.booking.CalendarPage.Bucket;
import io.roomfleet.orchestrator.booking.CalendarPage.Overbooked;
import io.roomfleet.orchestrator.placement.Amount;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads a calendar for those who plan. Pure; one sweep over the bookings for a whole page. */
final class CalendarReader {
  private final Instant from;
  private final Instant to;
  private final Duration step;
  private final @Nullable Amount available;
  private final List<Bucket> buckets = new ArrayList<>();
  private final List<Overbooked> windows = new ArrayList<>();

  private CalendarReader(Instant from, Instant to, Duration step, @Nullable Amount available) {
    this.from = from;
    this.to = to;
    this.step = step;
    this.available = available;
    for (Instant at = from; at.isBefore(to); at = at.plus(step)) {
      buckets.add(new Bucket(at, Amount.ZERO, false));
    }
  }

  /**
   * What [from, to) looks like in buckets of {@code step}, the last of which may be shorter.
   *
   * @param available null when it is not known: then nothing is overbooked
   */
  static CalendarPage page(
      RegionCalendar calendar,
      Instant from,
      Instant to,
      Duration step,
      @Nullable Amount available) {
    List<Booking> inTime =
        calendar.bookings().values().stream().filter(b -> b.overlaps(from, to)).toList();
    CalendarReader reader = new CalendarReader(from, to, step, available);
    LoadSweep.along(inTime, from, to, (start, end, now) -> reader.note(start, end, now.load()));
    List<Overbooked> shown =
        reader.windows.stream()
            .limit(CalendarPage.WINDOWS)
            .map(window -> reader.withLargest(window, inTime))
            .toList();
    return new CalendarPage(
        calendar.region(),
        available,
        inTime.size(),
        reader.buckets,
        shown,
        reader.windows.size() - shown.size());
  }

  private void note(Instant start, Instant end, Amount load) {
    boolean over = available != null && !load.fitsIn(available);
    long first = Duration.between(from, start).dividedBy(step);
    for (int i = (int) first; i < buckets.size() && buckets.get(i).from().isBefore(end); i++) {
      Bucket bucket = buckets.get(i);
      buckets.set(
          i, new Bucket(bucket.from(), bucket.booked().max(load), bucket.overbooked() || over));
    }
    if (over && available != null) {
      noteOver(start, end, load.missingIn(available));
    }
  }

  private void noteOver(Instant start, Instant end, Amount missing) {
    int last = windows.size() - 1;
    if (last >= 0 && windows.get(last).to().equals(start)) {
      Overbooked before = windows.get(last);
      windows.set(
          last, new Overbooked(before.from(), end, before.missing().max(missing), 0, List.of()));
    } else {
      windows.add(new Overbooked(start, end, missing, 0, List.of()));
    }
  }

  private Overbooked withLargest(Overbooked window, List<Booking> inTime) {
    Amount whole = available == null ? Amount.ZERO : available;
    List<Booking> all =
        inTime.stream().filter(b -> b.overlaps(window.from(), window.to())).toList();
    List<Booking> largest =
        all.stream()
            .sorted(
                Comparator.comparingDouble((Booking b) -> b.need().shareOf(whole))
                    .reversed()
                    .thenComparing(Booking::key))
            .limit(CalendarPage.LARGEST)
            .toList();
    return new Overbooked(window.from(), window.to(), window.missing(), all.size(), largest);
  }

  /** Which of {@code wanted} would fit, beside what is booked and {@code along}. */
  static CalendarCommand.Fits fits(
      RegionCalendar calendar,
      Collection<Booking> along,
      List<Booking> wanted,
      @Nullable Amount available) {
    Map<String, Booking> then = new TreeMap<>(calendar.bookings());
    wanted.forEach(booking -> then.remove(booking.key()));
    along.forEach(booking -> then.put(booking.key(), booking));
    Map<String, Amount> missing = new LinkedHashMap<>();
    Amount together = Amount.ZERO;
    if (available != null) {
      for (Booking booking : wanted) {
        Amount lacking = RegionCalendar.missing(then.values(), booking, available);
        if (lacking.equals(Amount.ZERO)) {
          then.put(booking.key(), booking);
        } else {
          missing.put(booking.subRoomId(), lacking);
        }
      }
      for (Booking booking : along) {
        together =
            together.max(
                LoadSweep.peak(then.values(), booking.from(), booking.to()).missingIn(available));
      }
    }
    return new CalendarCommand.Fits(calendar.region(), available, missing, together);
  }
}
