package io.roomfleet.orchestrator.console;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.roomfleet.api.Capacity;
import io.roomfleet.api.calendar.CalendarView;
import io.roomfleet.api.calendar.CalendarView.Booked;
import io.roomfleet.api.calendar.CalendarView.Bucket;
import io.roomfleet.api.calendar.CalendarView.Overbooked;
import io.roomfleet.api.calendar.CalendarView.RegionCalendar;
import io.roomfleet.orchestrator.http.Calendars;
import io.roomfleet.orchestrator.http.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/** A week of {@code eu-west} with two promos, of which the second one is a promo too many. */
final class StageCalendar implements Calendars {
  private static final Capacity NOTHING = new Capacity(0, 0, 0);

  @Override
  public CompletionStage<Outcome<CalendarView>> calendar(
      Instant from, Instant to, String region, Duration step) {
    Instant start = Objects.requireNonNullElseGet(from, Instant::now);
    Instant end = Objects.requireNonNullElseGet(to, () -> start.plus(Duration.ofDays(7)));
    List<Bucket> buckets = new ArrayList<>();
    for (Instant at = start; at.isBefore(end); at = at.plus(step)) {
      int hour = buckets.size();
      boolean first = hour >= 20 && hour < 26;
      boolean second = hour >= 92 && hour < 97;
      Capacity booked =
          second ? new Capacity(5.5, 620, 5) : first ? new Capacity(2.25, 400, 3) : NOTHING;
      buckets.add(new Bucket(at, booked, second));
    }
    Instant over = start.plus(Duration.ofHours(92));
    Capacity missing = new Capacity(1.5, 0, 0);
    Booked largest =
        new Booked(
            "room-2", "de", over, over.plusSeconds(18_000), new Capacity(3, 300, 1), missing);
    RegionCalendar euWest =
        new RegionCalendar(
            "eu-west",
            new Capacity(4, 1000, 16),
            4,
            buckets,
            List.of(new Overbooked(over, over.plusSeconds(18_000), missing, 2, List.of(largest))),
            0);
    return completedFuture(
        Outcome.done(
            new CalendarView(
                start, end, step.toSeconds(), List.of(euWest), List.of(), Instant.now())));
  }
}
