package io.roomfleet.orchestrator.http;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.roomfleet.api.Capacity;
import io.roomfleet.api.calendar.CalendarView;
import io.roomfleet.api.calendar.CalendarView.Booked;
import io.roomfleet.api.calendar.CalendarView.Bucket;
import io.roomfleet.api.calendar.CalendarView.Overbooked;
import io.roomfleet.api.calendar.CalendarView.RegionCalendar;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/** The calendar of {@code eu-west}, with one booking too many; what was asked is kept. */
final class FakeCalendars implements Calendars {
  Instant lastFrom;
  Instant lastTo;
  String lastRegion;
  Duration lastStep;

  @Override
  public CompletionStage<Outcome<CalendarView>> calendar(
      Instant from, Instant to, String region, Duration step) {
    lastFrom = from;
    lastTo = to;
    lastRegion = region;
    lastStep = step;
    Instant start = Objects.requireNonNullElse(from, FakeDomain.NOW);
    if (to != null && !to.isAfter(start)) {
      return completedFuture(Outcome.refused(400, "bad_parameter", "to: before from"));
    }
    Capacity some = new Capacity(5.5, 420, 4);
    Capacity missing = new Capacity(1.5, 0, 0);
    Booked booked =
        new Booked("room-1", "de", start, start.plusSeconds(60), new Capacity(2, 8, 1), missing);
    RegionCalendar euWest =
        new RegionCalendar(
            "eu-west",
            new Capacity(4, 1000, 16),
            1,
            List.of(new Bucket(start, some, true), new Bucket(start.plus(step), some, false)),
            List.of(new Overbooked(start, start.plusSeconds(60), missing, 1, List.of(booked))),
            0);
    return completedFuture(
        Outcome.done(
            new CalendarView(
                start,
                start.plus(step.multipliedBy(2)),
                step.toSeconds(),
                List.of(euWest),
                List.of("us-east"),
                FakeDomain.NOW)));
  }
}
